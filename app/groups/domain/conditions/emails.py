"""Conditions about what became of messages; each counts messages that are like all of it at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never

from app.activity.domain.kinds import BounceKind
from app.groups.domain.conditions.became import Became as Became
from app.groups.domain.conditions.became import Bounced as Bounced
from app.groups.domain.conditions.became import told_of
from app.groups.domain.conditions.ops import Count
from app.groups.domain.facts import Delivery, Facts
from app.groups.domain.period_json import period_to_json, read_period
from app.groups.domain.periods import ANY_TIME, AsOf, Period, resolve
from app.groups.domain.reading import Fields, Unreadable
from app.groups.domain.references import References
from app.groups.domain.speech import Speech, spaced
from app.words import _, dated, plural

MOST = 1_000
MOST_CAMPAIGNS = 100


@dataclass(frozen=True, slots=True)
class Emails:
    """The number of messages of which this became in the period; an open by a machine is none.

    Of one campaign, or of those `last_campaigns` that were sent last, whoever got them. `bounce` says which
    bounces are meant.
    """

    what: Became
    op: Count
    n: int
    campaign: int | None = None
    last_campaigns: int | None = None
    period: Period = ANY_TIME
    bounce: Bounced = Bounced.ANY


Emailed = Emails


def _emails(fields: Fields) -> Emails:
    what, op = fields.choice("what", Became), fields.choice("op", Count)
    found = Emails(
        what,
        op,
        fields.integer("n", int(op is Count.AT_LEAST), MOST),
        fields.identifier("campaign") if "campaign" in fields.told else None,
        fields.integer("last_campaigns", 1, MOST_CAMPAIGNS) if "last_campaigns" in fields.told else None,
        read_period(fields),
        _bounce(fields) if what is Became.BOUNCED else Bounced.ANY,
    )
    if found.campaign is not None and found.last_campaigns is not None:
        raise Unreadable(
            fields.at("last_campaigns"), _("a campaign as well"), _("one campaign, or the last ones")
        )
    return found


def _bounce(fields: Fields) -> Bounced:
    return fields.choice("bounce", Bounced) if "bounce" in fields.told else Bounced.ANY


READERS: dict[str, Callable[[Fields], Emailed]] = {"emails": _emails}


def told(condition: Emailed) -> dict[str, Any]:
    """One condition as JSON, without blanks."""
    optional = {
        "campaign": condition.campaign,
        "last_campaigns": condition.last_campaigns,
        "period": None if condition.period == ANY_TIME else period_to_json(condition.period),
        "bounce": None if condition.bounce is Bounced.ANY else condition.bounce.value,
    }
    kept = {name: value for name, value in optional.items() if value is not None}
    return {
        "type": "emails",
        "what": condition.what.value,
        "op": condition.op.value,
        "n": condition.n,
        **kept,
    }


def refers(condition: Emailed) -> References:
    """The campaign that is asked about, if one is named, or how many of the last ones."""
    named = frozenset() if condition.campaign is None else frozenset({condition.campaign})
    return References(campaigns=named, latest=condition.last_campaigns or 0)


def words(condition: Emailed, speech: Speech) -> str:
    """One condition as what people do, to follow "People who"."""
    n = condition.n
    emails = condition.op.words(n, plural(n, "{n} email", "{n} emails"), _("no email"))
    return spaced(_verb(condition, _which(condition, emails, speech)), condition.period)


def _which(condition: Emails, emails: str, speech: Speech) -> str:
    if condition.campaign is not None:
        known = speech.campaigns.get(condition.campaign)
        if known:
            return _("{emails} of the campaign “{campaign}”", emails=emails, campaign=known)
        return _("{emails} of a campaign that no longer exists", emails=emails)
    if condition.last_campaigns is None:
        return emails
    return plural(
        condition.last_campaigns,
        "{emails} of the last campaign",
        "{emails} of the last {n} campaigns",
        emails=emails,
    )


def _verb(condition: Emails, emails: str) -> str:
    match condition.what:
        case Became.SENT:
            return _("were sent {emails}", emails=emails)
        case Became.DELIVERED:
            return _("received {emails}", emails=emails)
        case Became.OPENED:
            return _("opened {emails}", emails=emails)
        case Became.CLICKED:
            return _("clicked a link in {emails}", emails=emails)
        case Became.BOUNCED:
            return _bounced_words(condition.bounce, emails)
        case Became.COMPLAINED:
            return _("complained about {emails}", emails=emails)
        case Became.UNSUBSCRIBED:
            return _("unsubscribed through {emails}", emails=emails)
        case _:
            assert_never(condition.what)


def _bounced_words(bounce: Bounced, emails: str) -> str:
    match bounce:
        case Bounced.ANY:
            return _("had {emails} bounce", emails=emails)
        case Bounced.HARD:
            return _("had {emails} bounce for good", emails=emails)
        case Bounced.SOFT:
            return _("had {emails} bounce for a while", emails=emails)
        case _:
            assert_never(bounce)


# --- of one person


def holds(condition: Emailed, facts: Facts, as_of: AsOf) -> bool:
    """Whether one condition is true of this person on that day."""
    return condition.op.holds(len(_days(condition, facts, as_of)), condition.n)


def _days(condition: Emails, facts: Facts, as_of: AsOf) -> list[date]:
    """When it became so of each message that is like all that is asked."""
    interval = resolve(condition.period, as_of)
    asked = (each for each in facts.deliveries if _is_asked(condition, each, facts))
    days = (when(condition.what, each) for each in asked)
    return [day for day in days if day is not None and day in interval]


def _is_asked(condition: Emails, message: Delivery, facts: Facts) -> bool:
    if condition.campaign not in (None, message.campaign):
        return False
    last = condition.last_campaigns
    if last is not None and message.campaign not in facts.latest_campaigns[:last]:
        return False
    match condition.bounce:
        case Bounced.ANY:
            return True
        case Bounced.HARD:
            return message.bounce is BounceKind.PERMANENT
        case Bounced.SOFT:
            return message.bounce is BounceKind.TRANSIENT
        case _:
            assert_never(condition.bounce)


def when(what: Became, message: Delivery) -> date | None:
    """The day on which this became of the message; None where it did not."""
    match what:
        case Became.SENT:
            return message.sent_on
        case Became.DELIVERED:
            return message.delivered_on
        case Became.OPENED:
            return message.opened_on
        case Became.CLICKED:
            return message.clicked_on
        case Became.BOUNCED:
            return message.bounced_on
        case Became.COMPLAINED:
            return message.complained_on
        case Became.UNSUBSCRIBED:
            return message.unsubscribed_on
        case _:
            assert_never(what)


def evidence(condition: Emailed, facts: Facts, as_of: AsOf, _speech: Speech) -> str:
    """How many messages are like that and when the last was; where there is none, what became of all."""
    days = _days(condition, facts, as_of)
    if days:
        return plural(
            len(days),
            "{n} email like that, {done} on {day}",
            "{n} emails like that, the last {done} on {day}",
            done=condition.what.words,
            day=dated(max(days)),
        )
    if not facts.deliveries:
        return _("was never sent an email")
    return _("no email like that; of all: {counts}", counts=became_words(facts))


def became_words(facts: Facts) -> str:
    """How many messages were sent, and how many became what."""
    counts = ((what, sum(1 for each in facts.deliveries if when(what, each))) for what in Became)
    return ", ".join(told_of(what, number) for what, number in counts if number or what in _ALWAYS)


_ALWAYS = (Became.SENT, Became.OPENED)
