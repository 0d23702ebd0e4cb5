"""What an audience check asks: about which topic, who is in, who stays out, and how often is too often."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.words import N_, _, any_of, plural

ALL_MAIL = N_("All mail")


class CheckState(StrEnum):
    """Where a check stands. Only one that is done has an answer; one that is deleted is found no more."""

    CHECKING = "checking"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Part:
    """A group as it was called when it was chosen."""

    id: int
    name: str

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Part":
        return cls(int(stored["id"]), str(stored["name"]))

    @property
    def stored(self) -> dict[str, Any]:
        return {"id": self.id, "name": self.name}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Who of these groups, but not of those, may be emailed about the topic (None: about anything)?

    `messages` in `days` is the most that anybody may have got; None where this mailing sets no limit.
    """

    topic_id: int | None
    topic: str
    included: tuple[Part, ...]
    excluded: tuple[Part, ...] = ()
    messages: int | None = None
    days: int | None = None

    @property
    def about(self) -> str:
        """The topic in words."""
        return f"“{self.topic}”" if self.topic_id else str(ALL_MAIL)

    @property
    def title(self) -> str:
        """What the check is called when nobody gave it a name."""
        return f"{self.topic or ALL_MAIL}: {', '.join(part.name for part in self.included)}"

    @property
    def sentence(self) -> str:
        """The whole question in words."""
        said = _("{interest} to {groups}", interest=self.about, groups=_names(self.included))
        if self.excluded:
            said = _("{audience}, but not to {groups}", audience=said, groups=_names(self.excluded))
        if self.messages and self.days:
            times = plural(self.messages, "once", "{n} times")
            said = plural(
                self.days,
                "{audience}, nor to who was emailed {times} or more in the last day",
                "{audience}, nor to who was emailed {times} or more in the last {n} days",
                audience=said,
                times=times,
            )
        return f"{said}."


def _names(parts: Sequence[Part]) -> str:
    return any_of([f"“{part.name}”" for part in parts])


def clash(question: Question) -> str:
    """What is wrong with the question, as a sentence for staff; "" where it can be asked."""
    if not question.included:
        return _("Choose at least one group. Without a group nobody is meant.")
    both = {part.id for part in question.included} & {part.id for part in question.excluded}
    if both:
        names = [part.name for part in question.included if part.id in both]
        return _("“{group}” cannot be both included and left out.", group=names[0])
    if (question.messages is None) is not (question.days is None):
        return _("Give both numbers of the limit, or neither.")
    return ""
