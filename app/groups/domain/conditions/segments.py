"""The quick segments as conditions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, assert_never

from app.groups.domain.conditions.became import Became, told_of
from app.groups.domain.conditions.gifts import gifts_words
from app.groups.domain.conditions.permission import mail_words, verdict_words
from app.groups.domain.facts import Facts
from app.groups.domain.periods import AsOf
from app.groups.domain.quick import in_segment, signs_of_life
from app.groups.domain.reading import Fields
from app.groups.domain.segments import Segment
from app.groups.domain.speech import Speech, last_of
from app.words import _


@dataclass(frozen=True, slots=True)
class InSegment:
    """Belongs to a quick segment."""

    segment: Segment


READERS: dict[str, Callable[[Fields], InSegment]] = {
    "in_segment": lambda fields: InSegment(fields.choice("segment", Segment)),
}


def told(condition: InSegment) -> dict[str, Any]:
    """One condition as JSON."""
    return {"type": "in_segment", "segment": condition.segment.value}


def words(condition: InSegment, _speech: Speech) -> str:
    """One condition as what people do, to follow "People who"."""
    return str(condition.segment.phrase)


def holds(condition: InSegment, facts: Facts, as_of: AsOf) -> bool:
    """Whether one condition is true of this person on that day."""
    return in_segment(condition.segment, facts, as_of)


def evidence(condition: InSegment, facts: Facts, _as_of: AsOf, speech: Speech) -> str:
    """The facts that a quick segment rests on."""
    segment = condition.segment
    match segment:
        case Segment.MARKETING_ELIGIBLE | Segment.SUPPRESSED | Segment.UNSUBSCRIBED:
            return mail_words(facts)
        case Segment.BECOMING_INELIGIBLE:
            return _later_words(facts)
        case Segment.DONORS:
            return _("made {gifts}", gifts=gifts_words(facts.settled_gifts, speech))
        case Segment.REGISTRANTS:
            last = last_of(each.on for each in facts.kept_registrations)
            return _("registered on {day}", day=last) if last else _("never")
        case Segment.ENGAGED:
            last = last_of(signs_of_life(facts))
            return _("opened, clicked, gave or registered, last on {day}", day=last) if last else _("never")
        case Segment.NEVER_EMAILED | Segment.EMAILED_NEVER_OPENED | Segment.OPENED_NEVER_CLICKED:
            return _email_words(facts)
        case Segment.BOUNCED:
            reasons = "; ".join(sorted(str(reason.words) for reason in facts.suppressed_for))
            return ", ".join(filter(None, (_email_words(facts), reasons)))
        case _:
            assert_never(segment)


def _later_words(facts: Facts) -> str:
    """What is so today and, where that is something else, in 30 days."""
    today, later = mail_words(facts), facts.verdict_later
    if later is None or later.headline is facts.verdict.headline:
        return _("{today}; the same in 30 days", today=today)
    return _("{today}; in 30 days {later}", today=today, later=verdict_words(later))


def _email_words(facts: Facts) -> str:
    """Counts of what became of the messages sent."""
    counts = {
        Became.SENT: len(facts.deliveries),
        Became.DELIVERED: sum(1 for each in facts.deliveries if each.delivered_on),
        Became.OPENED: sum(1 for each in facts.deliveries if each.opened_on),
        Became.CLICKED: sum(1 for each in facts.deliveries if each.clicked_on),
        Became.BOUNCED: sum(1 for each in facts.deliveries if each.bounce),
    }
    return ", ".join(told_of(what, number) for what, number in counts.items())
