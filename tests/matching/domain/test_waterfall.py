"""A match as a drawing: bars that follow one another from 0 to the score, on a scale that holds them all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.matching.domain.decide import Thresholds
from app.matching.domain.guards import Guard
from app.matching.domain.result import Contribution, Match
from app.matching.domain.waterfall import Waterfall, waterfall

_TENTHS = st.integers(-1000, 1000)


def part(points: float, field: str = "last", level: str = "same", mine: str = "") -> Contribution:
    return Contribution(field, points, level, points > 0, mine, mine and "mccay")


def drawn(*parts: Contribution, thresholds: Thresholds = Thresholds()) -> Waterfall:  # noqa: B008
    score = round(sum(each.points for each in parts), 1)
    return waterfall(Match(1, score, parts), thresholds)


def test_bars_start_at_nothing_and_end_at_the_score() -> None:
    chart = drawn(part(60.5), part(31.2), part(-20.1, "first", "different"))

    assert [(bar.start, bar.end) for bar in chart.bars] == [(0, 60.5), (60.5, 91.7), (91.7, 71.6)]
    assert (chart.score, chart.reach, chart.full) == (71.6, 71.6, 100)
    assert [bar.kind for bar in chart.bars] == ["up", "up", "down"]


def test_what_speaks_for_a_match_comes_first_and_what_holds_it_last() -> None:
    chart = drawn(
        part(-5, "first", "different"),
        part(-3.5, "guard", ""),
        part(90, "email"),
        part(-20, "rival", "household"),
        part(19, "address"),
    )

    assert [bar.points for bar in chart.bars] == [90, 19, -5, -20, -3.5]


def test_the_scale_grows_with_bars_that_rise_above_a_hundred() -> None:
    chart = drawn(part(150), part(50, "email"), part(-180, "rival", "household"))

    assert (chart.full, chart.reach) == (50, 10)
    assert [(bar.left, bar.width) for bar in chart.bars] == [(0, 75), (75, 25), (10, 90)]
    assert [line.left for line in chart.lines] == [35, 47.5]


@pytest.mark.parametrize(
    ("thresholds", "lines"),
    [(Thresholds(), [70, 95]), (Thresholds(90, 60), [60, 90]), (Thresholds(None, 65), [65])],
)
def test_the_thresholds_are_those_of_the_workspace(thresholds: Thresholds, lines: list[float]) -> None:
    assert [line.score for line in drawn(part(80), thresholds=thresholds).lines] == lines


@pytest.mark.parametrize(
    ("points", "told"), [(14.7, "+14.7"), (-31.2, "−31.2"), (100.0, "+100"), (0.0, "0"), (-0.1, "−0.1")]
)
def test_points_are_written_with_their_sign(points: float, told: str) -> None:
    assert drawn(part(points)).bars[0].told == told


def test_words_begin_with_a_capital_and_name_what_was_compared() -> None:
    [bar] = drawn(part(5, level="sounds", mine="mckay")).bars

    assert bar.words == "The last name sounds alike: Mckay, Mccay"


def test_why_a_person_has_to_decide_is_said() -> None:
    match = Match(1, 94.0, (part(99), part(-5, "guard", "")), (Guard.TITLE,))

    chart = waterfall(match, Thresholds())

    assert chart.bars[-1].words == "Held at 94, so that a person decides"
    assert chart.held == ("The titles are of a man and of a woman.",)


def test_what_is_shown_to_a_person_despite_its_score_is_said() -> None:
    bars = waterfall(Match(1, 70.0, (part(12.5), part(57.5, "guard", ""))), Thresholds()).bars

    assert (bars[-1].words, bars[-1].kind) == ("Raised to 70, so that a person decides", "up")


@given(st.lists(_TENTHS, max_size=12), st.integers(0, 1000))
def test_bars_are_contiguous_and_within_the_drawing(tenths: list[int], score: int) -> None:
    parts = [part(each / 10) for each in [*tenths, score - sum(tenths)]]

    chart = drawn(*parts)

    ends = [0.0, *(bar.end for bar in chart.bars)]
    assert [bar.start for bar in chart.bars] == ends[:-1]
    assert ends[-1] == chart.score == score / 10
    assert min(ends) >= 0
    for bar in chart.bars:
        assert 0 <= bar.left <= bar.left + bar.width <= 100.02
        assert bar.left == pytest.approx(100 * min(bar.start, bar.end) / max(100, *ends), abs=0.006)
    assert 0 <= chart.reach <= chart.full <= 100
    assert sorted(bar.points for bar in chart.bars) == sorted(each.points for each in parts)
