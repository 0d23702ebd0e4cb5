"""Pages by position, not by number: a cursor names the row after which the next page begins."""

import base64
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = tuple[str | int, ...]
Row = TypeVar("Row")
LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins: after (or, going back, before) the row with this sort key."""

    key: Key
    backward: bool = False


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of rows and the cursors of its neighbors, None at the ends."""

    rows: Sequence[Row]
    previous: str | None
    next: str | None


def encode(cursor: Cursor) -> str:
    """The cursor as text for a query string; it holds sort keys only, and hides nothing."""
    text = json.dumps([int(cursor.backward), *cursor.key], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(text: str | None, *types: type[str] | type[int]) -> Cursor | None:
    """The cursor, when it is one of ours with keys of exactly these types; garbage means the first page."""
    if not text or len(text) > LONGEST:
        return None
    try:
        value = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True))
    except (ValueError, RecursionError):
        return None
    return _cursor(value, types)


def _cursor(value: object, types: tuple[type[str] | type[int], ...]) -> Cursor | None:
    if not isinstance(value, list) or len(value) != len(types) + 1 or value[0] not in (0, 1):
        return None
    key = tuple(value[1:])
    if any(
        type(part) is not wanted or not _is_storable(part) for part, wanted in zip(key, types, strict=True)
    ):
        return None
    return Cursor(key, bool(value[0]))


def _is_storable(part: str | int) -> bool:
    """Whether every database can compare a column with it."""
    if isinstance(part, int):
        return abs(part) < 2**63
    return "\0" not in part and not _HALF_CHARACTER.search(part)


_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


def page(rows: Sequence[Row], *, size: int, cursor: Cursor | None, key: Callable[[Row], Key]) -> Page[Row]:
    """Cut `size` rows out of up to `size + 1` that were read from the cursor on, in reading order.

    Going backward the rows come nearest first and are turned round; the one row too many only tells that
    there is more in that direction.
    """
    backward = cursor is not None and cursor.backward
    more, shown = len(rows) > size, list(rows[:size])
    if backward:
        shown.reverse()
    before, after = (more, True) if backward else (cursor is not None, more)
    return Page(
        shown,
        encode(Cursor(key(shown[0]), backward=True)) if before and shown else None,
        encode(Cursor(key(shown[-1]))) if after and shown else None,
    )
