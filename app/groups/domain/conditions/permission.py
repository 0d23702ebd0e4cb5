"""Conditions about what people allow: email at all, and interest groups."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, assert_never

from app.consent.domain.barrier import STANDING_GATES, Gate
from app.consent.domain.facts import MarketingStatus, SuppressionReason
from app.consent.domain.finding import GateResult
from app.consent.domain.verdict import Verdict
from app.groups.domain.conditions.ops import Choice
from app.groups.domain.facts import Facts
from app.groups.domain.periods import AsOf
from app.groups.domain.reading import Fields
from app.groups.domain.references import NOTHING, References
from app.groups.domain.speech import Speech, named
from app.words import N_, _, dated


@dataclass(frozen=True, slots=True)
class CanBeEmailed:
    """May be emailed: overall, the gates about the person; about a topic, the topic's gate as well."""

    topic: int | None = None


@dataclass(frozen=True, slots=True)
class InterestIn:
    """Joined, left, or never chose about an interest group."""

    interest: int
    choice: Choice = Choice.JOINED


@dataclass(frozen=True, slots=True)
class MarketingStatusIs:
    """Stands like this with the workspace as a whole, apart from any topic."""

    status: MarketingStatus


@dataclass(frozen=True, slots=True)
class SuppressedFor:
    """The person or the primary address is suppressed: for this reason, or for any."""

    reason: SuppressionReason | None = None


@dataclass(frozen=True, slots=True)
class DoNotContact:
    """Marked do not contact."""


Permitted = CanBeEmailed | MarketingStatusIs | SuppressedFor | DoNotContact | InterestIn


def _can_be_emailed(fields: Fields) -> CanBeEmailed:
    return CanBeEmailed(fields.identifier("topic") if "topic" in fields.told else None)


def _suppressed_for(fields: Fields) -> SuppressedFor:
    return SuppressedFor(fields.choice("reason", SuppressionReason) if "reason" in fields.told else None)


READERS: dict[str, Callable[[Fields], Permitted]] = {
    "can_be_emailed": _can_be_emailed,
    "marketing_status": lambda fields: MarketingStatusIs(fields.choice("status", MarketingStatus)),
    "suppressed_for": _suppressed_for,
    "do_not_contact": lambda fields: DoNotContact(),
    "interest_in": lambda fields: InterestIn(fields.identifier("interest"), fields.choice("choice", Choice)),
}


def told(condition: Permitted) -> dict[str, Any]:
    """One condition as JSON."""
    match condition:
        case CanBeEmailed(topic):
            return {"type": "can_be_emailed", **({} if topic is None else {"topic": topic})}
        case MarketingStatusIs(status):
            return {"type": "marketing_status", "status": status.value}
        case SuppressedFor(reason):
            return {"type": "suppressed_for", **({} if reason is None else {"reason": reason.value})}
        case DoNotContact():
            return {"type": "do_not_contact"}
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
            return NOTHING


def words(condition: Permitted, speech: Speech) -> str:
    """One condition as what people do, to follow "People who"."""
    match condition:
        case CanBeEmailed(topic):
            if topic is None:
                return _("can be emailed")
            return _("can be emailed about {interest}", interest=_interest(topic, speech))
        case MarketingStatusIs(status):
            return str(_STATUS_WORDS[status])
        case SuppressedFor(reason):
            if reason is None:
                return _("are suppressed")
            return _("are suppressed ({reason})", reason=reason.words)
        case DoNotContact():
            return _("are marked do not contact")
        case InterestIn(interest, choice):
            return _CHOICE_WORDS[choice].format(interest=_interest(interest, speech))
        case _:
            assert_never(condition)


def _interest(key: int, speech: Speech) -> str:
    return named(speech.interests, key, _("an interest group"))


_CHOICE_WORDS = {
    Choice.JOINED: N_("joined {interest}"),
    Choice.LEFT: N_("left {interest}"),
    Choice.NEVER: N_("never chose about {interest}"),
}

_STATUS_WORDS = {
    MarketingStatus.UNSUBSCRIBED: N_("are unsubscribed"),
    MarketingStatus.SUBSCRIBED: N_("are subscribed to all mail"),
    MarketingStatus.NO_CHOICE: N_("made no choice about mail"),
}


def holds(condition: Permitted, facts: Facts, _as_of: AsOf) -> bool:
    """Whether one condition is true of this person."""
    match condition:
        case CanBeEmailed(topic):
            return can_be_emailed(facts, topic)
        case MarketingStatusIs(status):
            return facts.marketing_status is status
        case SuppressedFor(reason):
            return bool(facts.suppressed_for) if reason is None else reason in facts.suppressed_for
        case DoNotContact():
            return not facts.verdict.passes({Gate.NOT_DO_NOT_CONTACT})
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
        case MarketingStatusIs():
            return _status_words(facts)
        case SuppressedFor():
            return _found_at(facts, Gate.NOT_SUPPRESSED) or _("is not suppressed")
        case DoNotContact():
            return _found_at(facts, Gate.NOT_DO_NOT_CONTACT) or _("is not marked do not contact")
        case InterestIn(interest):
            return _choice_words(facts, interest)
        case _:
            assert_never(condition)


_STATUS_FOUND = {
    MarketingStatus.UNSUBSCRIBED: N_("is unsubscribed"),
    MarketingStatus.SUBSCRIBED: N_("is subscribed to all mail"),
    MarketingStatus.NO_CHOICE: N_("made no choice"),
}


def _status_words(facts: Facts) -> str:
    unsubscribed = facts.marketing_status is MarketingStatus.UNSUBSCRIBED
    said = _found_at(facts, Gate.NOT_UNSUBSCRIBED) if unsubscribed else ""
    return said or str(_STATUS_FOUND[facts.marketing_status])


def _choice_words(facts: Facts, interest: int) -> str:
    choice, on = chosen(facts, interest), facts.chosen_on.get(interest)
    if choice is Choice.NEVER:
        return _("never chose")
    if on is None:
        return _("joined") if choice is Choice.JOINED else _("left")
    day = dated(on)
    return _("joined on {day}", day=day) if choice is Choice.JOINED else _("left on {day}", day=day)


def _found_at(facts: Facts, gate: Gate) -> str:
    """What stands in a gate, since when and from where; blank where it is passed."""
    return next((_result_words(each) for each in facts.verdict.barriers if each.gate is gate), "")


def mail_words(facts: Facts, topic: int | None = None) -> str:
    """Whether she can be emailed and, if not, the first reason."""
    if can_be_emailed(facts, topic):
        return _("can be emailed")
    verdict = facts.verdict if topic is None else facts.topic_verdicts.get(topic)
    if verdict is None:
        return _("cannot be emailed: this interest is not known")
    return verdict_words(verdict)


def verdict_words(verdict: Verdict) -> str:
    """A verdict with its first reason, since when and from where."""
    if verdict.eligible:
        return _("can be emailed")
    return _("cannot be emailed: {reason}", reason=_result_words(verdict.barriers[0]))


def _result_words(result: GateResult) -> str:
    said = result.detail
    if result.since:
        said = _("{reason} since {day}", reason=said, day=dated(result.since))
    return f"{said}, {result.source}" if result.source else said
