"""Outcomes at their edges: which match comes first, when it stands out, and which thresholds make sense."""

import itertools

import pytest

from app.constituents.domain.record import Band
from app.matching.domain.decide import (
    Ambiguous,
    Automatic,
    MatchingSettings,
    NoMatch,
    Possible,
    Thresholds,
    decide,
)
from app.matching.domain.guards import Guard
from app.matching.domain.result import Match

BEST, LIKELY = Match(9, 99.0, ()), Match(4, 80.0, ())
OLDER, NEWER = Match(2, 75.0, ()), Match(3, 75.0, ())
FAR, FARTHER = Match(5, 20.0, ()), Match(6, 10.0, ())


def test_possible_ones_come_by_score_and_of_equals_the_older_first() -> None:
    for order in itertools.permutations([BEST, LIKELY, OLDER, NEWER, FAR]):
        assert decide(order, Thresholds()) == Automatic(BEST, (LIKELY, OLDER, NEWER))
        assert decide(order, Thresholds(automatic=None)) == Possible(BEST, (LIKELY, OLDER, NEWER))
        assert decide(order, Thresholds(automatic=80)) == Ambiguous((BEST, LIKELY))


def test_of_those_out_of_the_bands_the_nearest_is_told() -> None:
    for order in itertools.permutations([FAR, FARTHER]):
        assert decide(order, Thresholds()) == NoMatch(FAR)


def test_one_that_is_held_beside_one_that_is_sure_is_another_possible_one() -> None:
    held = Match(1, 80.0, (), (Guard.TITLE,))

    assert decide([held, BEST], Thresholds()) == Automatic(BEST, (held,))


@pytest.mark.parametrize(
    ("best", "other", "stands_out"),
    [(90.0, 50.0, True), (90.0, 50.1, False), (97.0, 80.0, False), (100.0, 94.0, True), (99.0, 94.0, False)],
)
def test_a_match_is_automatic_where_no_other_is_a_ninth_as_likely(
    best: float, other: float, stands_out: bool
) -> None:
    one, two = Match(1, best, ()), Match(2, other, ())

    for order in ([one, two], [two, one]):
        band = decide(order, Thresholds(automatic=best)).band
        assert band is (Band.MATCH if stands_out else Band.POSSIBLE)


def test_one_that_is_held_comes_as_near_as_it_is_likely() -> None:
    one, other = Match(1, 94.0, (), (Guard.TITLE,)), Match(1, 94.0, (), (Guard.TITLE,), likely=99.0)
    sure = Match(2, 99.5, ())

    assert decide([one, sure], Thresholds()).band is Band.MATCH
    assert decide([other, sure], Thresholds()).band is Band.POSSIBLE


@pytest.mark.parametrize(
    ("automatic", "possible"), [(None, 100), (100, 100), (95, 95), (95, 0.5), (0.5, 0.5)]
)
def test_thresholds_at_the_edges_make_sense(automatic: float | None, possible: float) -> None:
    assert Thresholds.from_json(Thresholds(automatic, possible).to_json()) == Thresholds(automatic, possible)


@pytest.mark.parametrize(("automatic", "possible"), [(None, 100.5), (100.5, 70), (95, 0), (94.5, 95)])
def test_thresholds_just_beyond_them_do_not(automatic: float | None, possible: float) -> None:
    with pytest.raises(ValueError, match="up to 100"):
        Thresholds(automatic, possible)


def test_records_are_matched_until_somebody_says_otherwise() -> None:
    settings = MatchingSettings()

    assert settings.on
    assert (settings.batch.automatic, settings.batch.possible) == (95, 70)
    assert (settings.hand.automatic, settings.hand.possible) == (None, 70)
