"""A dynamic group's rule: a closed set of conditions in brackets of all, any and none."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from app.constituents.domain.record import Kind
from app.groups.domain.cultivated import RoleIs as RoleIs
from app.groups.domain.cultivated import StageIs as StageIs
from app.groups.domain.periods import ANY_TIME, Period
from app.groups.domain.segments import Segment

VERSION = 1
"""The version of the set of conditions; it is stored with every rule."""

MAX_CONDITIONS = 20
MAX_DEPTH = 3
"""How many brackets may stand inside each other below the outermost one."""


class Limit(StrEnum):
    """How an amount is compared."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Count(StrEnum):
    """How a number of things is compared."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EXACTLY = "exactly"


class Choice(StrEnum):
    """What a person chose about an interest group."""

    JOINED = "joined"
    LEFT = "left"
    NEVER = "never"


class Status(StrEnum):
    """Where a record stands in life: who has died is neither active nor inactive."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DECEASED = "deceased"


class Match(StrEnum):
    """How the parts of a bracket combine; none means that not one of them is true."""

    ALL = "all"
    ANY = "any"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TotalGiven:
    """The sum of settled gifts in the period, in minor units. Who gave nothing has given 0."""

    op: Limit
    amount: int
    period: Period = ANY_TIME


@dataclass(frozen=True, slots=True)
class GiftCount:
    """The number of settled gifts that are each in the period and of at least this amount (minor units)."""

    op: Count
    n: int
    amount_at_least: int | None = None
    period: Period = ANY_TIME


@dataclass(frozen=True, slots=True)
class CanBeEmailed:
    """May be emailed: overall, the gates about the person; about a topic, the topic's gate as well."""

    topic: int | None = None


@dataclass(frozen=True, slots=True)
class InSegment:
    """Belongs to a quick segment."""

    segment: Segment


@dataclass(frozen=True, slots=True)
class KindIs:
    """Is an individual, or an organization."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class StatusIs:
    """Is active, inactive, or deceased."""

    status: Status


@dataclass(frozen=True, slots=True)
class PlaceIs:
    """One active address is in this city, region and country at once; case and accents do not count."""

    city: str = ""
    region: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class AddedWithin:
    """The record was added in the period."""

    period: Period


@dataclass(frozen=True, slots=True)
class UpdatedWithin:
    """The record was last changed in the period."""

    period: Period


@dataclass(frozen=True, slots=True)
class HasEmail:
    """Has an active email address."""


@dataclass(frozen=True, slots=True)
class RegisteredFor:
    """Has a registration for the event that is not cancelled."""

    event: int


@dataclass(frozen=True, slots=True)
class InterestIn:
    """Joined, left, or never chose about an interest group."""

    interest: int
    choice: Choice = Choice.JOINED


@dataclass(frozen=True, slots=True)
class InGroup:
    """Is a member of another group."""

    group: int


@dataclass(frozen=True, slots=True)
class TextSearch:
    """A search for the text finds the record by beginnings of its names, emails, phone numbers and IDs."""

    text: str


Condition = (
    TotalGiven
    | GiftCount
    | CanBeEmailed
    | InSegment
    | KindIs
    | StatusIs
    | PlaceIs
    | AddedWithin
    | UpdatedWithin
    | HasEmail
    | RegisteredFor
    | InterestIn
    | InGroup
    | TextSearch
    | RoleIs
    | StageIs
)


@dataclass(frozen=True, slots=True)
class Bracket:
    """Conditions and brackets, combined."""

    match: Match
    parts: "tuple[Condition | Bracket, ...]" = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A whole rule. One without conditions means nobody."""

    root: Bracket = Bracket(Match.ALL)


@dataclass(frozen=True, slots=True)
class References:
    """The ids of everything a rule refers to; when one of them is gone the rule is broken."""

    events: frozenset[int]
    interests: frozenset[int]
    groups: frozenset[int]


def conditions(bracket: Bracket) -> Iterator[Condition]:
    """Every condition in the bracket and in those inside it, in reading order."""
    for part in bracket.parts:
        if isinstance(part, Bracket):
            yield from conditions(part)
        else:
            yield part


def pruned(bracket: Bracket) -> Bracket | None:
    """The bracket without brackets that hold no condition; None when nothing is left, which means nobody.

    A "none of these" over nothing would otherwise mean everybody.
    """
    kept = (pruned(part) if isinstance(part, Bracket) else part for part in bracket.parts)
    parts = tuple(part for part in kept if part is not None)
    return replace(bracket, parts=parts) if parts else None


def references(rule: Rule) -> References:
    """What the rule refers to by id."""
    events, interests, groups = set[int](), set[int](), set[int]()
    for condition in conditions(rule.root):
        match condition:
            case RegisteredFor(event):
                events.add(event)
            case InterestIn(interest):
                interests.add(interest)
            case CanBeEmailed(topic) if topic is not None:
                interests.add(topic)
            case InGroup(group):
                groups.add(group)
            case _:
                continue
    return References(frozenset(events), frozenset(interests), frozenset(groups))
