"""The worked differences tell what they say, under the usual thresholds of today's engine."""

from collections.abc import Mapping

from app.matching.domain.decide import Thresholds
from app.matching.domain.distribution import Fate, fate, seen
from app.matching.domain.examples import EXAMPLES, told
from app.matching.domain.score import match

NEVER_AUTOMATIC = (
    "Spouses who share an email",
    "Father and son",
    "Twins",
    "A namesake in another town",
    "A surname and an address, no first name",
    "Only an ended address agrees",
    "The same name and nothing more",
)


def ends() -> Mapping[str, Fate]:
    found = [(each.title, match(each.incoming, each.existing)) for each in EXAMPLES]
    return {title: fate(seen([(it.score, bool(it.guards))]), Thresholds()) for title, it in found}


def test_what_nobody_should_take_for_one_person_is_never_automatic() -> None:
    assert [title for title in NEVER_AUTOMATIC if ends()[title] is Fate.AUTOMATIC] == []


def test_the_same_person_is_never_taken_for_somebody_new() -> None:
    same = [title for title in ends() if title.startswith("The same person")]

    assert len(same) == 5
    assert [title for title in same if ends()[title] is Fate.NEW] == []


def test_every_example_differs_visibly() -> None:
    assert len({each.title for each in EXAMPLES}) == len(EXAMPLES) >= 12
    assert [each.title for each in EXAMPLES if told(each.incoming) == told(each.existing)] == []


def test_what_has_ended_says_so() -> None:
    ended = next(each for each in EXAMPLES if "ended" in each.title)

    assert "5 Lake Rd, Portland (ended)" in told(ended.existing)
