"""The one vocabulary of states: icon, tone and words, the same on the screen, in files and in replies."""

from dataclasses import dataclass
from enum import StrEnum


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
    """How one state is shown; `joiner` stands between the word and what is added to it."""

    tone: Tone
    icon: str
    word: str
    joiner: str = " · "

    def words(self, detail: object = None) -> str:
        """The state in words, for people and for files: `Ready · update 3`."""
        return self.word if detail in (None, "") else f"{self.word}{self.joiner}{detail}"


LOOKS = {
    "ready": Look(Tone.READY, "circle-check", "Ready"),
    "unchanged": Look(Tone.NEUTRAL, "circle-check", "No change"),
    "error": Look(Tone.ERROR, "circle-x", "Error", ": "),
    "possible_duplicate": Look(Tone.DUPLICATE, "copy", "Possible duplicate", " "),
    "conflict": Look(Tone.CONFLICT, "triangle-alert", "Conflict", ": "),
    "skipped": Look(Tone.NEUTRAL, "skip-forward", "Skipped", ": "),
    "merging": Look(Tone.DUPLICATE, "git-merge", "Merges into", " "),
    "created": Look(Tone.READY, "circle-check", "Created", " "),
    "updated": Look(Tone.READY, "circle-check", "Updated", " "),
    "eligible": Look(Tone.READY, "mail-check", "Can be emailed"),
    "not_eligible": Look(Tone.ERROR, "mail-x", "Cannot be emailed", ": "),
    "suppressed": Look(Tone.ERROR, "shield-x", "Suppressed", ": "),
    "unsubscribed": Look(Tone.ERROR, "bell-off", "Unsubscribed"),
    "bounced": Look(Tone.ERROR, "undo-2", "Bounced"),
    "complained": Look(Tone.ERROR, "flag", "Complained"),
    "do_not_contact": Look(Tone.ERROR, "ban", "Do not contact", ": "),
    "static": Look(Tone.NEUTRAL, "list", "Static"),
    "dynamic": Look(Tone.INFO, "zap", "Dynamic", ", as of "),
    "active": Look(Tone.READY, "circle-check", "Active"),
    "inactive": Look(Tone.NEUTRAL, "circle-dashed", "Inactive"),
    "waiting": Look(Tone.NEUTRAL, "clock", "Waiting"),
    "open": Look(Tone.INFO, "pencil", "Open"),
    "retired": Look(Tone.NEUTRAL, "circle-dashed", "Retired"),
    "running": Look(Tone.INFO, "loader", "In progress"),
    "in_review": Look(Tone.INFO, "pencil", "In review"),
    "stopped": Look(Tone.CONFLICT, "triangle-alert", "Stopped"),
    "failed": Look(Tone.ERROR, "circle-x", "Failed", ": "),
    "done": Look(Tone.READY, "circle-check", "Done"),
    "committed": Look(Tone.READY, "circle-check", "Committed"),
    "reverted": Look(Tone.NEUTRAL, "undo-2", "Taken back"),
    "kept": Look(Tone.CONFLICT, "triangle-alert", "Stays"),
    "undone": Look(Tone.NEUTRAL, "undo-2", "Undone"),
}


def look(state: str) -> Look:
    """How a state is shown, given its value or its enum member; KeyError for a state that has no look."""
    return LOOKS[str(state)]
