"""A small cast with names, each of whom is one trap for rules. The year begins in July, in Auckland."""

from datetime import UTC, date, datetime

from sqlalchemy import update

from app.accounts.models import Workspace
from app.activity.domain.kinds import BounceKind, GiftStatus, RegistrationStatus
from app.activity.domain.outcomes import Outcome
from app.activity.models import Campaign, Delivery, Donation, Event, Registration
from app.activity.services.rebuilding import rebuild
from app.consent.models import InterestGroup
from app.constituents.domain.points import PointType
from app.constituents.domain.record import Address, Email, Existing, Kind, Name, Phone, blank
from app.constituents.models import Constituent
from app.constituents.services import Rewrite, write
from app.db import db, insert_all, new_id
from app.groups.domain.kinds import GroupKind, JoinedBy
from app.groups.models import Group, GroupMember

AT = datetime(2026, 7, 14, 18, 0, tzinfo=UTC)
"""In Auckland it is the morning of 15 July 2026, in the first month of the fiscal year."""
GALA, COURSE, APRIL, MAY, JUNE, NEWS, BOARD = 1, 2, 1, 2, 3, 1, 1

GIFTS = {
    "Ann": [("2026-07-01", 10_000, "Trees", ""), ("2025-08-01", 6_000, "trees", "Gala letter")],
    "Bob": [("2026-06-30", 5_000, "Bikes", "")],
    "Cat": [("2025-06-30", 50_000, "", ""), ("2024-02-29", 100, "Trees", "")],
    "Eve": [("2026-01-10", 8_000, "Trees", ""), ("2026-01-20", -8_000, "Trees", "")],
    "Hal": [("2026-07-15", 0, "", "")],
}
"""Days, minor units, funds and appeals of settled gifts; what is below zero went back."""

PLACES = {
    "Ann": [("gala", "attended", datetime(2026, 5, 1, tzinfo=UTC))],
    "Bob": [("gala", "cancelled", datetime(2026, 5, 1, tzinfo=UTC)), ("course", "registered", AT)],
    "Fay": [("gala", "no_show", datetime(2026, 6, 30, 12, 30, tzinfo=UTC)), ("course", "waitlisted", AT)],
}
SENT = {
    "Ann": [(APRIL, "opened"), (MAY, "machine"), (JUNE, "machine")],
    "Bob": [(APRIL, "delivered"), (MAY, "clicked"), (JUNE, "delivered")],
    "Cat": [(MAY, "bounced"), (JUNE, "opened")],
    "Fay": [(APRIL, "sent")],
}


def enter(workspace: Workspace) -> dict[int, str]:
    """The cast in the workspace, with all that is known of them; their names by id. Flushes."""
    workspace.timezone, workspace.fiscal_year_start = "Pacific/Auckland", 7
    workspace.consent_policy, workspace.rollups_stale = "opt_out", False
    names = ["Ann", "Bob", "Cat", "Dan", "Eve", "Fay", "Gus", "Hal"]
    ids = {
        name: each.id for name, each in zip(names, write(workspace.id, [*map(_record, names)]), strict=True)
    }
    _stage(workspace)
    insert_all(Donation, [row for name in GIFTS for row in _gifts(workspace, ids[name], name)])
    insert_all(Donation, _unlike(workspace, ids))
    insert_all(Registration, [row for name in PLACES for row in _places(workspace, ids[name], name)])
    insert_all(Delivery, [row for name in SENT for row in _messages(workspace, ids[name], name)])
    here = {"workspace_id": workspace.id, "group_id": BOARD, "by": JoinedBy.HAND, "since": AT}
    insert_all(GroupMember, [here | {"constituent_id": ids[name]} for name in ("Ann", "Dan")])
    _birthdays(ids)
    rebuild(workspace.id)
    db.session.flush()
    db.session.expire_all()
    return {who: name for name, who in ids.items()}


def _record(name: str) -> Rewrite:
    """Dan has no way to be reached; Gus moved away from Portland, and Hal lives in no city at all."""
    kind = Kind.ORGANIZATION if name == "Hal" else Kind.INDIVIDUAL
    called = Name(organization=name) if kind is Kind.ORGANIZATION else Name(first=name, last="Cast")
    if name == "Dan":
        return Rewrite(blank(kind), Existing(kind, called))
    emails = (Email(f"{name.lower()}@example.org", PointType.HOME, primary=True),)
    city = {"Ann": "Portland", "Gus": "Portland", "Hal": ""}.get(name, "Bath")
    address = Address((), city, "", "", "NZ", PointType.HOME, active=name != "Gus")
    phones = (Phone("+64 21 555 0100", "", PointType.MOBILE),) if name == "Eve" else ()
    return Rewrite(blank(kind), Existing(kind, called, emails=emails, addresses=(address,), phones=phones))


def _stage(workspace: Workspace) -> None:
    here = {"workspace_id": workspace.id}
    gala, course = datetime(2026, 6, 5, tzinfo=UTC), datetime(2026, 9, 1, tzinfo=UTC)
    db.session.add(Event(**here, id=GALA, name="Gala", category="Party", starts_at=gala))
    db.session.add(Event(**here, id=COURSE, name="Course", category="Class", starts_at=course))
    for key, month in ((APRIL, 4), (MAY, 5), (JUNE, 6)):
        sent = datetime(2026, month, 10, tzinfo=UTC)
        db.session.add(Campaign(**here, id=key, name=f"Mailing {month}", sent_at=sent))
    db.session.add(InterestGroup(**here, id=NEWS, name="News", is_opt_in=False))
    db.session.add(Group(**here, id=BOARD, name="Board", kind=GroupKind.STATIC))
    db.session.flush()


def _gifts(workspace: Workspace, who: int, name: str) -> list[dict[str, object]]:
    return [
        _gift(workspace, who, on, amount, fund=fund, appeal=appeal)
        for on, amount, fund, appeal in GIFTS[name]
    ]


def _unlike(workspace: Workspace, ids: dict[str, int]) -> list[dict[str, object]]:
    """Money that is on its way, and money of another country."""
    return [
        _gift(workspace, ids["Fay"], "2026-07-02", 100_000, status=GiftStatus.PENDING),
        _gift(workspace, ids["Gus"], "2026-07-02", 30_000, currency="EUR"),
    ]


def _gift(workspace: Workspace, who: int, on: str, amount: int, **more: object) -> dict[str, object]:
    plain = {"currency": "USD", "status": GiftStatus.SETTLED, "kind": "one_off", "fund": "", "appeal": ""}
    told = {"id": new_id(), "amount": amount, "received_on": date.fromisoformat(on), "created_at": AT}
    here = {"workspace_id": workspace.id, "constituent_id": who, "method": "", "source": ""}
    return here | told | plain | more


def _places(workspace: Workspace, who: int, name: str) -> list[dict[str, object]]:
    here = {"workspace_id": workspace.id, "constituent_id": who}
    plain = {"ticket": "", "fee": 0, "guests": 0, "source": ""}
    events = {"gala": GALA, "course": COURSE}
    return [
        here
        | plain
        | {
            "id": new_id(),
            "event_id": events[event],
            "status": RegistrationStatus(status),
            "registered_at": registered_at,
        }
        for event, status, registered_at in PLACES[name]
    ]


def _messages(workspace: Workspace, who: int, name: str) -> list[dict[str, object]]:
    here = {"workspace_id": workspace.id, "constituent_id": who}
    return [here | {"campaign_id": key} | _became(key, what) for key, what in SENT[name]]


def _became(campaign: int, what: str) -> dict[str, object]:
    """Of a machine's opening, the machine's instant alone is known."""
    at = datetime(2026, 3 + campaign, 10, tzinfo=UTC)
    delivered = () if what in ("sent", "bounced") else (("delivered_at", Outcome.DELIVERED),)
    known = dict(delivered + _BECAME.get(what, ()))
    row = dict.fromkeys(("delivered_at", *(key for parts in _BECAME.values() for key, _ in parts)))
    bounce = BounceKind.PERMANENT if what == "bounced" else None
    return row | dict.fromkeys(known, at) | {"sent_at": at, "bounce": bounce, "outcome": sum(known.values())}


_BECAME: dict[str, tuple[tuple[str, int], ...]] = {
    "machine": (("machine_opened_at", Outcome.MACHINE_OPENED),),
    "opened": (("opened_at", Outcome.OPENED),),
    "clicked": (("clicked_at", Outcome.CLICKED),),
    "bounced": (("bounced_at", Outcome.BOUNCED | Outcome.FOR_GOOD),),
}


def _birthdays(ids: dict[str, int]) -> None:
    born = {"Ann": (1971, 7, 15), "Bob": (1971, 7, 16), "Cat": (None, 7, 1), "Eve": (2000, None, None)}
    for name, (year, month, day) in born.items():
        values = {"birth_year": year, "birth_month": month, "birth_day": day}
        db.session.execute(update(Constituent).where(Constituent.id == ids[name]).values(**values))
