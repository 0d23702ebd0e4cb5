"""What SendGrid's event webhook reports: a list of events, each about one address."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from app.activity.domain.kinds import BounceKind, EmailEventKind
from app.inbound.domain import values
from app.inbound.domain.vocabulary import Ignored, Item, Reading, Report, Stop, Unreadable, nothing
from app.words import N_, _

_KINDS = {
    "processed": EmailEventKind.SENT,
    "delivered": EmailEventKind.DELIVERED,
    "open": EmailEventKind.OPENED,
    "click": EmailEventKind.CLICKED,
    "bounce": EmailEventKind.BOUNCED,
    "dropped": EmailEventKind.DROPPED,
    "spamreport": EmailEventKind.COMPLAINED,
    "unsubscribe": EmailEventKind.UNSUBSCRIBED,
    "group_unsubscribe": EmailEventKind.UNSUBSCRIBED,
}
_STOPS = {
    "spamreport": Stop.COMPLAINT,
    "unsubscribe": Stop.UNSUBSCRIBE,
    "group_unsubscribe": Stop.TOPIC,
}
_DROPPED_FOR = {
    "bounced address": Stop.BOUNCE,
    "invalid": Stop.BOUNCE,
    "spam reporting address": Stop.COMPLAINT,
    "unsubscribed address": Stop.UNSUBSCRIBE,
}
_IGNORED = {
    "deferred": N_("SendGrid goes on trying to deliver a delayed message"),
    "account_status_change": N_("It is about the account, not about a person"),
}


def read(body: bytes, _headers: object, received_at: datetime) -> Reading:
    """Every event of the list."""
    told = values.from_json(body)
    if not isinstance(told, list):
        return nothing(_("SendGrid sends a list of events, and this is none."))
    return Reading(tuple(_items(told, received_at)))


def _items(told: list[Any], received_at: datetime) -> Iterator[Item]:
    for item in told:
        event = values.mapping(item)
        yield _item(event, values.text(event.get("event")), received_at)


def _item(event: Any, name: str, received_at: datetime) -> Item:
    if name in _IGNORED:
        return Ignored(f"{_IGNORED[name]}.")
    address = values.address(event.get("email"))
    if not address:
        return Unreadable(_("An event of SendGrid names no address."))
    if name not in _KINDS and name != "group_resubscribe":
        return Ignored(_("Kith does not know the event “{name}” of SendGrid.", name=name))
    return _report(event, name, address, received_at)


def _report(event: Any, name: str, address: str, received_at: datetime) -> Report:
    bounce = _bounce(event, name)
    reason = values.text(event.get("reason") or event.get("response"))
    return Report(
        key=values.text(event.get("sg_event_id")) or values.digest(event),
        address=address,
        at=values.instant(event.get("timestamp"), received_at),
        kind=_KINDS.get(name),
        stop=_stop(name, bounce, reason),
        bounce=bounce,
        machine=event.get("sg_machine_open") is True or values.is_machine(event.get("useragent")),
        resumes=name == "group_resubscribe",
        topic=values.text(event.get("asm_group_id")) if name.startswith("group_") else "",
        message=values.text(event.get("sg_message_id")),
        campaign=_campaign(event),
        lookup=values.text(event.get("lookup_id")),
        reason=reason,
    )


def _bounce(event: Any, name: str) -> BounceKind | None:
    """A block is a bounce that may pass: the server refused this message, not the address."""
    if name != "bounce":
        return None
    return BounceKind.TRANSIENT if event.get("type") == "blocked" else BounceKind.PERMANENT


def _stop(name: str, bounce: BounceKind | None, reason: str) -> Stop | None:
    if name == "dropped":
        return _DROPPED_FOR.get(reason.lower())
    return Stop.BOUNCE if bounce is BounceKind.PERMANENT else _STOPS.get(name)


def _campaign(event: Any) -> str:
    names = ("campaign", "marketing_campaign_name", "singlesend_name", "category")
    found = [told for name in names for told in values.texts(event.get(name))]
    return found[0] if found else ""
