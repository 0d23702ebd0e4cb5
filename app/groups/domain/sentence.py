"""A rule said in English, for the builder, the group page and the command line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from app.constituents.domain.record import Kind
from app.groups.domain import cultivated
from app.groups.domain.periods import Period, period_words
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


@dataclass(frozen=True, slots=True)
class Speech:
    """How to say what a rule only refers to: money (from minor units), and the names behind ids."""

    money: Callable[[int], str]
    events: Mapping[int, str] = field(default_factory=dict)
    interests: Mapping[int, str] = field(default_factory=dict)
    groups: Mapping[int, str] = field(default_factory=dict)


def sentence(rule: Rule, speech: Speech) -> str:
    """The rule in one sentence: "People who gave at least $100 in total and can be emailed."."""
    root = pruned(rule.root)
    if root is None:
        return "Nobody: the rule has no conditions yet."
    return f"{_people(root, speech)}."


def _people(bracket: Bracket, speech: Speech) -> str:
    """The people a bracket means, as a noun."""
    if bracket.match is Match.NONE:
        return f"Everyone, leaving out people who {_joined(bracket.parts, 'or', speech)}"
    if bracket.match is Match.ANY:
        return f"People who {_joined(bracket.parts, 'or', speech)}"
    left_out = [part for part in bracket.parts if isinstance(part, Bracket) and part.match is Match.NONE]
    wanted = tuple(part for part in bracket.parts if part not in left_out)
    said = f"People who {_joined(wanted, 'and', speech)}" if wanted else "Everyone"
    for part in left_out:
        said += f", leaving out people who {_joined(part.parts, 'or', speech)}"
    return said


def _joined(parts: tuple[Condition | Bracket, ...], word: str, speech: Speech) -> str:
    *firsts, last = (part_words(part, speech) for part in parts)
    return f"{', '.join(firsts)} {word} {last}" if firsts else last


def part_words(part: Condition | Bracket, speech: Speech) -> str:
    """What people do, to follow "People who"; a bracket inside is kept apart by round ones."""
    if not isinstance(part, Bracket):
        return condition_words(part, speech)
    if part.match is Match.NONE:
        return f"are not among those who ({_joined(part.parts, 'or', speech)})"
    if len(part.parts) == 1:
        return part_words(part.parts[0], speech)
    return f"({_joined(part.parts, 'and' if part.match is Match.ALL else 'or', speech)})"


def condition_words(condition: Condition, speech: Speech) -> str:
    """One condition as what people do, to follow "People who"."""
    match condition:
        case TotalGiven() | GiftCount():
            return _giving(condition, speech)
        case RoleIs() | StageIs():
            return cultivated.words(condition)
        case RegisteredFor() | InterestIn() | InGroup() | CanBeEmailed():
            return _referring(condition, speech)
        case _:
            return _profile(condition)


def _profile(
    condition: AddedWithin | UpdatedWithin | PlaceIs | InSegment | KindIs | StatusIs | HasEmail | TextSearch,
) -> str:
    match condition:
        case AddedWithin(period) | UpdatedWithin(period):
            verb = "added" if isinstance(condition, AddedWithin) else "last changed"
            return _spaced(f"were {verb}", period)
        case PlaceIs(city, region, country):
            return f"have an address in {', '.join(filter(None, (city, region, country)))}"
        case InSegment(segment):
            return segment.phrase
        case KindIs(kind):
            return "are individuals" if kind is Kind.INDIVIDUAL else "are organizations"
        case StatusIs(status):
            return f"are {status}"
        case HasEmail():
            return "have an active email address"
        case TextSearch(text):
            return f"match the search “{text}”"
        case _:
            assert_never(condition)


def _referring(condition: RegisteredFor | InterestIn | InGroup | CanBeEmailed, speech: Speech) -> str:
    match condition:
        case RegisteredFor(event):
            return f"registered for {_named(speech.events, event, 'an event')}"
        case InterestIn(interest, choice):
            verb = "never chose about" if choice is Choice.NEVER else choice.value
            return f"{verb} {_named(speech.interests, interest, 'an interest')}"
        case InGroup(group):
            return f"are in {_named(speech.groups, group, 'a group')}"
        case CanBeEmailed(topic):
            about = "" if topic is None else f" about {_named(speech.interests, topic, 'an interest')}"
            return f"can be emailed{about}"
        case _:
            assert_never(condition)


def _giving(condition: TotalGiven | GiftCount, speech: Speech) -> str:
    """Sums and counts of gifts: "made at least 2 gifts of $50 or more in the last 12 months"."""
    if isinstance(condition, TotalGiven):
        limit = "at least" if condition.op is Limit.AT_LEAST else "nothing or at most"
        return _spaced(f"gave {limit} {speech.money(condition.amount)} in total", condition.period)
    floor = (
        "" if condition.amount_at_least is None else f" of {speech.money(condition.amount_at_least)} or more"
    )
    noun = "gift" if condition.n == 1 else "gifts"
    match condition.op:
        case Count.AT_LEAST:
            said = f"made at least {condition.n} {noun}"
        case Count.AT_MOST | Count.EXACTLY if condition.n == 0:
            said = "made no gift"
        case Count.AT_MOST:
            said = f"made no or at most {condition.n} {noun}"
        case Count.EXACTLY:
            said = f"made exactly {condition.n} {noun}"
        case _:
            assert_never(condition.op)
    return _spaced(said + floor, condition.period)


def _spaced(said: str, period: Period) -> str:
    return f"{said} {period_words(period)}".rstrip()


def _named(names: Mapping[int, str], key: int, thing: str) -> str:
    name = names.get(key)
    return f"“{name}”" if name else f"{thing} that no longer exists"
