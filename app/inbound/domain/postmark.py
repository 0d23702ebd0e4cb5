"""What Postmark's webhooks report: one record each."""

from datetime import datetime
from typing import Any

from app.activity.domain.kinds import BounceKind, EmailEventKind
from app.inbound.domain import values
from app.inbound.domain.vocabulary import Ignored, Item, Reading, Report, Stop, Unreadable
from app.words import _

_KINDS = {
    "Delivery": EmailEventKind.DELIVERED,
    "Bounce": EmailEventKind.BOUNCED,
    "SpamComplaint": EmailEventKind.COMPLAINED,
    "Open": EmailEventKind.OPENED,
    "Click": EmailEventKind.CLICKED,
    "SubscriptionChange": None,
}
_WHEN = ("DeliveredAt", "BouncedAt", "ReceivedAt", "ChangedAt")
_FINAL = frozenset({"HardBounce", "BadEmailAddress"})
_NO_BOUNCE = frozenset({"AutoResponder", "AddressChange", "ChallengeVerification", "OpenRelayTest"})
"""Answers of people and programs that Postmark files among the bounces."""
_STOPPED_FOR = {"HardBounce": Stop.BOUNCE, "SpamComplaint": Stop.COMPLAINT}
_BOUNCED_AS = {
    "SpamComplaint": Stop.COMPLAINT,
    "Unsubscribe": Stop.UNSUBSCRIBE,
    "ManuallyDeactivated": Stop.BLOCKED,
}


def read(body: bytes, _headers: object, received_at: datetime) -> Reading:
    """The record."""
    record = values.mapping(values.from_json(body))
    return Reading((_item(record, values.text(record.get("RecordType")), received_at),))


def _item(record: Any, name: str, received_at: datetime) -> Item:
    address = values.address(record.get("Recipient") or record.get("Email"))
    if not name or not address:
        return Unreadable(_("Postmark sends a record with an address, and this has none."))
    if name not in _KINDS:
        return Ignored(_("Kith keeps nothing of the record “{name}” of Postmark.", name=name))
    if name == "Bounce" and record.get("Type") in _NO_BOUNCE:
        return Ignored(_("It is an automatic answer, not a bounce."))
    return _report(record, name, address, received_at)


def _report(record: Any, name: str, address: str, received_at: datetime) -> Report:
    when = next((record[field] for field in _WHEN if record.get(field)), None)
    bounce, stop = _bounce(record, name), _stop(record, name)
    resumes = _resumes(record, name)
    return Report(
        key=_key(record, name, when),
        address=address,
        at=values.instant(when, received_at),
        kind=None if resumes else EmailEventKind.COMPLAINED if stop is Stop.COMPLAINT else _KINDS[name],
        stop=stop,
        bounce=bounce,
        machine=values.is_machine(record.get("UserAgent")),
        resumes=resumes,
        topic=values.text(record.get("MessageStream")) if stop is Stop.TOPIC or resumes else "",
        message=values.text(record.get("MessageID")),
        campaign=values.text(values.within(record, "Metadata", "campaign") or record.get("Tag")),
        lookup=values.text(values.within(record, "Metadata", "lookup_id")),
        reason=values.text(record.get("Details") or record.get("Description")),
    )


def _key(record: Any, name: str, when: object) -> str:
    """Only bounces and complaints have an id; what is told of a message twice has another time."""
    found = values.text(record.get("ID"))
    return f"{name} {found}" if found else values.digest(name, record.get("MessageID"), when)


def _bounce(record: Any, name: str) -> BounceKind | None:
    if name != "Bounce" or record.get("Type") in _BOUNCED_AS or record.get("Type") == "Subscribe":
        return None
    return BounceKind.PERMANENT if record.get("Type") in _FINAL else BounceKind.TRANSIENT


def _stop(record: Any, name: str) -> Stop | None:
    match name:
        case "SpamComplaint":
            return Stop.COMPLAINT
        case "Bounce" if record.get("Type") in _FINAL:
            return Stop.BOUNCE
        case "Bounce":
            return _BOUNCED_AS.get(values.text(record.get("Type")))
        case "SubscriptionChange" if record.get("SuppressSending") is not False:
            return _STOPPED_FOR.get(values.text(record.get("SuppressionReason"))) or _chosen(record)
        case _:
            return None


def _chosen(record: Any) -> Stop:
    """Who leaves a message stream leaves what staff mapped it to; without that, everything."""
    return Stop.TOPIC if record.get("Origin") == "Recipient" else Stop.BLOCKED


def _resumes(record: Any, name: str) -> bool:
    allowed = name == "SubscriptionChange" and record.get("SuppressSending") is False
    return allowed or (name == "Bounce" and record.get("Type") == "Subscribe")
