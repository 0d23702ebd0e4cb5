"""What the journal kept of notes, roles and prospects, in words."""

from collections.abc import Callable, Mapping
from typing import Any

from app.words import _

FIELDS = ("note", "note.next_step", "constituency", "prospect.stage")
"""The journaled fields whose values have days in them."""


def value_words(field: str, value: Mapping[str, Any], write: Callable[[str], str]) -> str:
    """A journaled value as one line; `write` is given each day as the journal keeps it, in ISO 8601."""
    about = ", ".join(part for part in _about(field, value, write) if part)
    return f"{value['value']} ({about})" if about else str(value["value"])


def _about(field: str, value: Mapping[str, Any], write: Callable[[str], str]) -> tuple[str, ...]:
    match field:
        case "constituency":
            days = (("from", value.get("since")), ("until", value.get("until")))
            return (" ".join(f"{word} {write(day)}" for word, day in days if day),)
        case "note":
            return (value.get("type", ""), write(value["on"]) if value.get("on") else "")
        case "note.next_step":
            due = _("due {write}", write=write(value["due"])) if value.get("due") else ""
            return ("done" if value.get("done") else due,)
        case "prospect.stage":
            return (_("since {write}", write=write(value["since"])) if value.get("since") else "",)
        case _:
            return ()
