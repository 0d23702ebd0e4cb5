"""What a browser sends, before any route reads it: no character and no number that a database cannot hold."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import flask
from werkzeug.datastructures import ImmutableMultiDict, iter_multi_items

from app.web.ids import LARGEST


class Asked(ImmutableMultiDict[str, str]):
    """Values of a query string or a form, without NULs and without numbers that no column can hold."""

    def __init__(self, given: Mapping[str, Any] | Iterable[tuple[str, str]] | None = None) -> None:
        pairs = iter_multi_items(given) if given is not None else ()
        super().__init__([(_clean(name), _clean(value)) for name, value in pairs])

    def get(  # type: ignore[override]  # one signature for the several of the parent
        self, key: str, default: Any = None, type: Callable[[str], Any] | None = None
    ) -> Any:
        """The first value, converted by `type`; the default where there is none that can be converted."""
        found = super().get(key, default, type) if type else super().get(key, default)
        return default if _is_too_large(found) else found

    def getlist(self, key: str, type: Callable[[str], Any] | None = None) -> list[Any]:
        """Every value that can be converted by `type`."""
        found = super().getlist(key, type) if type else super().getlist(key)
        return [value for value in found if not _is_too_large(value)]


def _clean(value: Any) -> Any:
    """Text without NULs; files, which are kept in the same way, as they are."""
    return value.replace("\0", "") if isinstance(value, str) else value


def _is_too_large(value: object) -> bool:
    return isinstance(value, int) and abs(value) > LARGEST


class Request(flask.Request):
    """A request whose values are `Asked`."""

    parameter_storage_class = Asked


def one_line(text: str | None) -> str:
    """Text without control characters, on one line, without space around it."""
    kept = "".join(letter if letter.isprintable() else " " for letter in text or "")
    return kept.strip()
