"""Notes and interactions: what staff heard, did or plan with a constituent."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.words import N_, _


class InteractionKind(StrEnum):
    """What sort of contact a note tells of, in the order in which they are offered."""

    NOTE = "note"
    CALL = "call"
    MEETING = "meeting"
    VISIT = "visit"
    EMAIL = "email"
    LETTER = "letter"
    TASK = "task"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Its name on the screen."""
        return _LABELS[self]


_LABELS = {
    InteractionKind.NOTE: N_("Note"),
    InteractionKind.CALL: N_("Call"),
    InteractionKind.MEETING: N_("Meeting"),
    InteractionKind.VISIT: N_("Visit"),
    InteractionKind.EMAIL: N_("Email"),
    InteractionKind.LETTER: N_("Letter"),
    InteractionKind.TASK: N_("Task"),
    InteractionKind.OTHER: N_("Other"),
}
CONTACTS = (
    InteractionKind.CALL,
    InteractionKind.MEETING,
    InteractionKind.VISIT,
    InteractionKind.EMAIL,
    InteractionKind.LETTER,
)
"""The kinds in which staff and constituent were in touch; a note or a task alone is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDraft:
    """A note as it shall be: when it happened, what was said, and what follows from it."""

    kind: InteractionKind
    on: date
    text: str
    next_step: str = ""
    due: date | None = None
    is_done: bool = False


def flaw(draft: NoteDraft, *, today: date) -> tuple[str, str] | None:
    """The field that stands in the way of saving, and what to do about it; None when all is well."""
    if not draft.text:
        return "text", _("Write what happened or what is worth knowing.")
    if draft.on > today:
        return "on", _("Choose today or an earlier day. What is still to come belongs under “Next step”.")
    if draft.due and not draft.next_step:
        return "next_step", _("Say what is to be done by that day, or leave the day out.")
    return None
