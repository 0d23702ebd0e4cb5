"""The decision in SQL, for sets, is the decision: headline for headline, on both databases."""

import itertools
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.accounts.models import Workspace
from app.consent import queries, services
from app.consent.domain.facts import Basis, EventKind, Party, SuppressionReason
from app.consent.services import Line
from app.constituents.models import Constituent
from app.db import db
from tests.consent.makers import AT, OPT_IN, OPT_OUT, STAFF, ago, person, workspace
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both
INSTANTS = [ago(60), ago(5), AT, AT + timedelta(days=40)]


def lines_about(who: int) -> list[tuple[Party, list[Line]]]:
    """One way or another of standing to the workspace, as lines of the ledger."""
    restricting = [
        Line(kind=EventKind.DO_NOT_CONTACT_SET, at=ago(9), subject=who),
        Line(kind=EventKind.UNSUBSCRIBED, at=ago(9), subject=who),
        Line(kind=EventKind.UNSUBSCRIBED, at=ago(9), address="shared@example.org"),
        Line(kind=EventKind.PAUSED, at=ago(9), subject=who, until=AT + timedelta(days=20)),
        Line(kind=EventKind.COMPLAINED, at=ago(9), subject=who),
        Line(kind=EventKind.BOUNCED, at=ago(9), subject=who, address="shared@example.org"),
        Line(kind=EventKind.TOPIC_LEFT, at=ago(3), subject=who, topic=OPT_IN),
        Line(kind=EventKind.TOPIC_LEFT, at=ago(3), subject=who, topic=OPT_OUT),
        *(
            Line(kind=EventKind.SUPPRESSED, at=ago(9), subject=who, address=address, reason=reason)
            for reason in SuppressionReason
            for address in ("", "old@example.org")
        ),
    ]
    common = {"kind": EventKind.CONSENT_GIVEN, "subject": who, "basis": Basis.EXPRESS}
    permitting = [
        Line(**common, at=ago(20)),
        Line(**common, at=ago(20), expires_at=ago(2)),
        Line(**common, at=ago(20), expires_at=AT + timedelta(days=30)),
        Line(**common, at=ago(20), topic=OPT_IN),
        Line(kind=EventKind.TOPIC_JOINED, at=ago(20), subject=who, topic=OPT_IN),
    ]
    return [(Party.PROVIDER, [line]) for line in restricting] + [
        (Party.SUPPORTER, [line]) for line in permitting
    ]


@pytest.fixture
def crowd(inside: World) -> Workspace:
    """A person for each way of standing, for each pair of a restriction and a consent, and odd records."""
    here = workspace(inside.ours)
    ways = len(lines_about(0))
    pairs = [*((way,) for way in range(ways)), *itertools.product(range(0, ways, 3), range(ways - 5, ways))]
    for ways_of_one in pairs:
        address = (
            "shared@example.org"
            if sum(ways_of_one) % 3 == 0
            else f"a{len(ways_of_one)}.{sum(ways_of_one)}@example.org"
        )
        who = person(here, address).id
        for way in ways_of_one:
            party, lines = lines_about(who)[way]
            door = services.restrict if lines[0].kind.restricts else services.permit
            door(here, lines, party=party, actor=STAFF)
    person(here)
    person(here, "not an address")
    odd = {"is_deceased": True}, {"is_active": False}, {"is_active": False, "is_deceased": True}
    for values in odd:
        who = person(here, "odd@example.org").id
        db.session.execute(update(Constituent).where(Constituent.id == who).values(**values))
    db.session.flush()
    return here


def decided(here: Workspace, ids: list[int], **asked: object) -> dict[int, tuple[bool, str | None]]:
    found = queries.verdicts(here, ids, **asked)  # type: ignore[arg-type]
    return {
        who: (verdict.headline is None, verdict.headline.value if verdict.headline else None)
        for who, verdict in found.items()
    }


def found_in_sql(here: Workspace, **asked: object) -> dict[int, tuple[bool, str | None]]:
    query = select(
        Constituent.id,
        queries.can_be_emailed(here, **asked).label("can"),  # type: ignore[arg-type]
        queries.headline(here, **asked).label("why"),  # type: ignore[arg-type]
    ).where(Constituent.workspace_id == here.id)
    return {row.id: (bool(row.can), row.why) for row in db.session.execute(query)}


@pytest.mark.parametrize("policy", ["opt_out", "opt_in"])
def test_sql_gives_the_headline_that_decide_gives(crowd: Workspace, policy: str) -> None:
    crowd.consent_policy = policy
    db.session.flush()
    ids = list(db.session.scalars(select(Constituent.id).where(Constituent.workspace_id == crowd.id)))
    seen: set[str | None] = set()

    for at, topic_id in itertools.product(INSTANTS, (None, OPT_IN, OPT_OUT)):
        asked = {"at": at, "topic": queries.topic(crowd, topic_id) if topic_id else None}
        in_sql = found_in_sql(crowd, **asked)
        assert in_sql == decided(crowd, ids, **asked)
        seen |= {why for _, why in in_sql.values()}

    expected = {None, "deceased", "inactive", "do_not_contact", "no_email", "malformed_email", "complained"}
    expected |= {"bounced", "suppressed", "unsubscribed", "paused", "topic_left", "topic_not_joined"}
    assert seen == expected | ({"no_consent", "consent_expired"} if policy == "opt_in" else set())


def test_nobody_passes_while_the_email_module_is_off(crowd: Workspace) -> None:
    crowd.modules = ["donations"]
    db.session.flush()

    found = found_in_sql(crowd, at=AT)

    assert set(found.values()) == {(False, "module_off")}


def test_the_verdicts_of_many_take_as_many_statements_as_of_one(crowd: Workspace) -> None:
    ids = list(db.session.scalars(select(Constituent.id).where(Constituent.workspace_id == crowd.id)))
    counts = []
    for some in (ids[:1], ids):
        with count_statements() as seen:
            queries.verdicts(crowd, some, at=AT)
        counts.append(len(seen))

    assert counts[0] == counts[1] <= 6


# --- behind an address


def test_a_shared_address_gets_the_strictest_verdict(inside: World) -> None:
    here = workspace(inside.ours)
    ann, ben = person(here, "home@example.org"), person(here, "home@example.org", first="Ben")
    services.restrict(
        here,
        [Line(kind=EventKind.DO_NOT_CONTACT_SET, at=ago(1), subject=ben.id)],
        party=Party.STAFF,
        actor=STAFF,
    )

    found = queries.behind(here, ["HOME+x@example.org"], at=AT)[0]

    assert [asked.constituent_id for asked in found.people] == [ben.id, ann.id]
    assert not found.eligible


def test_addresses_that_nobody_has_are_told_apart_by_their_suppression(inside: World) -> None:
    here = workspace(inside.ours)
    line = Line(
        kind=EventKind.SUPPRESSED, at=ago(1), address="gone@example.org", reason=SuppressionReason.ERASED
    )
    services.restrict(here, [line], party=Party.SYSTEM, actor=STAFF)

    gone, unknown = queries.behind(here, ["gone@example.org", "who@example.org"], at=AT)

    assert (gone.people, len(gone.suppressed), gone.eligible) == ((), 1, False)
    assert (unknown.people, unknown.suppressed, unknown.eligible) == ((), (), False)


def test_asking_about_many_addresses_takes_as_many_statements_as_about_one(inside: World) -> None:
    here = workspace(inside.ours)
    addresses = [f"a{n}@example.org" for n in range(30)]
    for address in addresses:
        person(here, address)
    counts = []
    for some in (addresses[:1], addresses):
        with count_statements() as seen:
            assert len(queries.behind(here, some, at=AT)) == len(some)
        counts.append(len(seen))

    assert counts[0] == counts[1]
