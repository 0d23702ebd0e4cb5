"""The ledger about one person, as somebody reads it who has to judge it: line by line, and what held then."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.consent.domain.facts import Basis, EventKind, LedgerEvent, Party, SuppressionReason
from app.consent.domain.permissions import may_add
from app.consent.domain.projection import unfold
from app.consent.domain.standing import Consent, Recorded, Restriction
from app.words import N_, _

Topics = Mapping[int, str]
AT_ADDRESS = frozenset(
    {EventKind.UNSUBSCRIBED, EventKind.SUPPRESSED, EventKind.BOUNCED, EventKind.COMPLAINED}
)
"""The kinds that reach everybody who has the address."""

ENDING = frozenset({EventKind.RESUBSCRIBED, EventKind.RESTRICTION_LIFTED})
"""The kinds that end what others are reached by."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What a line ended: the number of the line that had made it, and its words."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line, numbered from 1 in the order in which they count.

    `is_hers` is False for a line about another record that reaches this person by an address they share.
    `effect` says why it has none, "" where it counts. `holds` are the words for all in force after it.
    """

    number: int
    event: LedgerEvent
    words: str
    is_hers: bool
    effect: str
    ended: tuple[Ended, ...]
    holds: tuple[str, ...]


def history(
    events: Iterable[LedgerEvent],
    *,
    people: Collection[int],
    keys: Collection[str],
    topics: Topics,
    day: Callable[[datetime], str],
) -> list[HistoryLine]:
    """What is recorded about these records of one person, and at these addresses of hers.

    Lines about others are left out, unless they reach her by an address or end one that does. `day` writes a
    date.
    """
    told: dict[int, tuple[int, str]] = {}
    made: list[HistoryLine] = []
    before: dict[int, str] = {}
    for event, recorded in unfold(events):
        after = _in_force(_reaching(recorded, people, keys), topics, day)
        gone = [key for key in before if key not in after and key in told]
        is_hers = event.subject is None or event.subject in people
        if is_hers or gone or (event.kind in AT_ADDRESS and event.address_key in keys):
            words = line_words(event, topics)
            told[event.id] = (len(told) + 1, words)
            ended = tuple(Ended(told[key][0], before[key]) for key in gone)
            shown = tuple(
                _("{restriction} (line {number})", restriction=held, number=told[key][0])
                for key, held in after.items()
                if key in told
            )
            effect = "" if event.id in after or gone else _no_effect(event)
            made.append(HistoryLine(len(told), event, words, is_hers, effect, ended, shown))
        before = after
    return made


def _reaching(recorded: Recorded, people: Collection[int], keys: Collection[str]) -> Recorded:
    """The part about these records, and what reaches them by an address."""
    return Recorded(
        tuple(
            each
            for each in recorded.restrictions
            if each.subject in people or (each.kind in AT_ADDRESS and each.address_key in keys)
        ),
        tuple(each for each in recorded.consents if each.subject in people),
        tuple(each for each in recorded.joinings if each.subject in people),
    )


def _in_force(recorded: Recorded, topics: Topics, day: Callable[[datetime], str]) -> dict[int, str]:
    """The words for all that holds, by its line; a topic that was left is not one that was joined."""
    held = {each.event: _until(restriction_words(each, topics), each, day) for each in recorded.restrictions}
    given = {each.event: _expiry(consent_words(each, topics), each, day) for each in recorded.consents}
    left = {each.topic for each in recorded.of(EventKind.TOPIC_LEFT)}
    joined = {
        each.event: _("Joined {topic}", topic=_topic(each.topic, topics))
        for each in recorded.joinings
        if each.topic not in left
    }
    return held | given | joined


def _until(said: str, each: Restriction, day: Callable[[datetime], str]) -> str:
    return _("{restriction} until {day}", restriction=said, day=day(each.until)) if each.until else said


def _expiry(said: str, each: Consent, day: Callable[[datetime], str]) -> str:
    return _("{consent}, until {day}", consent=said, day=day(each.expires_at)) if each.expires_at else said


def _no_effect(event: LedgerEvent) -> str:
    if event.kind is EventKind.RESTRICTION_LIFTED:
        return _("It ended nothing: what it names was not in force, or was not for this party to lift.")
    refused = may_add(event.kind, event.party, evidence=event.evidence or event.statement)
    return f"{_('Kept, without effect.')} {getattr(refused, 'why', '')}".strip()


def restriction_words(each: Restriction, topics: Topics) -> str:
    """A restriction as what it is: "Unsubscribed from all mail"."""
    match each.kind:
        case EventKind.DO_NOT_CONTACT_SET:
            return _("Do not contact")
        case EventKind.UNSUBSCRIBED:
            return _("Unsubscribed from all mail")
        case EventKind.PAUSED:
            return _("Paused all mail")
        case EventKind.CONSENT_WITHDRAWN:
            if each.topic:
                return _("Took back consent for {topic}", topic=_topic(each.topic, topics))
            return _("Took back consent")
        case EventKind.TOPIC_LEFT:
            return _("Left {topic}", topic=_topic(each.topic, topics))
        case _:
            reason = each.reason or SuppressionReason.MANUAL
            return _("Suppressed: {reason}", reason=reason.told_by(each.party))


def consent_words(each: Consent, topics: Topics) -> str:
    """A consent with its basis: "Express consent to all mail"."""
    about = _topic(each.topic, topics) if each.topic else _("all mail")
    return _CONSENTS[each.basis].format(topic=about)


def line_words(event: LedgerEvent, topics: Topics) -> str:
    """What a line records, whether it counts or not."""
    match event.kind:
        case EventKind.SUPPRESSED if event.reason:
            return _("Address suppressed: {reason}", reason=event.reason.told_by(event.party))
        case EventKind.COMPLAINED if event.party is not Party.PROVIDER:
            return _("Complained about our mail")
        case EventKind.CONSENT_GIVEN | EventKind.CONSENT_WITHDRAWN:
            about = _topic(event.topic, topics) if event.topic else _("all mail")
            return _LINES[event.kind].format(topic=about)
        case EventKind.TOPIC_JOINED | EventKind.TOPIC_LEFT:
            return _LINES[event.kind].format(topic=_topic(event.topic, topics))
        case _:
            return str(_LINES[event.kind])


def _topic(topic: int | None, topics: Topics) -> str:
    name = topics.get(topic) if topic else None
    return f"“{name}”" if name else _("a topic")


_LINES = {
    EventKind.CONSENT_GIVEN: N_("Consent given to {topic}"),
    EventKind.CONSENT_WITHDRAWN: N_("Consent taken back for {topic}"),
    EventKind.UNSUBSCRIBED: N_("Unsubscribed from all mail"),
    EventKind.RESUBSCRIBED: N_("Subscribed again"),
    EventKind.PAUSED: N_("All mail paused"),
    EventKind.TOPIC_JOINED: N_("Joined {topic}"),
    EventKind.TOPIC_LEFT: N_("Left {topic}"),
    EventKind.DO_NOT_CONTACT_SET: N_("Do not contact"),
    EventKind.SUPPRESSED: N_("Address suppressed"),
    EventKind.BOUNCED: N_("The address bounced for good"),
    EventKind.COMPLAINED: N_("A message was marked as spam"),
    EventKind.RESTRICTION_LIFTED: N_("A restriction was lifted"),
}
_CONSENTS = {
    Basis.EXPRESS: N_("Express consent to {topic}"),
    Basis.IMPLIED: N_("Implied consent to {topic}"),
    Basis.SOFT_OPT_IN: N_("Soft opt in consent to {topic}"),
}


def who_words(party: Party, actor: str) -> str:
    """Who acted: the kind of party, and the name where staff did."""
    return f"{party.words}: {actor}" if actor and party is Party.STAFF else str(party.words)
