"""Values out of what anybody may have written: wrong types, broken characters, absurd dates."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from typing import Any

LONGEST = 200
_DEEPEST_PAST = timedelta(days=60)
_AHEAD = timedelta(hours=1)


def from_json(body: bytes | str) -> Any:
    """What the JSON says; raises ValueError for what is none, or is nested too deeply to be meant."""
    try:
        return json.loads(body)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def mapping(value: Any) -> Mapping[str, Any]:
    """The value when it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    """The value when it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def within(value: Any, *names: str) -> Any:
    """What stands at this path of objects; None where it breaks off."""
    for name in names:
        value = mapping(value).get(name)
    return value


def text(value: Any, longest: int = LONGEST) -> str:
    """A word or a number as text that every database can hold; "" for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    told = str(value)[:longest] if isinstance(value, str) else _number(value, longest)
    return told.replace("\0", "").encode("utf-8", "replace").decode().strip()


def _number(value: float, longest: int) -> str:
    try:
        return str(value)[:longest]
    except ValueError:  # a whole number of thousands of digits
        return ""


def texts(value: Any) -> list[str]:
    """The words of a list, or the one word, without blanks."""
    values: Iterable[Any] = value if isinstance(value, list) else [value]
    return [told for told in map(text, values) if told]


def address(value: Any) -> str:
    """The bare address of a recipient, with or without a name before it; "" when there is none."""
    told = text(value, 1_000)
    bare = parseaddr(told)[1] if "<" in told else told
    return bare if "@" in bare[1:] and len(bare) <= 320 and not bare.endswith("@") else ""


def instant(value: Any, received_at: datetime) -> datetime:
    """When something happened: seconds since 1970 or ISO text.

    Where it cannot be read, or is not near the time at which it was told, it is the latter: a wrong date must
    not put an unsubscribe before a consent that it came after.
    """
    try:
        moment = _instant(value)
    except (ValueError, OverflowError, OSError):
        return received_at
    return moment if received_at - _DEEPEST_PAST <= moment <= received_at + _AHEAD else received_at


def _instant(value: Any) -> datetime:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return datetime.fromtimestamp(value, UTC)
    told = text(value)
    if told.replace(".", "", 1).isdecimal():
        return datetime.fromtimestamp(float(told), UTC)
    moment = datetime.fromisoformat(_six_digits(told))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _six_digits(told: str) -> str:
    """ISO text with at most six digits of a second: some services write seven."""
    whole, dot, rest = told.partition(".")
    digits = len(rest) - len(rest.lstrip("0123456789"))
    return f"{whole}.{rest[: min(digits, 6)].ljust(6, '0')}{rest[digits:]}" if dot else told


def digest(*parts: object) -> str:
    """A short name for what has none of its own."""
    told = json.dumps(parts, sort_keys=True, default=str, ensure_ascii=True)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


_MACHINES = ("bot", "crawler", "spider", "preview", "scanner", "barracuda", "mimecast", "proofpoint")


def is_machine(agent: Any) -> bool:
    """Whether a program opened or clicked, as far as its name tells.

    Apple's mail privacy fetches all pictures under a name that no browser has: `Mozilla/5.0` and no more.
    """
    told = text(agent).lower()
    return told == "mozilla/5.0" or any(word in told for word in _MACHINES)
