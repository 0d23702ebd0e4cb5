"""Small worlds full of the cases that a rule can trip over, the same for the same seed."""

from datetime import UTC, datetime, timedelta
from random import Random

from sqlalchemy import update

from app.accounts.models import Workspace
from app.activity.domain.kinds import BounceKind, GiftStatus, RegistrationStatus
from app.activity.models import Campaign, Delivery, Donation, Event, Registration
from app.activity.services.rebuilding import rebuild
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.consent import services as consent
from app.consent.domain.facts import Basis, EventKind, Party, SuppressionReason
from app.consent.models import InterestGroup
from app.consent.services import Line
from app.constituents.domain.points import PointType
from app.constituents.domain.record import Address, Email, Existing, Kind, Name, blank
from app.constituents.domain.text import fold
from app.constituents.models import Constituent
from app.constituents.services import Rewrite, write
from app.cultivation.domain.stages import Stage
from app.cultivation.models import Constituency, ConstituencyRole, ProspectStage
from app.db import db, insert_all, new_id
from app.groups.domain.kinds import GroupKind, JoinedBy
from app.groups.models import Group, GroupMember
from tests.groups.domain.people import BOARD, GALA, TODAY

AT = datetime(TODAY.year, TODAY.month, TODAY.day, 3, 30, tzinfo=UTC)
"""Where the sun rises late it is still the day before."""
STAFF = Actor("Alice", Via.FORM, id=101)
OTHER_TOPIC, DYNAMIC = 2, 2
NAMES = [("Ann", "Smith"), ("Seán", "O'Neill"), ("Jörg", "Köln"), ("", "US"), ("María", "López Portland")]
CITIES = ["Portland", "PORTLAND ", "Köln", "koln", ""]
RULE = {
    "version": 1,
    "match": "none",
    "conditions": [{"type": "in_group", "group": BOARD - 2}, {"type": "kind_is", "kind": "organization"}],
}


def fill(workspace: Workspace, seed: int, people: int = 60) -> list[int]:
    """People with gifts, registrations, messages and choices; answers their ids. Flushes."""
    chance = Random(seed)
    ids = [record.id for record in write(workspace.id, [Rewrite(*_person(chance, n)) for n in range(people)])]
    for who in ids:
        added = AT - timedelta(hours=chance.choice([1, 5, 20, 24 * 200, 24 * 400, 24 * 700]))
        changed = added + timedelta(hours=chance.choice([0, 5, 24 * 30, 24 * 300]))
        flags = {"is_deceased": chance.random() < 0.08, "is_active": chance.random() > 0.08}
        times = {"created_at": added, "updated_at": changed}
        db.session.execute(update(Constituent).where(Constituent.id == who).values(**times, **flags))
    things(workspace)
    for table, rows in _facts(chance, workspace, ids).items():
        insert_all(table, rows)
    if not workspace.rollups_stale:
        rebuild(workspace.id)
    choose(chance, workspace, ids)
    cultivate(chance, workspace, ids)
    db.session.flush()
    db.session.expire_all()
    return ids


def things(workspace: Workspace) -> None:
    """Two events, two topics of three, a static group and a dynamic one that leaves it out."""
    here = {"workspace_id": workspace.id}
    db.session.add_all([Event(**here, id=key, name=f"Event {key}", starts_at=AT) for key in (GALA, 2)])
    db.session.add_all([Campaign(**here, id=key, name=f"Mailing {key}", sent_at=AT) for key in range(1, 6)])
    db.session.add_all(
        [
            InterestGroup(**here, id=OTHER_TOPIC, name="Newsletter", is_opt_in=False),
            InterestGroup(**here, id=1, name="Trips", is_opt_in=True),
            InterestGroup(**here, id=3, name="Old", archived_at=AT),
            Group(**here, id=1, name="Board", kind=GroupKind.STATIC),
            Group(**here, id=DYNAMIC, name="Others", kind=GroupKind.DYNAMIC, rule=RULE),
        ]
    )
    db.session.flush()


def _person(chance: Random, number: int) -> tuple[Existing, Existing]:
    first, last = chance.choice(NAMES)
    kind = chance.choice([Kind.INDIVIDUAL, Kind.INDIVIDUAL, Kind.ORGANIZATION])
    name = Name(organization=f"{last} Trust") if kind is Kind.ORGANIZATION else Name(first=first, last=last)
    count = chance.choice([0, 1, 1, 2])
    emails = tuple(
        Email(_mailbox(chance, number, place), PointType.HOME, primary=not place, active=place != 1)
        for place in range(count)
    )
    if count == 1 and chance.random() < 0.2:
        emails = (Email(emails[0].address, PointType.HOME, primary=False, active=False),)
    cities = chance.sample(CITIES, chance.choice([0, 1, 2]))
    addresses = tuple(
        Address((), city, "OR", "", chance.choice(["US", "DE"]), PointType.HOME, active=chance.random() < 0.8)
        for city in cities
    )
    return blank(kind), Existing(kind, name, emails=emails, addresses=addresses)


def _mailbox(chance: Random, number: int, place: int) -> str:
    own = f"ann.{number}.{place}@example.org"
    return chance.choice(
        [own, own, own, own, "shared@example.org", "o'neill+x@example.com", "not an address"]
    )


def _facts(chance: Random, workspace: Workspace, ids: list[int]) -> dict[type, list[dict[str, object]]]:
    found: dict[type, list[dict[str, object]]] = {
        kind: [] for kind in (Donation, Registration, Delivery, GroupMember)
    }
    said = Random(len(ids))
    for who in ids:
        here = {"workspace_id": workspace.id, "constituent_id": who}
        found[Donation] += [here | _gift(chance, said) for _ in range(chance.choice([0, 0, 1, 2, 3]))]
        found[Registration] += [here | _place(chance) for _ in range(chance.choice([0, 0, 1, 2]))]
        campaigns = chance.sample(range(1, 6), chance.choice([0, 0, 1, 3]))
        found[Delivery] += [here | {"campaign_id": key} | _message(chance) for key in campaigns]
        if chance.random() < 0.3:
            found[GroupMember].append(here | {"group_id": 1, "by": JoinedBy.HAND, "since": AT})
    return found


def _instant(chance: Random) -> datetime:
    """Around today, around a year ago, around New Year; at any hour of the day."""
    days = chance.choice([-30, -1, 0, 1, 30, 140, 324, 325, 326, 364, 365, 366, 367, 700])
    return AT - timedelta(days=days, hours=chance.randrange(24), minutes=chance.choice([0, 30]))


def _gift(chance: Random, said: Random) -> dict[str, object]:
    return {
        "id": new_id(),
        "amount": chance.choice([-10_000, -1, 0, 1, 4_999, 5_000, 5_000, 10_000]),
        "currency": chance.choice(["USD", "USD", "USD", "EUR"]),
        "received_on": _instant(chance).date(),
        "kind": said.choice(["one_off", "recurring"]),
        "status": chance.choice([GiftStatus.SETTLED, GiftStatus.SETTLED, GiftStatus.PENDING, "refunded"]),
        "fund": said.choice(["", "Trees", "TREES", "Café Fund"]),
        "campaign": said.choice(["", "", "Trees"]),
        "appeal": said.choice(["", "", "cafe fund"]),
        "method": "",
        "source": "",
        "created_at": AT,
    }


def _place(chance: Random) -> dict[str, object]:
    return {
        "id": new_id(),
        "event_id": chance.choice([GALA, 2]),
        "status": chance.choice(list(RegistrationStatus)),
        "registered_at": _instant(chance),
        "ticket": "",
        "fee": 0,
        "guests": 0,
        "source": "",
    }


def _message(chance: Random) -> dict[str, object]:
    some = {
        key: chance.choice([None, _instant(chance)])
        for key in ("delivered_at", "machine_opened_at", "opened_at", "clicked_at", "bounced_at")
    }
    return {
        "sent_at": AT - timedelta(days=chance.choice([3, 3, 40, 500])),
        "bounce": chance.choice([None, None, *BounceKind]),
        **some,
    }


def choose(chance: Random, workspace: Workspace, ids: list[int]) -> None:
    """Restrictions by every door, consents that last and that expire, topics joined and left."""
    restrictions: dict[Party, list[Line]] = {party: [] for party in Party}
    permissions: list[Line] = []
    for who in ids:
        for _ in range(chance.choice([0, 0, 0, 1, 2])):
            restrictions[chance.choice(list(Party))].append(_restriction(chance, who))
        permissions += [_permission(chance, who) for _ in range(chance.choice([0, 1, 2, 2]))]
    for party, lines in restrictions.items():
        consent.restrict(workspace, lines, party=party, actor=STAFF)
    consent.permit(workspace, permissions, party=Party.SUPPORTER, actor=STAFF)


def cultivate(chance: Random, workspace: Workspace, ids: list[int]) -> None:
    """Roles and stages that were, are and will be, to the day."""
    here = {"workspace_id": workspace.id}
    roles = [ConstituencyRole(**here, name=name, key=fold(name)) for name in ("Volunteer", "Board Member")]
    db.session.add_all(roles)
    db.session.flush()
    days = [None, *(TODAY + timedelta(days=days) for days in (-400, -1, 0, 1, 40))]
    for who in ids:
        owned = here | {"constituent_id": who}
        for role in chance.sample(roles, chance.choice([0, 0, 1, 2])):
            span = {"since": chance.choice(days), "until": chance.choice(days)}
            db.session.add(Constituency(**owned, role_id=role.id, **span))
        for until in chance.choice([(), (), (None,), (TODAY,), (TODAY, None)]):
            stage = ProspectStage(**owned, stage=chance.choice(list(Stage)), since=TODAY, until=until)
            db.session.add(stage)


def _restriction(chance: Random, who: int) -> Line:
    kind = chance.choice([kind for kind in EventKind if kind.restricts])
    address = chance.choice(["", "", "shared@example.org", "elsewhere@example.net"])
    if kind is EventKind.BOUNCED and not address:
        address = "shared@example.org"
    return Line(
        kind=kind,
        at=AT - timedelta(days=chance.randrange(1, 400)),
        subject=who,
        address=address,
        topic=chance.choice([1, OTHER_TOPIC]) if kind is EventKind.TOPIC_LEFT else None,
        reason=chance.choice(list(SuppressionReason)) if kind is EventKind.SUPPRESSED else None,
        until=AT + timedelta(days=chance.choice([-10, 10])) if kind is EventKind.PAUSED else None,
    )


def _permission(chance: Random, who: int) -> Line:
    joins = chance.random() < 0.5
    return Line(
        kind=EventKind.TOPIC_JOINED if joins else EventKind.CONSENT_GIVEN,
        at=AT - timedelta(days=chance.choice([-1, 5, 300])),
        subject=who,
        topic=chance.choice([1, OTHER_TOPIC]) if joins else chance.choice([None, None, None, 1]),
        basis=None if joins else Basis.EXPRESS,
        evidence="card",
        expires_at=None if joins else chance.choice([None, None, AT - timedelta(1), AT + timedelta(1)]),
    )
