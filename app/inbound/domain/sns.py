"""Amazon's notification service: the envelope in which Amazon SES sends, and what may be fetched for it."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from app.inbound.domain import values

# A region is like us-gov-west-1. sns.s3-us-west-2 is no region: it is somebody's bucket of files.
_HOST = re.compile(r"sns\.[a-z]{2}(-[a-z]{3,12}){1,3}-\d\.amazonaws\.com(\.cn)?")
_SIGNED = {
    "Notification": ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    "SubscriptionConfirmation": (
        *("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
    ),
}
_SIGNED["UnsubscribeConfirmation"] = _SIGNED["SubscriptionConfirmation"]


def envelope(body: bytes) -> Mapping[str, Any]:
    """The envelope; an empty one for what is none."""
    try:
        return values.mapping(values.from_json(body))
    except ValueError:
        return {}


def kind_of(told: Mapping[str, Any]) -> str:
    """What the envelope is: one of those that are signed, or ""."""
    kind = values.text(told.get("Type"))
    return kind if kind in _SIGNED else ""


def topic_of(told: Mapping[str, Any]) -> str:
    """The name of the topic it came through."""
    return values.text(told.get("TopicArn"), 300)


def signed_text(told: Mapping[str, Any]) -> bytes:
    """What its signature is made over: names and values in order, each on a line of its own."""
    names = _SIGNED.get(kind_of(told), ())
    lines = [f"{name}\n{told[name]}\n" for name in names if isinstance(told.get(name), str)]
    return "".join(lines).encode("utf-8", "replace")


def is_amazon(url: str) -> bool:
    """Whether an address leads to the notification service of Amazon and nowhere else."""
    try:
        parts = urlsplit(url)
        plain = parts.scheme == "https" and parts.port in (None, 443) and "@" not in parts.netloc
    except ValueError:
        return False
    return plain and bool(_HOST.fullmatch(parts.hostname or ""))


def certificate_url(told: Mapping[str, Any]) -> str:
    """Where the certificate of the signature is; "" when that is not at Amazon."""
    url = values.text(told.get("SigningCertURL"), 500)
    return url if is_amazon(url) and urlsplit(url).path.endswith(".pem") else ""


def confirmation_url(told: Mapping[str, Any]) -> str:
    """What has to be fetched so that notifications begin to come; "" when that is not at Amazon."""
    url = values.text(told.get("SubscribeURL"), 1_000)
    return url if kind_of(told) == "SubscriptionConfirmation" and is_amazon(url) else ""
