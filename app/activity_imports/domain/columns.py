"""Which columns of a gift or registration a row of a file speaks of, and what it changes on record."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from app.activity.domain.kinds import EmailEventKind, GiftKind, GiftStatus, RegistrationStatus
from app.activity_imports.domain.facts import FactKind, GiftFact, MailFact, RegistrationFact
from app.activity_imports.domain.plan import FieldChange
from app.activity_imports.domain.records import OnRecord

GIFT = (
    *("amount", "currency", "received_on", "kind", "status", "fund", "campaign", "appeal", "method", "note"),
    "anonymous",
)
REGISTRATION = ("status", "ticket", "fee", "currency", "guests", "note", "checked_in_at")
BARE = frozenset({
    *("amount", "currency", "received_on", "kind", "status", "anonymous", "fee", "guests", "checked_in_at"),
})  # fmt: skip
"""Columns that hold no words about anybody."""
_CAME = (RegistrationStatus.ATTENDED, RegistrationStatus.NO_SHOW)
_GRAVEST = (EmailEventKind.COMPLAINED, EmailEventKind.UNSUBSCRIBED, EmailEventKind.BOUNCED)


def columns_of(fact: GiftFact | RegistrationFact) -> dict[str, Any]:
    """The columns that the fact fills, without those of which it says nothing: a blank never overwrites."""
    if isinstance(fact, RegistrationFact):
        return _said({name: getattr(fact, name) for name in REGISTRATION if _says(fact, name)})
    told = {name: getattr(fact, name) for name in GIFT} | {"status": gift_status(fact)}
    return _said(told)


def _says(fact: RegistrationFact, name: str) -> bool:
    """Whether a row states a nought, or only has none."""
    match name:
        case "fee":
            return fact.says_fee or fact.fee > 0
        case "guests":
            return fact.says_guests or fact.guests > 0
        case "currency":
            return fact.fee > 0
        case _:
            return True


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in values.items()
        if value is not None and value != "" and value is not False
    }


def gift_status(fact: GiftFact) -> GiftStatus:
    """A gift that was given back arrived once: its refund takes the money away, not its status."""
    return GiftStatus.SETTLED if fact.status is GiftStatus.REFUNDED else fact.status


def given_back(fact: GiftFact) -> int:
    """How much of the gift the row itself says was given back, in minor units."""
    if fact.is_refund:
        return 0
    return fact.refunded or (fact.amount if fact.status is GiftStatus.REFUNDED else 0)


def changes(
    fact: GiftFact | RegistrationFact, record: OnRecord
) -> tuple[tuple[FieldChange, ...], tuple[str, ...]]:
    """What differs on record and follows the file, and what differs and stays as staff wrote it.

    On a fact of somebody who was erased a file writes no words any more.
    """
    told = {name: value for name, value in columns_of(fact).items() if not record.is_bare or name in BARE}
    differing = {name: value for name, value in told.items() if record.values.get(name) != value}
    stays = tuple(
        name for name, value in differing.items() if name in record.kept or _is_back(name, value, record)
    )
    follow = tuple(
        FieldChange(name, plain(record.values.get(name)), plain(value))
        for name, value in differing.items()
        if name not in stays
    )
    return follow, stays


def _is_back(name: str, value: Any, record: OnRecord) -> bool:
    """Whether a tool that says "registered" would take back that she came, or did not."""
    return name == "status" and value is RegistrationStatus.REGISTERED and record.values.get(name) in _CAME


def plain(value: Any) -> Any:
    """A value as JSON has it; the same instant is the same text, whatever its zone."""
    match value:
        case Enum():
            return value.value
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case _:
            return value


def kind_of(fact: GiftFact | RegistrationFact | MailFact) -> FactKind:
    """What sort of fact it is."""
    match fact:
        case GiftFact():
            return FactKind.GIFTS
        case RegistrationFact():
            return FactKind.REGISTRATIONS
        case MailFact():
            return FactKind.MAIL


def tightens(fact: MailFact) -> str:
    """The gravest no that the row brings, "" for none."""
    return next((kind.value for kind in _GRAVEST if kind in fact.tightens), "")


def stored(field: str, value: Any, kind: FactKind) -> Any:
    """A value of a column that was told as JSON, as it is stored."""
    if value is None:
        return None
    match field, kind:
        case "status", FactKind.GIFTS:
            return GiftStatus(value)
        case "status", _:
            return RegistrationStatus(value)
        case "kind", _:
            return GiftKind(value)
        case "received_on", _:
            return date.fromisoformat(value)
        case "checked_in_at", _:
            return datetime.fromisoformat(value)
        case _:
            return value
