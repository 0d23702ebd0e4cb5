"""Whom a raw call names, however it spells an address, and the call without somebody."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

from app.inbound.domain import values

_ADDRESS = re.compile(r"([^\s<>\"\\,;:()\[\]{}@]{1,300})@([\w.-]{1,300})")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_WITHIN = re.compile(r"[=&?/|']")
_GONE = object()
NOBODY = "erased"
IsHers = Callable[[str], bool]


def names(body: bytes, is_hers: IsHers) -> bool:
    """Whether an address of hers stands anywhere in a call: also escaped, in a link, or in JSON within."""
    try:
        return _names(_read(body), is_hers)
    except RecursionError:  # nobody who means it nests so deeply
        return any(map(is_hers, addresses(_text(body))))


def without(body: bytes, is_hers: IsHers) -> bytes | None:
    """A call that was not read yet, without what names her; None where nothing of it can be told apart.

    Of a list the entries about her go, with whatever name stands beside her address.
    """
    try:
        told = _read(body)
        left = _GONE if isinstance(told, str) else _without(told, is_hers)
    except RecursionError:
        return None
    return None if left is _GONE else json.dumps(left).encode()


def _read(body: bytes) -> Any:
    """What the JSON says, or all of it as one text."""
    try:
        return values.from_json(body)
    except ValueError:
        return _text(body)


def _text(body: bytes) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), body.decode(errors="replace"))


def _names(told: Any, is_hers: IsHers) -> bool:
    match told:
        case dict():
            return any(_names(key, is_hers) or _names(value, is_hers) for key, value in told.items())
        case list():
            return any(_names(each, is_hers) for each in told)
        case str():
            within = _within(told)
            return any(map(is_hers, addresses(told))) if within is None else _names(within, is_hers)
        case _:
            return False


def _within(text: str) -> Any:
    """JSON that is written into a text, as Amazon does; None where the text is plain."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return values.from_json(text)
    except ValueError:
        return None


def addresses(text: str) -> Iterator[str]:
    """All that may be an address in a text or a link; more rather than fewer."""
    plain = unquote(text)
    for spelled in {text, plain, unquote(plain)}:
        for found in _ADDRESS.finditer(spelled):
            local, domain = found[1], found[2].rstrip(".-_")
            starts = [0, *(cut.end() for cut in _WITHIN.finditer(local))]
            yield from (f"{local[start:]}@{domain}" for start in starts if local[start:])


def _without(told: Any, is_hers: IsHers) -> Any:
    match told:
        case dict():
            kept = {key: _without(value, is_hers) for key, value in told.items() if not _names(key, is_hers)}
            return {key: NOBODY if value is _GONE else value for key, value in kept.items()}
        case list():
            return [left for each in told if (left := _entry(each, is_hers)) is not _GONE]
        case str() if _names(told, is_hers):
            within = _within(told)
            return _GONE if within is None else json.dumps(_without(within, is_hers))
    return told


def _entry(told: Any, is_hers: IsHers) -> Any:
    """An entry of a list: gone as a whole where it is about her."""
    return _GONE if _names(told, is_hers) else told
