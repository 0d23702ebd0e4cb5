"""Conditions about what people allow: email at all, and interest groups."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, assert_never

from app.consent.domain.barrier import STANDING_GATES, Gate
from app.consent.domain.verdict import Verdict
from app.groups.domain.conditions.ops import Choice
from app.groups.domain.facts import Facts
from app.groups.domain.periods import AsOf, day_words
from app.groups.domain.reading import Fields
from app.groups.domain.references import NOTHING, References
from app.groups.domain.speech import Speech, named


@dataclass(frozen=True, slots=True)
class CanBeEmailed:
    """May be emailed: overall, the gates about the person; about a topic, the topic's gate as well."""

    topic: int | None = None


@dataclass(frozen=True, slots=True)
class InterestIn:
    """Joined, left, or never chose about an interest group."""

    interest: int
    choice: Choice = Choice.JOINED


Permitted = CanBeEmailed | InterestIn


def _can_be_emailed(fields: Fields) -> CanBeEmailed:
    return CanBeEmailed(fields.identifier("topic") if "topic" in fields.told else None)


READERS: dict[str, Callable[[Fields], Permitted]] = {
    "can_be_emailed": _can_be_emailed,
    "interest_in": lambda fields: InterestIn(fields.identifier("interest"), fields.choice("choice", Choice)),
}


def told(condition: Permitted) -> dict[str, Any]:
    """One condition as JSON."""
    match condition:
        case CanBeEmailed(topic):
            return {"type": "can_be_emailed", **({} if topic is None else {"topic": topic})}
        case InterestIn(interest, choice):
            return {"type": "interest_in", "interest": interest, "choice": choice.value}
        case _:
            assert_never(condition)


def refers(condition: Permitted) -> References:
    """What it refers to by id."""
    match condition:
        case CanBeEmailed(topic):
            return NOTHING if topic is None else References(interests=frozenset({topic}))
        case InterestIn(interest):
            return References(interests=frozenset({interest}))
        case _:
            assert_never(condition)


def words(condition: Permitted, speech: Speech) -> str:
    """One condition as what people do, to follow "People who"."""
    match condition:
        case CanBeEmailed(topic):
            about = "" if topic is None else f" about {named(speech.interests, topic, 'an interest')}"
            return f"can be emailed{about}"
        case InterestIn(interest, choice):
            verb = "never chose about" if choice is Choice.NEVER else choice.value
            return f"{verb} {named(speech.interests, interest, 'an interest')}"
        case _:
            assert_never(condition)


def holds(condition: Permitted, facts: Facts, _as_of: AsOf) -> bool:
    """Whether one condition is true of this person."""
    match condition:
        case CanBeEmailed(topic):
            return can_be_emailed(facts, topic)
        case InterestIn(interest, choice):
            return chosen(facts, interest) is choice
        case _:
            assert_never(condition)


def can_be_emailed(facts: Facts, topic: int | None) -> bool:
    """The gates about the person and, where a topic is asked, about the topic. Unknown topic: no."""
    verdict = facts.verdict if topic is None else facts.topic_verdicts.get(topic)
    asked = STANDING_GATES if topic is None else STANDING_GATES | {Gate.TOPIC}
    return verdict is not None and verdict.passes(asked)


def chosen(facts: Facts, interest: int) -> Choice:
    """What the person chose about an interest group."""
    joined = facts.interests.get(interest)
    return Choice.NEVER if joined is None else Choice.JOINED if joined else Choice.LEFT


def evidence(condition: Permitted, facts: Facts, _as_of: AsOf, _speech: Speech) -> str:
    """What the record says about it."""
    match condition:
        case CanBeEmailed(topic):
            return mail_words(facts, topic)
        case InterestIn(interest):
            choice = chosen(facts, interest)
            return "never chose" if choice is Choice.NEVER else choice.value
        case _:
            assert_never(condition)


def mail_words(facts: Facts, topic: int | None = None) -> str:
    """Whether she can be emailed and, if not, the first reason."""
    if can_be_emailed(facts, topic):
        return "can be emailed"
    verdict = facts.verdict if topic is None else facts.topic_verdicts.get(topic)
    if verdict is None:
        return "cannot be emailed: this interest is not known"
    return verdict_words(verdict)


def verdict_words(verdict: Verdict) -> str:
    """A verdict with its first reason, since when and from where."""
    if verdict.eligible:
        return "can be emailed"
    first = verdict.barriers[0]
    since = f" since {day_words(first.since)}" if first.since else ""
    source = f", {first.source}" if first.source else ""
    return f"cannot be emailed: {first.detail}{since}{source}"
