"""Why is this person in the group, or why not? Clause by clause, with the facts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from app.consent.domain.verdict import Verdict
from app.groups.domain import cultivated
from app.groups.domain.evaluate import can_be_emailed, chosen, counted_gifts, satisfies, total_given
from app.groups.domain.facts import Facts, Gift
from app.groups.domain.periods import AsOf, day_words, resolve
from app.groups.domain.quick import signs_of_life
from app.groups.domain.rules import (
    AddedWithin,
    Bracket,
    CanBeEmailed,
    Choice,
    Condition,
    GiftCount,
    HasEmail,
    InGroup,
    InSegment,
    InterestIn,
    KindIs,
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
from app.groups.domain.segments import Segment
from app.groups.domain.sentence import Speech, condition_words


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """One condition and what the facts say to it. `within` is its bracket, `path` its place, like "1.2"."""

    path: str
    within: Match
    words: str
    satisfied: bool
    evidence: str


def explain(rule: Rule, facts: Facts, as_of: AsOf, speech: Speech) -> list[ClauseResult]:
    """Every condition of the rule in reading order, satisfied or not; empty when there is none."""
    root = pruned(rule.root)
    return [] if root is None else list(_clauses(root, "", facts, as_of, speech))


def _clauses(
    bracket: Bracket, path: str, facts: Facts, as_of: AsOf, speech: Speech
) -> Iterator[ClauseResult]:
    for number, part in enumerate(bracket.parts, start=1):
        place = f"{path}{number}"
        if isinstance(part, Bracket):
            yield from _clauses(part, f"{place}.", facts, as_of, speech)
        else:
            words, evidence = condition_words(part, speech), _evidence(part, facts, as_of, speech)
            yield ClauseResult(place, bracket.match, words, satisfies(part, facts, as_of), evidence)


def _evidence(condition: Condition, facts: Facts, as_of: AsOf, speech: Speech) -> str:
    """What the record says about this condition, whichever way it went."""
    match condition:
        case TotalGiven(period=period):
            interval = resolve(period, as_of)
            gifts = [gift for gift in facts.settled_gifts if gift.on in interval]
            return f"gave {speech.money(total_given(facts, interval))} in {_gifts_words(gifts)}"
        case GiftCount():
            return f"made {_gifts_words(counted_gifts(condition, facts, as_of))} like that"
        case CanBeEmailed(topic):
            return _mail_words(facts, topic)
        case InSegment(segment):
            return _segment_words(segment, facts)
        case RegisteredFor(event):
            return _days(
                "registered on", (each.on for each in facts.kept_registrations if each.event == event)
            )
        case InterestIn() | InGroup():
            return _belonging(condition, facts)
        case RoleIs() | StageIs():
            return cultivated.evidence(condition, facts.roles, facts.stage)
        case _:
            return _profile_words(condition, facts)


def _belonging(condition: InterestIn | InGroup, facts: Facts) -> str:
    if isinstance(condition, InGroup):
        return "is in it" if condition.group in facts.groups else "is not in it"
    choice = chosen(facts, condition.interest)
    return "never chose" if choice is Choice.NEVER else choice.value


def _profile_words(
    condition: KindIs | StatusIs | PlaceIs | AddedWithin | UpdatedWithin | HasEmail | TextSearch,
    facts: Facts,
) -> str:
    match condition:
        case KindIs():
            return f"is an {facts.kind}"
        case StatusIs():
            return f"is {facts.status}"
        case PlaceIs():
            places = [
                ", ".join(filter(None, (each.city, each.region, each.country))) for each in facts.places
            ]
            return f"has an address in {'; '.join(places)}" if places else "has no active address"
        case AddedWithin():
            return f"was added on {day_words(facts.added_on)}"
        case UpdatedWithin():
            return f"was last changed on {day_words(facts.updated_on)}"
        case HasEmail():
            return "has one" if facts.has_email else "has none"
        case TextSearch():
            return "looked for in names, email addresses, phone numbers and IDs"
        case _:
            assert_never(condition)


def _gifts_words(gifts: list[Gift]) -> str:
    if not gifts:
        return "no gift"
    last = day_words(max(gift.on for gift in gifts))
    return f"1 gift, on {last}" if len(gifts) == 1 else f"{len(gifts)} gifts, the last on {last}"


def _mail_words(facts: Facts, topic: int | None) -> str:
    if can_be_emailed(facts, topic):
        return "can be emailed"
    verdict = facts.verdict if topic is None else facts.topic_verdicts.get(topic)
    if verdict is None:
        return "cannot be emailed: this interest is not known"
    return _first_words(verdict)


def _first_words(verdict: Verdict) -> str:
    if verdict.eligible:
        return "can be emailed"
    first = verdict.barriers[0]
    since = f" since {day_words(first.since)}" if first.since else ""
    source = f", {first.source}" if first.source else ""
    return f"cannot be emailed: {first.detail}{since}{source}"


def _later_words(facts: Facts) -> str:
    """What is so today and, where that is something else, in 30 days."""
    today, later = _mail_words(facts, None), facts.verdict_later
    if later is None or later.headline is facts.verdict.headline:
        return f"{today}; the same in 30 days"
    return f"{today}; in 30 days {_first_words(later)}"


def _segment_words(segment: Segment, facts: Facts) -> str:
    """The facts that a quick segment rests on."""
    match segment:
        case Segment.MARKETING_ELIGIBLE | Segment.SUPPRESSED | Segment.UNSUBSCRIBED:
            return _mail_words(facts, None)
        case Segment.BECOMING_INELIGIBLE:
            return _later_words(facts)
        case Segment.DONORS:
            return f"made {_gifts_words(list(facts.settled_gifts))}"
        case Segment.REGISTRANTS:
            return _days("registered on", (each.on for each in facts.kept_registrations))
        case Segment.ENGAGED:
            return _days("opened, clicked, gave or registered, last on", signs_of_life(facts))
        case Segment.NEVER_EMAILED | Segment.EMAILED_NEVER_OPENED | Segment.OPENED_NEVER_CLICKED:
            return _email_words(facts)
        case Segment.BOUNCED:
            reasons = "; ".join(sorted(reason.words for reason in facts.suppressed_for))
            return f"{_email_words(facts)}{', ' if reasons else ''}{reasons}"
        case _:
            assert_never(segment)


def _email_words(facts: Facts) -> str:
    """Counts of what became of the messages sent."""
    told = {
        "sent": len(facts.deliveries),
        "delivered": sum(1 for each in facts.deliveries if each.delivered),
        "opened": sum(1 for each in facts.deliveries if each.opened_on),
        "clicked": sum(1 for each in facts.deliveries if each.clicked_on),
        "bounced": sum(1 for each in facts.deliveries if each.bounce),
    }
    return ", ".join(f"{number} {word}" for word, number in told.items())


def _days(said: str, days: Iterable[date]) -> str:
    """The last of the days, or that there is none."""
    last = max(days, default=None)
    return f"{said} {day_words(last)}" if last else "never"
