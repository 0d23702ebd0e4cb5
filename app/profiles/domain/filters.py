"""What the list of constituents may be narrowed to. Each filter is a part of a group's rule.

So the list, its count, its export and the group saved from it are the same people by construction.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.constituents.domain.record import Kind
from app.cultivation.domain.stages import Stage
from app.groups.domain.periods import Last, Unit
from app.groups.domain.rules import (
    Bracket,
    CanBeEmailed,
    Condition,
    Count,
    GiftCount,
    HasEmail,
    InSegment,
    KindIs,
    Match,
    StageIs,
    Status,
    StatusIs,
)
from app.groups.domain.segments import Segment
from app.words import N_

Part = Condition | Bracket
_YEAR = Last(12, Unit.MONTHS)
_GAVE = GiftCount(Count.AT_LEAST, 1)
_NOT_LATELY = GiftCount(Count.EXACTLY, 0, None, _YEAR)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter: how it reads, and what it means."""

    said: str
    parts: tuple[Part, ...]

    @property
    def label(self) -> str:
        """How it reads, in the language in force."""
        return str(self.said).lower()


@dataclass(frozen=True, slots=True)
class Menu:
    """A filter with ready-made choices, by the word that stands for each in an address."""

    heading: str
    options: Mapping[str, Option] = field(hash=False)

    def words(self, value: str) -> str:
        """The filter in force, as its chip says it."""
        return f"{self.heading}: {self.options[value].label}"


def _is(label: str, *parts: Part) -> Option:
    return Option(label, parts)


def _not(label: str, part: Part) -> Option:
    return Option(label, (Bracket(Match.NONE, (part,)),))


def _segment(segment: Segment) -> tuple[str, Option]:
    return segment.value, _is(segment.label, InSegment(segment))


_STATUSES = {
    Status.ACTIVE: N_("active"),
    Status.INACTIVE: N_("inactive"),
    Status.DECEASED: N_("deceased"),
}
MENUS: Mapping[str, Menu] = {
    "status": Menu(N_("Status"), {each.value: _is(said, StatusIs(each)) for each, said in _STATUSES.items()}),
    "kind": Menu(
        N_("Kind"),
        {
            Kind.INDIVIDUAL.value: _is(N_("individuals"), KindIs(Kind.INDIVIDUAL)),
            Kind.ORGANIZATION.value: _is(N_("organizations"), KindIs(Kind.ORGANIZATION)),
        },
    ),
    "email": Menu(
        N_("Email"),
        {
            "yes": _is(N_("can be emailed"), CanBeEmailed()),
            "no": _not(N_("cannot be emailed"), CanBeEmailed()),
            "no_address": _not(N_("no active address"), HasEmail()),
            **dict(
                _segment(each)
                for each in Segment
                if each not in (Segment.MARKETING_ELIGIBLE, Segment.DONORS, Segment.REGISTRANTS)
            ),
        },
    ),
    "stage": Menu(N_("Prospect stage"), {each.value: _is(each.label, StageIs(each)) for each in Stage}),
    "gave": Menu(
        N_("Gave"),
        {
            "lately": _is(N_("in the last 12 months"), GiftCount(Count.AT_LEAST, 1, None, _YEAR)),
            "ever": _is(N_("ever"), _GAVE),
            "lapsed": _is(N_("before, not in the last 12 months"), _GAVE, _NOT_LATELY),
            "never": _is(N_("never"), GiftCount(Count.EXACTLY, 0)),
        },
    ),
    "registered": Menu(
        N_("Registered"),
        {
            "ever": _is(N_("for an event"), InSegment(Segment.REGISTRANTS)),
            "never": _not(N_("never"), InSegment(Segment.REGISTRANTS)),
        },
    ),
}
