"""The one vocabulary of states: icon, tone and words, the same on the screen, in files and in replies."""

from dataclasses import dataclass
from enum import StrEnum

from app.words import N_, _


class Tone(StrEnum):
    """The six washes a state can be shown in; never alone, always with an icon and a word."""

    READY = "ready"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    ERROR = "error"
    NEUTRAL = "neutral"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Look:
    """How one state is shown; `joiner` stands before what is added to the word, unless `both` says how."""

    tone: Tone
    icon: str
    word: str
    joiner: str = " · "
    both: str = ""

    def words(self, detail: object = None) -> str:
        """The state in words, for people and for files: `Ready · 3 changes`."""
        if detail in (None, ""):
            return str(self.word)
        return _(self.both, detail=detail) if self.both else f"{self.word}{self.joiner}{detail}"


LOOKS = {
    "ready": Look(Tone.READY, "circle-check", N_("Ready")),
    "unchanged": Look(Tone.NEUTRAL, "circle-check", N_("No change")),
    "error": Look(Tone.ERROR, "circle-x", N_("Error"), ": "),
    "possible_duplicate": Look(Tone.DUPLICATE, "copy", N_("Possible duplicate"), " "),
    "conflict": Look(Tone.CONFLICT, "triangle-alert", N_("Conflict"), ": "),
    "skipped": Look(Tone.NEUTRAL, "skip-forward", N_("Skipped"), ": "),
    "merging": Look(Tone.DUPLICATE, "git-merge", N_("Merges into"), " "),
    "created": Look(Tone.READY, "circle-check", N_("Created"), " "),
    "updated": Look(Tone.READY, "circle-check", N_("Updated"), " "),
    "eligible": Look(Tone.READY, "mail-check", N_("Can be emailed")),
    "not_eligible": Look(Tone.ERROR, "mail-x", N_("Cannot be emailed"), ": "),
    "suppressed": Look(Tone.ERROR, "shield-x", N_("Suppressed"), ": "),
    "unsubscribed": Look(Tone.ERROR, "bell-off", N_("Unsubscribed")),
    "bounced": Look(Tone.ERROR, "undo-2", N_("Bounced")),
    "complained": Look(Tone.ERROR, "flag", N_("Complained")),
    "do_not_contact": Look(Tone.ERROR, "ban", N_("Do not contact"), ": "),
    "static": Look(Tone.NEUTRAL, "list", N_("Static")),
    "dynamic": Look(Tone.INFO, "zap", N_("Dynamic"), both=N_("Dynamic, as of {detail}")),
    "active": Look(Tone.READY, "circle-check", N_("Active")),
    "inactive": Look(Tone.NEUTRAL, "circle-dashed", N_("Inactive")),
    "waiting": Look(Tone.NEUTRAL, "clock", N_("Waiting")),
    "open": Look(Tone.INFO, "pencil", N_("Open")),
    "retired": Look(Tone.NEUTRAL, "circle-dashed", N_("Retired")),
    "running": Look(Tone.INFO, "loader", N_("In progress")),
    "in_review": Look(Tone.INFO, "pencil", N_("In review")),
    "stopped": Look(Tone.CONFLICT, "triangle-alert", N_("Stopped")),
    "failed": Look(Tone.ERROR, "circle-x", N_("Failed"), ": "),
    "done": Look(Tone.READY, "circle-check", N_("Done")),
    "committed": Look(Tone.READY, "circle-check", N_("Committed")),
    "reverted": Look(Tone.NEUTRAL, "undo-2", N_("Taken back")),
    "kept": Look(Tone.CONFLICT, "triangle-alert", N_("Stays")),
    "undone": Look(Tone.NEUTRAL, "undo-2", N_("Undone")),
}


def look(state: str) -> Look:
    """How a state is shown, given its value or its enum member; KeyError for a state that has no look."""
    return LOOKS[str(state)]
