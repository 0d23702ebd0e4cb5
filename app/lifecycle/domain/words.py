"""The values of a record in words, and what undoing comes to."""

from collections.abc import Sequence
from typing import Any

from app.constituents.domain.journal import Line
from app.updates.domain import words
from app.updates.domain.journaled import read
from app.updates.domain.stays_words import is_by_somebody as is_by_somebody
from app.updates.domain.stays_words import said as said
from app.updates.domain.stays_words import stays_because as stays_because
from app.words import N_, _, all_of, plural

STAYS = N_("The record stays, as something happened to this person since. Nothing was changed.")
NOTHING = N_("There is nothing to undo any more: everything stands as it was before, or was edited since.")
HELD = N_(
    "The address is held, as nobody becomes mailable by taking a change back. Administrators may release it."
)


def field_label(field: str) -> str:
    """What staff call a journaled field: "First name"."""
    return words.journal_label(field)


def told(field: str, value: Any) -> str:
    """A value as the journal keeps it, in one line; "" for nothing."""
    return said(read(field.removesuffix(".primary"), value))


def shown(back: Sequence[Line]) -> list[Line]:
    """The lines worth reading: who is primary is said beside a value that has a line of its own."""
    own = {line.item_id for line in back if line.item_id and line.after and not _is_mark(line)}
    return [line for line in back if not (_is_mark(line) and line.item_id in own)]


def _is_mark(line: Line) -> bool:
    return line.field.endswith(".primary")


def undone(back: Sequence[Line], left: Sequence[object], *, held: bool) -> str:
    """What was undone, for the message after it: "Undone: last name and email."."""
    labels = list(dict.fromkeys(_inside(field_label(line.field)) for line in shown(back)))
    if len(labels) > _NAMED:
        more = len(labels) - _NAMED + 1
        labels = [*labels[: _NAMED - 1], plural(more, "{n} more", "{n} more")]
    parts = (
        _("Undone: {fields}.", fields=all_of(labels)),
        plural(len(left), "One field stays as it is.", "{n} fields stay as they are.") if left else "",
        str(HELD) if held else "",
    )
    return " ".join(part for part in parts if part)


_NAMED = 4


def _inside(label: str) -> str:
    said = str(label)
    return said[0].lower() + said[1:]
