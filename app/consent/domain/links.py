"""The signed links in a message: whom they are about, and how to know that we made them.

A link names its purpose, workspace, person, topic and the keyed hash of the address it was sent to. It holds
no email address and does not expire, as an old message must still be able to stop the next one. Its key comes
from the workspace's own secret, so that neither a new key for cookies nor a merge, a changed address or a
restored backup breaks it.
"""

import base64
import binascii
import hmac
import struct
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from app.words import _

LABEL = b"kith links of messages, 1"
_LAYOUT = struct.Struct(">c3q32s")
_SIGNATURE = 16
_LENGTH = _LAYOUT.size + _SIGNATURE
_NO_KEY = bytes(32)
COLUMNS = ("unsubscribe_url", "preferences_url")
"""What a file calls the two links of each person."""


class Purpose(StrEnum):
    """What a link is for; one for the one is refused for the other. The value is its path's first part."""

    PREFERENCES = "p"
    UNSUBSCRIBE = "u"


@dataclass(frozen=True, slots=True)
class Link:
    """Whom a link is about; `address_key` is "" where she had no address, `topic` None for all mail."""

    purpose: Purpose
    workspace: int
    person: int
    address_key: str = ""
    topic: int | None = None


def sign(link: Link, secret: bytes) -> str:
    """The token: about a hundred letters, digits, "-" and "_". Raises ValueError without a secret."""
    body = _LAYOUT.pack(
        link.purpose.encode(),
        link.workspace,
        link.person,
        link.topic or 0,
        bytes.fromhex(link.address_key) or _NO_KEY,
    )
    return base64.urlsafe_b64encode(body + _signature(body, secret)).rstrip(b"=").decode()


def unchecked(token: str) -> Link | None:
    """What a token says of itself, to find the secret that proves it; None for what is no token at all."""
    raw = _bytes_of(token)
    if raw is None:
        return None
    purpose, workspace, person, topic, key = _LAYOUT.unpack(raw[: _LAYOUT.size])
    if purpose not in _PURPOSES:
        return None
    return Link(_PURPOSES[purpose], workspace, person, "" if key == _NO_KEY else key.hex(), topic or None)


def is_genuine(token: str, secret: bytes) -> bool:
    """Whether this workspace's secret signed the token, compared in constant time."""
    raw = _bytes_of(token)
    if raw is None or not secret:
        return False
    return hmac.compare_digest(raw[_LAYOUT.size :], _signature(raw[: _LAYOUT.size], secret))


def _bytes_of(token: str) -> bytes | None:
    try:
        raw = base64.b64decode(token.encode("ascii") + b"=" * (-len(token) % 4), b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        return None
    # Only the one spelling that we make: unused bits at the end would be a second one.
    same = base64.urlsafe_b64encode(raw).rstrip(b"=").decode() == token
    return raw if len(raw) == _LENGTH and same else None


def _signature(body: bytes, secret: bytes) -> bytes:
    return hmac.digest(_key(secret), body, "sha256")[:_SIGNATURE]


@lru_cache(maxsize=256)
def _key(secret: bytes) -> bytes:
    if not secret:
        raise ValueError("the workspace's secret is empty")
    return hmac.digest(secret, LABEL, "sha256")


_PURPOSES = {purpose.encode(): purpose for purpose in Purpose}


def for_trial_only(base_url: str) -> str:
    """Why a file whose links begin so must not be sent to anybody, as a sentence; "" where it may."""
    if base_url.startswith("https://"):
        return ""
    return _(
        "The links to unsubscribe in this file begin with {base_url}. Mail programs ask for https, and "
        "other people may not reach that address at all. Whoever runs Kith sets KITH_PUBLIC_URL to its "
        "https address.",
        base_url=base_url,
    )
