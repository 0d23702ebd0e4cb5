"""What Resend's webhooks report: one event each, in the form of Standard Webhooks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.activity.domain.kinds import BounceKind, EmailEventKind
from app.inbound.domain import values
from app.inbound.domain.vocabulary import Ignored, Item, Reading, Report, Stop, Unreadable
from app.words import _

_KINDS = {
    "email.sent": EmailEventKind.SENT,
    "email.delivered": EmailEventKind.DELIVERED,
    "email.opened": EmailEventKind.OPENED,
    "email.clicked": EmailEventKind.CLICKED,
    "email.bounced": EmailEventKind.BOUNCED,
    "email.complained": EmailEventKind.COMPLAINED,
    "email.failed": EmailEventKind.DROPPED,
    "email.suppressed": EmailEventKind.DROPPED,
    "contact.updated": None,
    "suppression.added": None,
    "suppression.removed": None,
}
_ADDED_FOR = {"bounce": Stop.BOUNCE, "complaint": Stop.COMPLAINT}


def read(body: bytes, headers: Mapping[str, str], received_at: datetime) -> Reading:
    """The event, for each of its recipients: it does not say which of several it is about."""
    told = values.mapping(values.from_json(body))
    name, data = values.text(told.get("type")), values.mapping(told.get("data"))
    if not name:
        return Reading((Unreadable(_("Resend sends an event with a type, and this has none.")),))
    if name not in _KINDS or (name == "contact.updated" and data.get("unsubscribed") is not True):
        return Reading((Ignored(_("Kith keeps nothing of the event “{name}” of Resend.", name=name)),))
    key = headers.get("id", "") or values.digest(name, told.get("created_at"), data.get("email_id"))
    at = values.instant(told.get("created_at"), received_at)
    return Reading(tuple(_item(name, data, address, key, at) for address in _addresses(data)))


def _addresses(data: Any) -> list[str]:
    named = data.get("to") or data.get("email")
    found = [values.address(each) for each in (named if isinstance(named, list) else [named])]
    return list(dict.fromkeys(found)) or [""]


def _item(name: str, data: Any, address: str, key: str, at: datetime) -> Item:
    if not address:
        return Unreadable(_("An event of Resend names no address."))
    bounce = _bounce(data) if name == "email.bounced" else None
    reason = values.within(data, "bounce", "message") or values.within(data, "failed", "reason")
    return Report(
        key=key,
        address=address,
        at=at,
        kind=_KINDS[name],
        stop=_stop(name, bounce, data),
        bounce=bounce,
        machine=values.is_machine(values.within(data, "click", "userAgent")),
        resumes=name == "suppression.removed",
        message=values.text(data.get("email_id")),
        campaign=_tag(data, "campaign") or _tag(data, "category") or values.text(data.get("broadcast_id")),
        lookup=_tag(data, "lookup_id"),
        reason=values.text(reason or values.within(data, "suppressed", "message")),
    )


def _bounce(data: Any) -> BounceKind:
    """Resend reports only final bounces, unless it says otherwise."""
    kind = values.text(values.within(data, "bounce", "type")) or "Permanent"
    return BounceKind.PERMANENT if kind == "Permanent" else BounceKind.TRANSIENT


def _stop(name: str, bounce: BounceKind | None, data: Any) -> Stop | None:
    match name:
        case "email.bounced" if bounce is BounceKind.PERMANENT:
            return Stop.BOUNCE
        case "email.complained":
            return Stop.COMPLAINT
        case "contact.updated":
            return Stop.UNSUBSCRIBE
        case "email.suppressed":
            return Stop.BLOCKED
        case "suppression.added":
            return _ADDED_FOR.get(values.text(data.get("origin")), Stop.BLOCKED)
        case _:
            return None


def _tag(data: Any, name: str) -> str:
    """A tag, in either of the two forms that Resend writes: an object, or a list of names and values."""
    tags = data.get("tags")
    if isinstance(tags, list):
        return next(
            (
                values.text(each.get("value"))
                for each in map(values.mapping, tags)
                if each.get("name") == name
            ),
            "",
        )
    return values.text(values.within(tags, name))
