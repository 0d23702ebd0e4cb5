"""What the people of small worlds gave, registered for and were sent: the same for the same seed."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from app.accounts.models import Workspace
from app.activity.domain.kinds import BounceKind, EventKind, GiftStatus, RegistrationStatus
from app.activity.domain.outcomes import Outcome
from app.activity.models import Campaign, Delivery, Donation, Event, Registration
from app.batches.domain.rows import Action, RowState
from app.batches.domain.rows import Outcome as OfRow
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch, BatchRow
from app.consent.models import InterestGroup
from app.db import db, insert_all, new_id
from app.groups.domain.kinds import GroupKind, JoinedBy, Side
from app.groups.models import Group, GroupMember, GroupPin
from tests.groups.domain.people import BOARD, GALA, TODAY

AT = datetime(TODAY.year, TODAY.month, TODAY.day, 3, 30, tzinfo=UTC)
"""Where the sun rises late it is still the day before."""
OTHER_TOPIC, DYNAMIC, CHAINED = 2, 2, 3
OTHERS = {
    "version": 1,
    "match": "none",
    "conditions": [{"type": "in_group", "group": BOARD - 2}, {"type": "kind_is", "kind": "organization"}],
}
CHAIN = {
    "version": 2,
    "match": "any",
    "conditions": [
        {"match": "all", "conditions": [{"type": "in_group", "group": DYNAMIC}, {"type": "has_phone"}]},
        {"type": "emails", "what": "clicked", "op": "at_least", "n": 1, "last_campaigns": 2},
        {"type": "interest_in", "interest": 1, "choice": "joined"},
    ],
}
SENT = {1: 400, 2: 40, 3: 3, 4: 3, 5: -1}
"""How many days ago each mailing went out; two on one day, and one still to come."""

CLOCKS_CHANGE = (date(2026, 11, 1), date(2026, 3, 8), date(2026, 9, 27), date(2026, 4, 5))
"""Where clocks change in Los Angeles and in Auckland, a day has 23 hours or 25."""


def things(workspace: Workspace) -> None:
    """Events, mailings, two topics of three, imports, and three groups of which two have rules."""
    here = {"workspace_id": workspace.id}
    starts = {1: AT - timedelta(days=325), 2: AT + timedelta(days=20), 3: _midnight(workspace, TODAY)}
    for key, category, kind in ((GALA, "Gala", "event"), (2, "GALÁ ", "program"), (3, "Köln", "event")):
        named = {"name": f"Event {key}", "category": category, "kind": EventKind(kind)}
        db.session.add(Event(**here, id=key, **named, starts_at=starts[key]))
    for key, days in SENT.items():
        db.session.add(Campaign(**here, id=key, name=f"Mailing {key}", sent_at=AT - timedelta(days=days)))
    db.session.add_all(
        [
            InterestGroup(**here, id=OTHER_TOPIC, name="Newsletter", is_opt_in=False),
            InterestGroup(**here, id=1, name="Trips", is_opt_in=True),
            InterestGroup(**here, id=3, name="Old", archived_at=AT),
            Group(**here, id=1, name="Board", kind=GroupKind.STATIC),
            Group(**here, id=DYNAMIC, name="Others", kind=GroupKind.DYNAMIC, rule=OTHERS),
            Group(**here, id=CHAINED, name="Chained", kind=GroupKind.DYNAMIC, rule=CHAIN),
        ]
    )
    db.session.flush()


def imports(chance: Random, workspace: Workspace, ids: Sequence[int]) -> None:
    """Two imports that stand and one that was undone, with rows in every state."""
    here = {"workspace_id": workspace.id}
    for number in (1, 2, 3):
        status = BatchStatus.UNDONE if number == 3 else BatchStatus.COMMITTED
        named = {"number": number, "name": f"File {number}", "kind": BatchKind.IMPORT}
        db.session.add(Batch(**here, id=number, status=status, **named))
    db.session.flush()
    row = here | {"cells": [], "outcome": OfRow.READY, "action": Action.CREATE}
    for place, who in enumerate(ids, start=2):
        told = {"state": chance.choice(list(RowState)), "constituent_id": chance.choice([who, who, None])}
        number = chance.choice([1, 2, 3])
        db.session.add(BatchRow(**row, batch_id=number, number=place, line=place, **told))
    db.session.flush()


def pins(chance: Random, workspace: Workspace, ids: Sequence[int]) -> None:
    """A few are kept in the group that the other rule refers to, or out of it."""
    for who in chance.sample(list(ids), 8):
        keys = {"workspace_id": workspace.id, "group_id": DYNAMIC, "constituent_id": who}
        db.session.add(GroupPin(**keys, side=chance.choice(list(Side)), at=AT))
    db.session.flush()


def deeds(chance: Random, workspace: Workspace, ids: Sequence[int]) -> None:
    """Gifts, registrations and messages of everybody, and who stands in the static group."""
    found: dict[type, list[dict[str, object]]] = {
        kind: [] for kind in (Donation, Registration, Delivery, GroupMember)
    }
    said = Random(len(ids))
    for who in ids:
        here = {"workspace_id": workspace.id, "constituent_id": who}
        found[Donation] += [here | _gift(chance, said) for _ in range(chance.choice([0, 0, 1, 2, 3]))]
        places = range(chance.choice([0, 0, 1, 2, 3]))
        found[Registration] += [here | _place(chance, workspace) for _ in places]
        campaigns = chance.sample(range(1, 6), chance.choice([0, 0, 1, 3, 5]))
        found[Delivery] += [here | {"campaign_id": key} | _message(chance, workspace) for key in campaigns]
        if chance.random() < 0.3:
            found[GroupMember].append(here | {"group_id": 1, "by": JoinedBy.HAND, "since": AT})
    for table, rows in found.items():
        insert_all(table, rows)


def _midnight(workspace: Workspace, day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(workspace.timezone))


def _instant(chance: Random, workspace: Workspace) -> datetime:
    """Around today, around a year ago, around New Year; at any hour, or where a day begins or ends."""
    if chance.random() < 0.3:
        day = chance.choice(CLOCKS_CHANGE) + timedelta(days=chance.choice([0, 1]))
        return _midnight(workspace, day) - timedelta(seconds=chance.choice([0, 1]))
    days = chance.choice(_DAYS)
    return AT - timedelta(days=days, hours=chance.randrange(24), minutes=chance.choice([0, 30]))


_DAYS = (-30, -1, 0, 1, 30, 140, 324, 325, 326, 364, 365, 366, 367, 700)


def _gift(chance: Random, said: Random) -> dict[str, object]:
    return {
        "id": new_id(),
        "amount": chance.choice([-10_000, -1, 0, 1, 4_999, 5_000, 5_000, 10_000]),
        "currency": chance.choice(["USD", "USD", "USD", "EUR"]),
        "received_on": (AT - timedelta(days=chance.choice(_DAYS))).date(),
        "kind": said.choice(["one_off", "recurring"]),
        "status": chance.choice([GiftStatus.SETTLED, GiftStatus.SETTLED, GiftStatus.PENDING, "refunded"]),
        "fund": said.choice(["", "Trees", "TREES", "Café Fund"]),
        "campaign": said.choice(["", "", "Trees"]),
        "appeal": said.choice(["", "", "cafe fund"]),
        "method": "",
        "source": "",
        "created_at": AT,
    }


def _place(chance: Random, workspace: Workspace) -> dict[str, object]:
    return {
        "id": new_id(),
        "event_id": chance.choice([GALA, 2, 3]),
        "status": chance.choice(list(RegistrationStatus)),
        "registered_at": _instant(chance, workspace),
        "ticket": "",
        "fee": 0,
        "guests": 0,
        "source": "",
    }


_PARTS = {
    "delivered_at": Outcome.DELIVERED,
    "machine_opened_at": Outcome.MACHINE_OPENED,
    "opened_at": Outcome.OPENED,
    "clicked_at": Outcome.CLICKED,
    "bounced_at": Outcome.BOUNCED,
    "complained_at": Outcome.COMPLAINED,
    "unsubscribed_at": Outcome.UNSUBSCRIBED,
}


def _message(chance: Random, workspace: Workspace) -> dict[str, object]:
    some = {key: chance.choice([None, _instant(chance, workspace)]) for key in _PARTS}
    bounce = chance.choice(list(BounceKind)) if some["bounced_at"] else None
    parts = [part for key, part in _PARTS.items() if some[key]]
    if bounce is BounceKind.PERMANENT:
        parts.append(Outcome.FOR_GOOD)
    sent_at = AT - timedelta(days=chance.choice([3, 3, 40, 500]))
    return {"sent_at": sent_at, "bounce": bounce, "outcome": sum(parts), **some}
