"""What the journal kept of notes, roles and prospects, in words."""

from collections.abc import Callable, Mapping
from typing import Any

from app.cultivation.domain.stages import Stage
from app.words import _

FIELDS = ("note", "note.next_step", "constituency", "prospect.stage")
"""The journaled fields whose values have days in them."""


def value_words(field: str, value: Mapping[str, Any], write: Callable[[str], str]) -> str:
    """A journaled value as one line; `write` is given each day as the journal keeps it, in ISO 8601."""
    about = ", ".join(part for part in _about(field, value, write) if part)
    said = str(Stage(value["stage"]).label) if "stage" in value else str(value["value"])
    return f"{said} ({about})" if about else said


def _about(field: str, value: Mapping[str, Any], write: Callable[[str], str]) -> tuple[str, ...]:
    match field:
        case "constituency":
            return (_span(value.get("since"), value.get("until"), write),)
        case "note":
            return (value.get("type", ""), write(value["on"]) if value.get("on") else "")
        case "note.next_step":
            due = _("due {day}", day=write(value["due"])) if value.get("due") else ""
            return (_("done") if value.get("done") else due,)
        case "prospect.stage":
            return (_("since {day}", day=write(value["since"])) if value.get("since") else "",)
        case _:
            return ()


def _span(since: str | None, until: str | None, write: Callable[[str], str]) -> str:
    if since and until:
        return _("from {first_day} until {last_day}", first_day=write(since), last_day=write(until))
    if since:
        return _("from {day}", day=write(since))
    return _("until {day}", day=write(until)) if until else ""
