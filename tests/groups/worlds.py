"""Small worlds full of the cases that a rule can trip over, the same for the same seed."""

from datetime import timedelta
from random import Random

from sqlalchemy import update

from app.accounts.models import Workspace
from app.activity.services.rebuilding import rebuild
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.consent import services as consent
from app.consent.domain.facts import Basis, EventKind, Party, SuppressionReason
from app.consent.services import Line
from app.constituents.domain.points import PointType
from app.constituents.domain.record import Address, Email, Existing, Kind, Name, Phone, blank
from app.constituents.domain.text import fold
from app.constituents.models import Constituent
from app.constituents.services import Rewrite, write
from app.cultivation.domain.stages import Stage
from app.cultivation.models import Constituency, ConstituencyRole, ProspectStage
from app.db import db
from tests.groups.deeds import AT as AT
from tests.groups.deeds import OTHER_TOPIC, deeds, imports, pins, things
from tests.groups.domain.people import TODAY

STAFF = Actor("Alice", Via.FORM, id=101)
NAMES = [("Ann", "Smith"), ("Seán", "O'Neill"), ("Jörg", "Köln"), ("", "US"), ("María", "López Portland")]
CITIES = ["Portland", "PORTLAND ", "Köln", "koln", ""]
CODES = ["", "97201", "SW1A 1AA", "sw1a-1ab", "ſw1a", "9"]
BIRTHS = [
    *((None, None, None), (1971, None, None), (None, 12, 1), (None, 11, 30)),
    *((2000, 2, 29), (2001, 3, 1), (2030, 1, 1)),
    *((2008, TODAY.month, TODAY.day + days) for days in (-1, 0, 1)),
]


def fill(workspace: Workspace, seed: int, people: int = 60) -> list[int]:
    """People with gifts, registrations, messages and choices; answers their ids. Flushes."""
    chance = Random(seed)
    ids = [record.id for record in write(workspace.id, [Rewrite(*_person(chance, n)) for n in range(people)])]
    for who in ids:
        added = AT - timedelta(hours=chance.choice([1, 5, 20, 24 * 200, 24 * 400, 24 * 700]))
        changed = added + timedelta(hours=chance.choice([0, 5, 24 * 30, 24 * 300]))
        year, month, day = chance.choice(BIRTHS)
        born = {"birth_year": year, "birth_month": month, "birth_day": day}
        told = {"source": chance.choice(["", "Website", "website ", "WEBSITÉ", "Büro"]), **born}
        flags = {"is_deceased": chance.random() < 0.08, "is_active": chance.random() > 0.08}
        times = {"created_at": added, "updated_at": changed}
        db.session.execute(update(Constituent).where(Constituent.id == who).values(**times, **flags, **told))
    things(workspace)
    deeds(chance, workspace, ids)
    imports(chance, workspace, ids)
    pins(chance, workspace, ids)
    if not workspace.rollups_stale:
        rebuild(workspace.id)
    choose(chance, workspace, ids)
    cultivate(chance, workspace, ids)
    db.session.flush()
    db.session.expire_all()
    return ids


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
        Address(
            *((), city, "OR", chance.choice(CODES), chance.choice(["US", "DE"]), PointType.HOME),
            active=chance.random() < 0.8,
        )
        for city in cities
    )
    phones = tuple(
        Phone(f"503-555-01{number % 90 + 10}", "", PointType.HOME, active=chance.random() < 0.5)
        for _ in range(chance.choice([0, 0, 1]))
    )
    return blank(kind), Existing(kind, name, emails=emails, phones=phones, addresses=addresses)


def _mailbox(chance: Random, number: int, place: int) -> str:
    own = f"ann.{number}.{place}@example.org"
    return chance.choice(
        [own, own, own, own, "shared@example.org", "o'neill+x@example.com", "not an address"]
    )


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
