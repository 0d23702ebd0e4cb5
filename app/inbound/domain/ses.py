"""What Amazon SES reports: an event about one message, in the envelope of Amazon's notification service."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from app.activity.domain.kinds import BounceKind, EmailEventKind
from app.inbound.domain import sns, values
from app.inbound.domain.vocabulary import Ignored, Item, Reading, Report, Stop, Unreadable, nothing
from app.words import _

_KINDS = {
    "Send": EmailEventKind.SENT,
    "Delivery": EmailEventKind.DELIVERED,
    "Open": EmailEventKind.OPENED,
    "Click": EmailEventKind.CLICKED,
    "Bounce": EmailEventKind.BOUNCED,
    "Complaint": EmailEventKind.COMPLAINED,
    "Reject": EmailEventKind.DROPPED,
    "Rendering Failure": EmailEventKind.DROPPED,
}
_DETAIL = {"Rendering Failure": "failure"}
_AT_FAULT = {
    "Bounce": ("bouncedRecipients", "emailAddress"),
    "Complaint": ("complainedRecipients", "emailAddress"),
}
"""Where those are named of several recipients whom it is about."""


def read(body: bytes, _headers: object, received_at: datetime) -> Reading:
    """The event that the envelope holds."""
    told = values.mapping(values.from_json(body))
    if sns.kind_of(told) != "Notification":
        return nothing(_("Amazon sends its reports in an envelope of Amazon SNS, and this is none."))
    message = told.get("Message")
    try:
        event = values.mapping(values.from_json(message if isinstance(message, str) else ""))
    except ValueError:
        return Reading((Ignored(_("A greeting of Amazon, not a report.")),))
    return Reading(tuple(_items(event, received_at)))


def _items(event: Any, received_at: datetime) -> Iterator[Item]:
    name = values.text(event.get("eventType") or event.get("notificationType"))
    if name == "Subscription":
        yield from _subscription(event, received_at)
    elif not name:
        yield Unreadable(_("The envelope holds no event of Amazon SES."))
    elif name not in _KINDS:
        yield Ignored(_("Kith keeps nothing of the event “{name}” of Amazon SES.", name=name))
    elif values.within(event, "complaint", "complaintFeedbackType") == "not-spam":
        yield Ignored(_("Somebody marked a message as no spam."))
    else:
        yield from _reports(event, name, received_at)


def _reports(event: Any, name: str, received_at: datetime) -> Iterator[Item]:
    detail = values.mapping(event.get(_DETAIL.get(name, name.lower())))
    addresses = _addresses(event, name, detail)
    bounce = _bounce(detail) if name == "Bounce" else None
    for address in addresses:
        yield Report(
            key=_key(event, name, detail),
            address=address,
            at=values.instant(_when(event, detail), received_at),
            kind=_KINDS[name],
            stop=_stop(name, bounce),
            bounce=bounce,
            machine=values.is_machine(detail.get("userAgent")),
            reason=_reason(detail),
            message=_message(event),
            campaign=_campaign(event),
            lookup=_lookup(event),
        )
    if not addresses:
        yield Unreadable(_("An event of Amazon SES names no address."))


def _when(event: Any, detail: Any) -> Any:
    return detail.get("timestamp") or values.within(event, "mail", "timestamp")


def _key(event: Any, name: str, detail: Any) -> str:
    """Bounces and complaints have an id; the rest is known by message, kind and time."""
    found = values.text(detail.get("feedbackId"))
    return found or values.digest(name, values.within(event, "mail", "messageId"), _when(event, detail))


def _addresses(event: Any, name: str, detail: Any) -> list[str]:
    if name in _AT_FAULT:
        several, field = _AT_FAULT[name]
        named = [values.mapping(each).get(field) for each in values.as_list(detail.get(several))]
    else:
        named = values.as_list(detail.get("recipients")) if name == "Delivery" else []
    found = map(values.address, named or values.as_list(values.within(event, "mail", "destination")))
    return list(dict.fromkeys(address for address in found if address))


def _bounce(detail: Any) -> BounceKind:
    return BounceKind.PERMANENT if detail.get("bounceType") == "Permanent" else BounceKind.TRANSIENT


def _stop(name: str, bounce: BounceKind | None) -> Stop | None:
    if name == "Complaint":
        return Stop.COMPLAINT
    return Stop.BOUNCE if bounce is BounceKind.PERMANENT else None


def _reason(detail: Any) -> str:
    first = [*values.as_list(detail.get("bouncedRecipients")), None][0]
    told = values.within(first, "diagnosticCode") or detail.get("complaintFeedbackType")
    return values.text(told or detail.get("reason") or detail.get("errorMessage"))


def _message(event: Any) -> str:
    return values.text(values.within(event, "mail", "messageId"))


def _campaign(event: Any) -> str:
    """The tag `campaign`, else the first tag that is not Amazon's own."""
    tags = values.mapping(values.within(event, "mail", "tags"))
    own = [name for name in tags if not name.startswith("ses:") and name != "lookup_id"]
    named = [told for name in ("campaign", *own) for told in values.texts(tags.get(name))]
    return named[0] if named else ""


def _lookup(event: Any) -> str:
    return next(iter(values.texts(values.within(event, "mail", "tags", "lookup_id"))), "")


def _subscription(event: Any, received_at: datetime) -> Iterator[Item]:
    """Choices on Amazon's own page: leaving all, leaving topics, and coming back, which staff are told."""
    detail = values.mapping(event.get("subscription"))
    after, before = _choices(detail, "newTopicPreferences"), _choices(detail, "oldTopicPreferences")
    found = list(_changed(before, after))
    for address in _addresses(event, "Subscription", detail):
        for number, (topic, stop) in enumerate(found):
            yield Report(
                key=f"{_key(event, 'Subscription', detail)} {number}",
                address=address,
                at=values.instant(_when(event, detail), received_at),
                kind=EmailEventKind.UNSUBSCRIBED if stop and _message(event) else None,
                stop=stop,
                resumes=stop is None,
                topic=topic,
                message=_message(event),
                campaign=_campaign(event),
                lookup=_lookup(event),
            )
    if not found:
        yield Ignored(_("No choice was changed."))


def _choices(detail: Any, name: str) -> dict[str, Any]:
    """The choice for each topic, and under "" whether all mail was refused."""
    told = values.mapping(detail.get(name))
    topics = [values.mapping(each) for each in values.as_list(told.get("topicSubscriptionStatus"))]
    by_topic = {values.text(each.get("topicName")): each.get("subscriptionStatus") for each in topics}
    return {**by_topic, "": "OptOut" if told.get("unsubscribeAll") is True else "OptIn"}


def _changed(before: dict[str, Any], after: dict[str, Any]) -> Iterator[tuple[str, Stop | None]]:
    for topic, choice in after.items():
        if choice == "OptOut":
            yield topic, Stop.TOPIC if topic else Stop.UNSUBSCRIBE
        elif before.get(topic) == "OptOut":
            yield topic, None
