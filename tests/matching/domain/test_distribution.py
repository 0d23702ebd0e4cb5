"""What is kept of a record's scores decides as all of them would, under any thresholds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.matching.domain.decide import Ambiguous, Automatic, NoMatch, Possible, Thresholds, decide
from app.matching.domain.distribution import Candidate, Fate, Sample, fate, seen
from app.matching.domain.guards import Guard
from app.matching.domain.result import Match

USUAL = Thresholds()
ENDS = {Automatic: Fate.AUTOMATIC, Possible: Fate.PERSON, Ambiguous: Fate.PERSON, NoMatch: Fate.NEW}
scores = st.integers(0, 1000).map(lambda tenths: tenths / 10)
candidates = st.lists(st.tuples(scores, st.booleans()), max_size=6)


@st.composite
def thresholds(draw: st.DrawFn) -> Thresholds:
    low, high = sorted(draw(st.lists(st.integers(10, 1000), min_size=2, max_size=2)))
    return Thresholds(draw(st.sampled_from([high / 10, None])), low / 10)


@given(candidates, thresholds())
def test_what_is_kept_decides_as_everything_would(told: list[tuple[float, bool]], chosen: Thresholds) -> None:
    matches = [
        Match(key, score, (), (Guard.TITLE,) if guarded else ()) for key, (score, guarded) in enumerate(told)
    ]

    assert fate(seen(told), chosen) is ENDS[type(decide(matches, chosen))]


@given(st.lists(candidates, max_size=20))
def test_a_sample_reads_back_from_its_text(told: list[list[tuple[float, bool]]]) -> None:
    sample = Sample.of(seen(each) for each in told)

    assert Sample.from_text(sample.to_text()) == sample
    assert sample.size == len(told)


@given(st.lists(candidates, max_size=20), thresholds())
def test_every_record_comes_to_one_end_and_stands_in_one_bar_unless_like_nobody(
    told: list[list[tuple[float, bool]]], chosen: Thresholds
) -> None:
    sample = Sample.of(seen(each) for each in told)

    assert sum(sample.fates(chosen).values()) == sample.size
    assert sum(sum(each.values()) for each in sample.bins(chosen, 2)) == sample.size - sample.like_nobody


@pytest.mark.parametrize(
    "text",
    ["", "x", "980", "980x", "980x1_", "980x0000001", "1.2.3.4x1", "98 0x1", "-1x1", "980hx1", "x1_" * 2000],
)
def test_what_no_page_of_ours_holds_is_no_sample(text: str) -> None:
    assert Sample.from_text(text) is None


def test_two_who_would_be_taken_automatically_are_left_to_a_person() -> None:
    assert fate(seen([(99, False), (96, False)]), USUAL) is Fate.PERSON
    assert fate(seen([(99, False), (85, False)]), USUAL) is Fate.AUTOMATIC
    assert fate(seen([(80, True), (98, False)]), USUAL) is Fate.AUTOMATIC
    assert fate(seen([(99, True)]), USUAL) is Fate.PERSON
    assert fate((), USUAL) is Fate.NEW


def test_a_full_score_stands_in_the_last_bar() -> None:
    bins = Sample.of([(Candidate(1000, False),)]).bins(USUAL, 2)

    assert bins[-1] == {Fate.AUTOMATIC: 1}


def test_what_other_thresholds_would_change_is_counted() -> None:
    sample = Sample.of([seen([(96, False)])] * 3 + [seen([(99, False)]), seen([(60, False)])])

    assert sample.changed(USUAL, Thresholds(97, 70)) == 3
    assert sample.changed(USUAL, Thresholds(95, 60)) == 1
    assert sample.changed(USUAL, USUAL) == 0
