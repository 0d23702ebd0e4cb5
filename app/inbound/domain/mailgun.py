"""What Mailgun's webhooks report: one event each, with its signature beside it."""

from datetime import datetime
from typing import Any

from app.activity.domain.kinds import BounceKind, EmailEventKind
from app.inbound.domain import values
from app.inbound.domain.vocabulary import Ignored, Item, Reading, Report, Stop, Unreadable
from app.words import _

_KINDS = {
    "accepted": EmailEventKind.SENT,
    "delivered": EmailEventKind.DELIVERED,
    "opened": EmailEventKind.OPENED,
    "clicked": EmailEventKind.CLICKED,
    "failed": EmailEventKind.BOUNCED,
    "rejected": EmailEventKind.DROPPED,
    "unsubscribed": EmailEventKind.UNSUBSCRIBED,
    "complained": EmailEventKind.COMPLAINED,
}
_SUPPRESSED = {
    "suppress-bounce": Stop.BOUNCE,
    "suppress-complaint": Stop.COMPLAINT,
    "suppress-unsubscribe": Stop.UNSUBSCRIBE,
}
"""Reasons for which Mailgun did not even try."""
_PASSING = frozenset({"old", "espblock", "greylisted"})
"""Reasons for which it gives a message up that say nothing final about the address."""


def read(body: bytes, _headers: object, received_at: datetime) -> Reading:
    """The event."""
    event = values.mapping(values.within(values.from_json(body), "event-data"))
    return Reading((_item(event, values.text(event.get("event")), received_at),))


def _item(event: Any, name: str, received_at: datetime) -> Item:
    address = values.address(event.get("recipient"))
    if not name or not address:
        return Unreadable(_("Mailgun sends an event with a recipient, and this has none."))
    if name not in _KINDS:
        return Ignored(_("Kith keeps nothing of the event “{name}” of Mailgun.", name=name))
    return _report(event, name, address, received_at)


def _report(event: Any, name: str, address: str, received_at: datetime) -> Report:
    at = values.instant(event.get("timestamp"), received_at)
    reason = values.text(event.get("reason"))
    bounce = _bounce(event, name, reason)
    return Report(
        key=_key(event, at),
        address=address,
        at=at,
        kind=EmailEventKind.DROPPED if name == "failed" and reason in _SUPPRESSED else _KINDS[name],
        stop=_stop(name, bounce, reason),
        bounce=bounce,
        machine=_is_machine(event),
        message=values.text(values.within(event, "message", "headers", "message-id")),
        campaign=_campaign(event),
        lookup=values.text(values.within(event, "user-variables", "lookup_id")),
        reason=values.text(values.within(event, "delivery-status", "message")) or reason,
    )


def _key(event: Any, at: datetime) -> str:
    """Mailgun's ids are its own for a day only."""
    found = values.text(event.get("id"))
    return f"{at:%Y-%m-%d} {found}" if found else values.digest(event)


def _bounce(event: Any, name: str, reason: str) -> BounceKind | None:
    if name != "failed" or reason in _SUPPRESSED:
        return None
    is_final = event.get("severity") == "permanent" and reason not in _PASSING
    return BounceKind.PERMANENT if is_final else BounceKind.TRANSIENT


def _stop(name: str, bounce: BounceKind | None, reason: str) -> Stop | None:
    """Who unsubscribes leaves all mail: Mailgun does not say whether it was meant for a tag only."""
    match name:
        case "unsubscribed":
            return Stop.UNSUBSCRIBE
        case "complained":
            return Stop.COMPLAINT
        case "failed" if bounce is BounceKind.PERMANENT:
            return Stop.BOUNCE
        case "failed":
            return _SUPPRESSED.get(reason)
        case _:
            return None


def _is_machine(event: Any) -> bool:
    client = values.mapping(event.get("client-info"))
    return bool(values.text(client.get("bot"))) or values.is_machine(client.get("user-agent"))


def _campaign(event: Any) -> str:
    named = values.text(values.within(event, "user-variables", "campaign"))
    found = [named, *values.texts(event.get("tags"))]
    return next((told for told in found if told), "")
