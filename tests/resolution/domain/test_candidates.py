"""Whom it may be: the likeliest first, and what is said of each."""

from app.constituents.domain.record import Existing, Kind, Name
from app.matching.domain.decide import Thresholds
from app.matching.domain.likeness import Likeness
from app.matching.domain.result import Contribution, Match
from app.resolution.domain.candidates import ranked
from tests.updates.domain.people import email, phone

THRESHOLDS = Thresholds(95, 70)


def person(id_: int, **more: object) -> Existing:
    return Existing(Kind.INDIVIDUAL, Name(first="Ann", last="Lee"), id=id_, lookup_id=f"C-{id_}", **more)  # type: ignore[arg-type]


def match(id_: int, score: float) -> Match:
    return Match(id_, score, (Contribution("email", score, "same", agrees=True),))


def test_the_likeliest_comes_first_and_who_was_only_named_last() -> None:
    people = [(person(1), None), (person(2), match(2, 71.0)), (person(3), match(3, 88.0))]

    found = ranked(people, THRESHOLDS, {1: ["lookup ID"]})

    assert [each.id for each in found] == [3, 2, 1]
    assert [each.likeness for each in found] == [Likeness.POSSIBLE, Likeness.POSSIBLE, None]
    assert (found[2].named_by, found[2].reasons, found[2].chart) == (("lookup ID",), "", None)


def test_a_candidate_says_how_likely_why_and_how_to_reach_them() -> None:
    emails = (email("was", active=False), email("ann"))

    (found,) = ranked(
        [(person(1, emails=emails, phones=(phone("12127365001"),)), match(1, 88.0))], THRESHOLDS
    )

    assert (found.name, found.lookup_id, found.score) == ("Ann Lee", "C-1", 88.0)
    assert found.reach == ("ann@example.org", "12127365001")
    assert found.reasons == "The same email."
    assert found.chart is not None
