"""The signed note that a form of "Undo" carries: which lines of the ledger were just written, for an hour."""

import base64
import binascii
import hmac
import struct
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

LABEL = b"kith undo of a supporter, 1"
LASTS = timedelta(hours=1)
_HEAD = struct.Struct(">qqq")
_SIGNATURE = 16


def note(lines: Sequence[int], *, workspace: int, person: int, secret: bytes, at: datetime) -> str:
    """The note for these lines; "" for none."""
    if not lines:
        return ""
    body = _HEAD.pack(int(at.timestamp()), workspace, person) + struct.pack(f">{len(lines)}q", *lines)
    return base64.urlsafe_b64encode(body + _signature(body, secret)).rstrip(b"=").decode()


def read(text: str, *, workspace: int, person: int, secret: bytes, at: datetime) -> tuple[int, ...] | None:
    """The lines that a note names; None where it is not ours, of somebody else, or older than an hour."""
    try:
        raw = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        return None
    body, signature = raw[:-_SIGNATURE], raw[-_SIGNATURE:]
    if len(body) <= _HEAD.size or not hmac.compare_digest(signature, _signature(body, secret)):
        return None
    made, *whose = _HEAD.unpack_from(body)
    age = at - datetime.fromtimestamp(made, UTC)
    if whose != [workspace, person] or age > LASTS:
        return None
    return struct.unpack(f">{(len(body) - _HEAD.size) // 8}q", body[_HEAD.size :])


def _signature(body: bytes, secret: bytes) -> bytes:
    return hmac.digest(hmac.digest(secret, LABEL, "sha256"), body, "sha256")[:_SIGNATURE]
