"""The lines of the resolution screen as values: what is drawn, and nothing else."""

from dataclasses import dataclass
from enum import StrEnum

from app.resolution.domain.stance import Stance
from app.words import _


class Fate(StrEnum):
    """What became of a value in the result; the style and the word beside it follow from it."""

    STAYS = "stays"
    TAKEN = "taken"
    ADDED = "added"
    REPLACED = "replaced"
    ENDED = "ended"
    PROMOTED = "promoted"
    DEMOTED = "demoted"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Mark:
    """One value as a column shows it: the text, what becomes of it with the word for it, what it is."""

    text: str
    fate: Fate = Fate.STAYS
    word: str = ""
    detail: str = ""
    primary: bool = False

    @property
    def told(self) -> str:
        """What is said beside the text: "primary · Work · added"."""
        return " · ".join(filter(None, ("primary" if self.primary else "", self.detail, self.word)))


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a line: the stance that a form posts, and what it does in plain words.

    `key` is the key that presses it on the focused line; `id` is its own on the line for as long as it is
    offered, whatever else is.
    """

    stance: Stance
    label: str
    chosen: bool = False
    key: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A field, or one contact point, in all columns.

    `ref` names what may be decided here and is "" where nothing is; with `telling` something else came in.
    `notes` say which rule made what is seen in the result.
    """

    field: str
    label: str
    incoming: tuple[Mark, ...] = ()
    recorded: tuple[Mark, ...] = ()
    result: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = ()
    ref: str = ""
    telling: bool = False
    stance: Stance | None = None
    options: tuple[Option, ...] = ()
    number: int = 0

    @property
    def id(self) -> str:
        """The id of its row on the page, which stays when other lines come and go; for lines with answers."""
        return f"line-{self.number}"

    @property
    def first(self) -> str:
        """The id of its first answer on the page."""
        return f"{self.id}-{self.options[0].id if self.options else 1}"

    @property
    def is_open(self) -> bool:
        """True while somebody has to decide."""
        return self.stance is Stance.OPEN

    @property
    def state(self) -> str:
        """How much it asks for: "open", "differs", "same" where another spelling came in, or "quiet"."""
        if self.is_open:
            return "open"
        if self.telling or self.result != self.recorded:
            return "differs"
        came, known = ([mark.text for mark in side] for side in (self.incoming, self.recorded))
        return "quiet" if came in ([], known) else "same"

    @property
    def told(self) -> str:
        """The line in words, for whoever does not see its columns: "First name: Ben, on record Benjamin"."""
        incoming, recorded = (
            ", ".join(mark.text for mark in side) for side in (self.incoming, self.recorded)
        )
        return _(
            "{field}: {incoming}, on record {recorded}",
            field=self.label,
            incoming=incoming or _("nothing"),
            recorded=recorded or _("nothing"),
        )
