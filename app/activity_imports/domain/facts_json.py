"""Facts as JSON and back, so that a stored plan says exactly what was shown."""

from datetime import date, datetime
from enum import Enum
from typing import Any

from app.activity.domain.kinds import BounceKind, EmailEventKind, GiftKind, GiftStatus, RegistrationStatus
from app.activity_imports.domain.facts import (
    CampaignFact,
    EventFact,
    Fact,
    GiftFact,
    Happening,
    MailFact,
    RegistrationFact,
    Who,
)
from app.batches.domain.row_problems import CellProblem
from app.constituents.domain.record import Incoming, Json

_NAMES = {GiftFact: "gift", RegistrationFact: "registration", MailFact: "mail"}
_GIFT = ("source", "key", "amount", "currency", "fund", "campaign", "appeal", "method", "note", "anonymous")
_MONEY = ("fee", "refunded", "refund_of")
_REGISTRATION = ("source", "key", "ticket", "fee", "currency", "guests", "note", "says_fee", "says_guests")
_ALWAYS = frozenset({"source", "key", "amount", "currency"})


def to_json(fact: Fact) -> Json:
    """The fact as JSON, without blanks."""
    told: Json = {"is": _NAMES[type(fact)], "who": _who_to_json(fact.who)}
    match fact:
        case GiftFact():
            told |= _plain(fact, (*_GIFT, *_MONEY, "received_on", "status", "kind", "refunded_on"))
        case RegistrationFact():
            event = _plain(fact.event, ("source", "key", "name", "starts_at", "ends_at", "category", "place"))
            told |= _plain(fact, (*_REGISTRATION, "registered_at", "status", "checked_in_at"))
            told |= {"event": event}
        case _:
            campaign = _plain(fact.campaign, ("source", "key", "name", "sent_at", "subject", "is_dated"))
            happenings = [
                _plain(each, ("key", "kind", "at", "bounce", "machine")) for each in fact.happenings
            ]
            told |= _plain(fact, ("source", "key", "exact"))
            told |= {"campaign": campaign, "happenings": happenings}
    return told


def fact_of(told: Json) -> Fact:
    """The fact that `to_json` wrote."""
    match told["is"]:
        case "gift":
            return _gift(told)
        case "registration":
            return _registration(told)
        case _:
            return _mail(told)


def _plain(value: object, names: tuple[str, ...]) -> Json:
    found = {name: _written(getattr(value, name)) for name in names}
    return {name: each for name, each in found.items() if name in _ALWAYS or each not in (None, "", 0, False)}


def _written(value: Any) -> Any:
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _who_to_json(who: Who) -> Json:
    left_out = [each.to_json() for each in who.left_out]
    told = {"incoming": who.incoming.to_json(), "email": who.email, "left_out": left_out}
    return {name: each for name, each in told.items() if each}


def _who(told: Json) -> Who:
    return Who(
        incoming=Incoming.from_json(told["incoming"]),
        email=told.get("email", ""),
        left_out=tuple(CellProblem.from_json(each) for each in told.get("left_out", ())),
    )


def _gift(told: Json) -> GiftFact:
    return GiftFact(
        who=_who(told["who"]),
        received_on=date.fromisoformat(told["received_on"]),
        status=GiftStatus(told["status"]),
        kind=GiftKind(told["kind"]),
        refunded_on=_day(told.get("refunded_on")),
        **_told(told, (*_GIFT, *_MONEY)),
    )


def _registration(told: Json) -> RegistrationFact:
    event = told["event"]
    return RegistrationFact(
        who=_who(told["who"]),
        event=EventFact(
            starts_at=datetime.fromisoformat(event["starts_at"]),
            ends_at=_moment(event.get("ends_at")),
            **{name: event.get(name, "") for name in ("source", "key", "name", "category", "place")},
        ),
        registered_at=datetime.fromisoformat(told["registered_at"]),
        status=RegistrationStatus(told["status"]),
        checked_in_at=_moment(told.get("checked_in_at")),
        **_told(told, _REGISTRATION),
    )


def _mail(told: Json) -> MailFact:
    campaign = told["campaign"]
    return MailFact(
        source=told["source"],
        key=told["key"],
        who=_who(told["who"]),
        campaign=CampaignFact(
            sent_at=datetime.fromisoformat(campaign["sent_at"]),
            is_dated=campaign.get("is_dated", False),
            **{name: campaign.get(name, "") for name in ("source", "key", "name", "subject")},
        ),
        happenings=tuple(map(_happening, told["happenings"])),
        exact=told.get("exact", False),
    )


def _happening(told: Json) -> Happening:
    return Happening(
        key=told["key"],
        kind=EmailEventKind(told["kind"]),
        at=datetime.fromisoformat(told["at"]),
        bounce=BounceKind(told["bounce"]) if "bounce" in told else None,
        machine=told.get("machine", False),
    )


def _told(told: Json, names: tuple[str, ...]) -> dict[str, Any]:
    """The values that are there; the others have their defaults."""
    return {name: told[name] for name in names if name in told}


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def _moment(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None
