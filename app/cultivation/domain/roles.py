"""Constituencies: the parts that people have in the life of an organization, and from when to when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.words import N_

SUGGESTED = (
    N_("Alumni"),
    N_("Board member"),
    N_("Donor"),
    N_("Former board member"),
    N_("Member"),
    N_("Partner"),
    N_("Sponsor"),
    N_("Staff"),
    N_("Volunteer"),
)
"""Roles offered in a workspace that has not yet used them."""

LONGEST_ROLE = 60


@dataclass(frozen=True, slots=True)
class Span:
    """From one day through another, both included; None leaves that end open."""

    since: date | None = None
    until: date | None = None

    @property
    def is_backward(self) -> bool:
        """Whether it ends before it begins."""
        return bool(self.since and self.until and self.until < self.since)

    def holds(self, day: date) -> bool:
        """Whether the day is in it."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def overlaps(self, other: "Span") -> bool:
        """Whether some day is in both."""
        return _begins(self) <= _ends(other) and _begins(other) <= _ends(self)


def _begins(span: Span) -> date:
    return span.since or date.min


def _ends(span: Span) -> date:
    return span.until or date.max


def first_overlap(span: Span, others: Iterable[Span]) -> Span | None:
    """The earliest of the others that shares a day with it."""
    return min((other for other in others if span.overlaps(other)), key=_begins, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstituencyDraft:
    """A role as it shall be held."""

    role: str
    span: Span = Span()
    note: str = ""
