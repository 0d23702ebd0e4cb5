"""From scores to what happens: bands, thresholds, guards and conflicts."""

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
from tests.matching.domain.people import compared

SURE = Match(1, 98.0, ())
ALSO_SURE = Match(2, 97.0, ())
GUARDED = Match(3, 99.0, (), (Guard.TITLE,))
LIKELY = Match(4, 80.0, ())
FAR = Match(5, 20.0, ())


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (100, Band.MATCH),
        (95, Band.MATCH),
        (94.9, Band.POSSIBLE),
        (70, Band.POSSIBLE),
        (69.9, Band.NONE),
        (0, Band.NONE),
    ],
)
def test_a_score_lies_in_a_band(score: float, band: Band) -> None:
    assert Thresholds().band(score) is band


def test_by_hand_a_person_always_decides() -> None:
    assert MatchingSettings().hand.band(100) is Band.POSSIBLE


@pytest.mark.parametrize(
    ("matches", "outcome", "band"),
    [
        ([SURE], Automatic(SURE), Band.MATCH),
        ([SURE, LIKELY, FAR], Automatic(SURE, (LIKELY,)), Band.MATCH),
        ([SURE, GUARDED], Possible(GUARDED, (SURE,)), Band.POSSIBLE),
        ([SURE, ALSO_SURE, LIKELY], Ambiguous((SURE, ALSO_SURE)), Band.POSSIBLE),
        ([GUARDED, LIKELY, FAR], Possible(GUARDED, (LIKELY,)), Band.POSSIBLE),
        ([FAR], NoMatch(FAR), Band.NONE),
        ([], NoMatch(), Band.NONE),
    ],
)
def test_matches_lead_to_one_outcome_in_any_order(
    matches: list[Match], outcome: Automatic | Possible | Ambiguous | NoMatch, band: Band
) -> None:
    found = [decide(order, Thresholds()) for order in itertools.permutations(matches)]

    assert set(found) == {outcome}
    assert outcome.band is band


def test_without_an_automatic_band_a_sure_match_is_possible() -> None:
    assert decide([SURE, ALSO_SURE], Thresholds(automatic=None)) == Possible(SURE, (ALSO_SURE,))


@pytest.mark.parametrize(("automatic", "possible"), [(60, 70), (101, 70), (95, 0), (None, 101), (95, -1)])
def test_thresholds_that_make_no_sense_are_refused(automatic: float | None, possible: float) -> None:
    with pytest.raises(ValueError, match="possible match"):
        Thresholds(automatic, possible)


@pytest.mark.parametrize(
    "settings", [MatchingSettings(), MatchingSettings(on=False, batch=Thresholds(99, 80))]
)
def test_settings_read_back(settings: MatchingSettings) -> None:
    assert MatchingSettings.from_json(settings.to_json()) == settings


def test_settings_that_make_no_sense_are_refused() -> None:
    told = {**MatchingSettings().to_json(), "batch": {"automatic": 50, "possible": 70}}

    with pytest.raises(ValueError, match="possible match"):
        MatchingSettings.from_json(told)


@pytest.mark.parametrize("thresholds", [Thresholds(95, 75), Thresholds(99, 95), Thresholds(100, 100)])
def test_what_a_guard_holds_back_is_looked_at_whatever_the_thresholds_are(thresholds: Thresholds) -> None:
    held = Match(1, 94.0, (), (Guard.ENDED,), likely=100.0)
    shown = Match(2, 70.0, (), (Guard.GENERATION,), forced=True)

    assert [decide([each], thresholds).band for each in (held, shown)] == [Band.POSSIBLE, Band.POSSIBLE]


def test_what_a_guard_holds_back_does_not_come_up_for_little() -> None:
    little = Match(1, 40.0, (), (Guard.NAME_ONLY,))

    assert decide([little], Thresholds()).band is Band.NONE


@pytest.mark.parametrize("possible", [70.0, 80.0, 94.5, 95.0])
def test_jr_and_sr_are_looked_at_whatever_the_thresholds_are(possible: float) -> None:
    both = {"first": "Robert", "last": "Hale", "email": "hale@example.org", "phone": "+12127365000"}

    found = compared({**both, "suffix": "Jr."}, {**both, "suffix": "Sr."})

    assert decide([found], Thresholds(95, possible)).band is Band.POSSIBLE
    assert Match.from_json(found.to_json()) == found
