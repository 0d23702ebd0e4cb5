"""Whom a row is about: what settles it by itself, and what a person decides."""

import pytest

from app.activity_imports.domain.plan import Decided
from app.activity_imports.domain.whom import Found, Known, whom
from app.constituents.domain.names import Name
from app.constituents.domain.record import Email, Existing, ExternalId, Incoming, Kind, PointType
from app.matching.domain.decide import Thresholds
from app.matching.domain.guards import Guard
from app.matching.domain.result import Match

TRUSTED = frozenset({"Stripe"})


def known(id: int, first: str, last: str, *emails: str, ended: str = "", ids: str = "") -> Existing:
    """Somebody on record; `ids` is her number in Stripe."""
    found = [Email(each, PointType.HOME, primary=not at) for at, each in enumerate(emails)]
    found += [Email(ended, PointType.HOME, active=False)] if ended else []
    external = (ExternalId("Stripe", ids),) if ids else ()
    name = Name(first=first, last=last)
    return Existing(
        Kind.INDIVIDUAL,
        name,
        emails=tuple(found),
        external_ids=external,
        id=id,
        version=3,
        lookup_id=f"C-{id}",
    )


def row(
    first: str = "", last: str = "", email: str = "", *, ids: str = "", system: str = "Stripe"
) -> Incoming:
    """What a row says of its person."""
    emails = (Email(email, PointType.OTHER, primary=True),) if email else ()
    external = (ExternalId(system, ids),) if ids else ()
    return Incoming(Kind.INDIVIDUAL, Name(first=first, last=last), emails=emails, external_ids=external)


ANN = known(1, "Ann", "Lee", "ann@example.org", ids="cus_1")
BOB = known(2, "Bob", "Lee", "bob@example.org", ended="lee@example.org")
SHARED = known(3, "Tom", "Lee", "ann@example.org")
ALIKE = Match(1, 80.0, ())
OTHER = Match(1, 50.0, (), guards=(Guard.FIRST_DIFFERS,))

SETTLED = {
    "an email without a name": (row(email="ann@example.org"), [ANN], [], "email"),
    "an email in other letters": (row("Ann", "Lee", "Ann@Example.org"), [ANN], [], "email"),
    "a short form of the name": (row("Annie", "Lee", "ann@example.org"), [ANN], [ALIKE], "email"),
    "an ID of a trusted system": (row(ids="cus_1"), [ANN], [], "id"),
    "an ID and an email of nobody": (row(email="new@example.org", ids="cus_1"), [ANN], [], "id"),
}


@pytest.mark.parametrize(("said", "people", "matches", "why"), SETTLED.values(), ids=SETTLED.keys())
def test_one_who_is_named_surely_is_found(
    said: Incoming, people: list[Existing], matches: list[Match], why: str
) -> None:
    found = whom(said, Known(tuple(matches), tuple(people)), trusted=TRUSTED, thresholds=Thresholds())

    assert found == Found(1, 3, why)


WAITS = {
    "an email of two people": (row(email="ann@example.org"), [ANN, SHARED], [], "several"),
    "another name at the address": (row("Jim", "Lee", "ann@example.org"), [ANN], [OTHER], "household"),
    "another name that nobody compared": (row("Jim", "Doe", "ann@example.org"), [ANN], [], "household"),
    "an email that ended": (row(email="lee@example.org"), [BOB], [], "ended_email"),
    "an ID against an email": (row(email="bob@example.org", ids="cus_1"), [ANN, BOB], [], "ids"),
    "an ID of a system that is not trusted": (row(ids="cus_1", system="PayPal"), [ANN], [], "nobody"),
    "somebody alike under another email": (row("Ann", "Lee", "a@example.org"), [ANN], [ALIKE], "alike"),
    "nobody": (row("Zoe", "Ray", "zoe@example.org"), [], [], "nobody"),
    "a row that names nobody": (row(), [], [], "no_who"),
}


@pytest.mark.parametrize(("said", "people", "matches", "cause"), WAITS.values(), ids=WAITS.keys())
def test_a_person_decides_where_it_is_not_sure(
    said: Incoming, people: list[Existing], matches: list[Match], cause: str
) -> None:
    found = whom(said, Known(tuple(matches), tuple(people)), trusted=TRUSTED, thresholds=Thresholds())

    assert isinstance(found, Decided)
    assert found.cause == cause
    named = {each.constituent_id for each in found.candidates}
    assert named >= {each.id for each in people if cause not in ("nobody", "no_who")}
