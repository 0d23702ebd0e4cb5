"""Is this person in the group? The plain answer, by which the translation to SQL is judged."""

from typing import assert_never

from app.consent.domain.barrier import STANDING_GATES, Gate
from app.constituents.domain.readings import read
from app.constituents.domain.text import fold
from app.constituents.domain.words import begins
from app.groups.domain.cultivated import holds
from app.groups.domain.facts import Facts, Gift
from app.groups.domain.periods import AsOf, Interval, resolve
from app.groups.domain.quick import in_segment
from app.groups.domain.rules import (
    AddedWithin,
    Bracket,
    CanBeEmailed,
    Choice,
    Condition,
    Count,
    GiftCount,
    HasEmail,
    InGroup,
    InSegment,
    InterestIn,
    KindIs,
    Limit,
    Match,
    PlaceIs,
    RegisteredFor,
    RoleIs,
    Rule,
    StageIs,
    StatusIs,
    TextSearch,
    TotalGiven,
    UpdatedWithin,
    pruned,
)


def matches(rule: Rule, facts: Facts, as_of: AsOf) -> bool:
    """Whether the rule, asked on that day, includes this person. Without conditions it includes nobody."""
    root = pruned(rule.root)
    return root is not None and _holds(root, facts, as_of)


def _holds(part: Condition | Bracket, facts: Facts, as_of: AsOf) -> bool:
    if not isinstance(part, Bracket):
        return satisfies(part, facts, as_of)
    found = (_holds(each, facts, as_of) for each in part.parts)
    match part.match:
        case Match.ALL:
            return all(found)
        case Match.ANY:
            return any(found)
        case Match.NONE:
            return not any(found)
        case _:
            assert_never(part.match)


def satisfies(condition: Condition, facts: Facts, as_of: AsOf) -> bool:
    """Whether one condition is true of this person on that day."""
    match condition:
        case TotalGiven() | GiftCount():
            return _giving(condition, facts, as_of)
        case CanBeEmailed(topic):
            return can_be_emailed(facts, topic)
        case InSegment(segment):
            return in_segment(segment, facts, as_of)
        case RegisteredFor(event):
            return any(each.event == event for each in facts.kept_registrations)
        case InterestIn(interest, choice):
            return chosen(facts, interest) is choice
        case InGroup(group):
            return group in facts.groups
        case RoleIs() | StageIs():
            return holds(condition, facts.roles, facts.stage)
        case _:
            return _profile(condition, facts, as_of)


def _profile(
    condition: KindIs | StatusIs | PlaceIs | AddedWithin | UpdatedWithin | HasEmail | TextSearch,
    facts: Facts,
    as_of: AsOf,
) -> bool:
    match condition:
        case KindIs(kind):
            return facts.kind is kind
        case StatusIs(status):
            return facts.status is status
        case PlaceIs():
            return _lives_in(condition, facts)
        case AddedWithin(period):
            return facts.added_on in resolve(period, as_of)
        case UpdatedWithin(period):
            return facts.updated_on in resolve(period, as_of)
        case HasEmail():
            return facts.has_email
        case TextSearch(text):
            return _is_found(text, facts)
        case _:
            assert_never(condition)


def _is_found(text: str, facts: Facts) -> bool:
    """Some reading of the text is the number of the lookup ID, or begins words of the record."""
    reading = read(text)
    ways = (all(begins(word) in facts.found_by for word in way) for way in reading.ways)
    return any(ways) or reading.lookup == facts.lookup_number


def _giving(condition: TotalGiven | GiftCount, facts: Facts, as_of: AsOf) -> bool:
    if isinstance(condition, TotalGiven):
        total = total_given(facts, resolve(condition.period, as_of))
        return total >= condition.amount if condition.op is Limit.AT_LEAST else total <= condition.amount
    number = len(counted_gifts(condition, facts, as_of))
    match condition.op:
        case Count.AT_LEAST:
            return number >= condition.n
        case Count.AT_MOST:
            return number <= condition.n
        case Count.EXACTLY:
            return number == condition.n
        case _:
            assert_never(condition.op)


def total_given(facts: Facts, interval: Interval) -> int:
    """The sum of settled gifts on those days less what was refunded on them, in minor units.

    Gifts in other currencies are left out.
    """
    return sum(
        gift.amount for gift in facts.gifts if gift.settled and not gift.foreign and gift.on in interval
    )


def counted_gifts(condition: GiftCount, facts: Facts, as_of: AsOf) -> list[Gift]:
    """The settled gifts that meet the condition's period and amount both."""
    interval, floor = resolve(condition.period, as_of), condition.amount_at_least
    return [
        gift
        for gift in facts.settled_gifts
        if gift.on in interval and (floor is None or (not gift.foreign and gift.amount >= floor))
    ]


def can_be_emailed(facts: Facts, topic: int | None) -> bool:
    """The gates about the person and, where a topic is asked, about the topic. Unknown topic: no."""
    verdict = facts.verdict if topic is None else facts.topic_verdicts.get(topic)
    asked = STANDING_GATES if topic is None else STANDING_GATES | {Gate.TOPIC}
    return verdict is not None and verdict.passes(asked)


def chosen(facts: Facts, interest: int) -> Choice:
    """What the person chose about an interest group."""
    joined = facts.interests.get(interest)
    return Choice.NEVER if joined is None else Choice.JOINED if joined else Choice.LEFT


def _lives_in(place: PlaceIs, facts: Facts) -> bool:
    return any(
        all(
            not asked or fold(asked) == fold(found) != ""
            for asked, found in (
                (place.city, each.city),
                (place.region, each.region),
                (place.country, each.country),
            )
        )
        for each in facts.places
    )
