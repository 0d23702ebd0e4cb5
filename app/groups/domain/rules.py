"""A dynamic group's rule: a closed set of conditions in brackets of all, any and none."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import reduce
from operator import or_

from app.groups.domain.conditions import belonging, emails, origin, permission, registrations
from app.groups.domain.conditions.belonging import Belonging as Belonging
from app.groups.domain.conditions.belonging import InGroup as InGroup
from app.groups.domain.conditions.contact import HasAddress as HasAddress
from app.groups.domain.conditions.contact import HasEmail as HasEmail
from app.groups.domain.conditions.contact import HasPhone as HasPhone
from app.groups.domain.conditions.contact import PlaceIs as PlaceIs
from app.groups.domain.conditions.contact import Reached as Reached
from app.groups.domain.conditions.cultivated import Cultivated as Cultivated
from app.groups.domain.conditions.cultivated import RoleIs as RoleIs
from app.groups.domain.conditions.cultivated import StageIs as StageIs
from app.groups.domain.conditions.emails import Became as Became
from app.groups.domain.conditions.emails import Bounced as Bounced
from app.groups.domain.conditions.emails import Emailed as Emailed
from app.groups.domain.conditions.emails import Emails as Emails
from app.groups.domain.conditions.giving import AverageGift as AverageGift
from app.groups.domain.conditions.giving import GiftCount as GiftCount
from app.groups.domain.conditions.giving import Giving as Giving
from app.groups.domain.conditions.giving import LargestGift as LargestGift
from app.groups.domain.conditions.giving import TotalGiven as TotalGiven
from app.groups.domain.conditions.ops import Choice as Choice
from app.groups.domain.conditions.ops import Count as Count
from app.groups.domain.conditions.ops import Limit as Limit
from app.groups.domain.conditions.ops import Status as Status
from app.groups.domain.conditions.origin import AddedWithin as AddedWithin
from app.groups.domain.conditions.origin import FromImport as FromImport
from app.groups.domain.conditions.origin import Originated as Originated
from app.groups.domain.conditions.origin import SourceIs as SourceIs
from app.groups.domain.conditions.origin import UpdatedWithin as UpdatedWithin
from app.groups.domain.conditions.patterns import FirstGift as FirstGift
from app.groups.domain.conditions.patterns import GivingPattern as GivingPattern
from app.groups.domain.conditions.patterns import Lapsed as Lapsed
from app.groups.domain.conditions.patterns import LastGift as LastGift
from app.groups.domain.conditions.patterns import Pattern as Pattern
from app.groups.domain.conditions.patterns import Patterned as Patterned
from app.groups.domain.conditions.permission import CanBeEmailed as CanBeEmailed
from app.groups.domain.conditions.permission import DoNotContact as DoNotContact
from app.groups.domain.conditions.permission import InterestIn as InterestIn
from app.groups.domain.conditions.permission import MarketingStatusIs as MarketingStatusIs
from app.groups.domain.conditions.permission import Permitted as Permitted
from app.groups.domain.conditions.permission import SuppressedFor as SuppressedFor
from app.groups.domain.conditions.profile import Age as Age
from app.groups.domain.conditions.profile import BirthMonth as BirthMonth
from app.groups.domain.conditions.profile import KindIs as KindIs
from app.groups.domain.conditions.profile import MovingMonth as MovingMonth
from app.groups.domain.conditions.profile import OnRecord as OnRecord
from app.groups.domain.conditions.profile import StatusIs as StatusIs
from app.groups.domain.conditions.profile import TextSearch as TextSearch
from app.groups.domain.conditions.registrations import Registered as Registered
from app.groups.domain.conditions.registrations import RegisteredFor as RegisteredFor
from app.groups.domain.conditions.registrations import Registrations as Registrations
from app.groups.domain.conditions.segments import InSegment as InSegment
from app.groups.domain.references import NOTHING
from app.groups.domain.references import References as References

VERSION = 2
"""The version of the set of conditions; it is stored with every rule. What 1 could say, 2 says the same."""

MAX_CONDITIONS = 20
MAX_DEPTH = 3
"""How many brackets may stand inside each other below the outermost one."""


class Match(StrEnum):
    """How the parts of a bracket combine; none means that not one of them is true."""

    ALL = "all"
    ANY = "any"
    NONE = "none"


Condition = (
    Giving
    | Patterned
    | Registered
    | Emailed
    | Permitted
    | OnRecord
    | Originated
    | Reached
    | Cultivated
    | Belonging
    | InSegment
)


@dataclass(frozen=True, slots=True)
class Bracket:
    """Conditions and brackets, combined."""

    match: Match
    parts: "tuple[Condition | Bracket, ...]" = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A whole rule. One without conditions means nobody; one that is not `readable` is broken as well."""

    root: Bracket = Bracket(Match.ALL)
    readable: bool = True


UNREADABLE = Rule(readable=False)
"""What is stored as a rule and cannot be read."""


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
    return reduce(or_, map(refers, conditions(rule.root)), NOTHING)


def refers(condition: Condition) -> References:
    """What one condition refers to by id."""
    if isinstance(condition, Registered):
        return registrations.refers(condition)
    if isinstance(condition, Emailed):
        return emails.refers(condition)
    if isinstance(condition, Permitted):
        return permission.refers(condition)
    if isinstance(condition, Originated):
        return origin.refers(condition)
    if isinstance(condition, Belonging):
        return belonging.refers(condition)
    return NOTHING
