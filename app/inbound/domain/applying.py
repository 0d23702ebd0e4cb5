"""What follows from reports, decided before anything is written: restrictions, and whose activity it is."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.domain.standing import Restriction
from app.inbound.domain.providers import Provider
from app.inbound.domain.vocabulary import Stop

_ADDRESS = re.compile(r"[^\s<>\"']+@[^\s<>\"']+")
_SETTLED_BY = frozenset({Party.SUPPORTER, Party.PROVIDER})
"""Whose word already says the same: one that staff wrote may be lifted by staff, and is said again."""


@dataclass(frozen=True, slots=True)
class Restrict:
    """A restriction that a report calls for."""

    report: Any
    kind: EventKind
    subject: int | None
    address_key: str
    topic: int | None
    reason: SuppressionReason | None
    words: str

    @property
    def same_as(self) -> tuple[object, ...]:
        """What makes a second one of its kind superfluous."""
        key = None if self.kind is EventKind.TOPIC_LEFT else self.address_key
        return (self.kind, self.reason, self.subject, key, self.topic)


def whose(lookup: str, holders: Sequence[Any]) -> list[Any]:
    """Whose message it was: hers whose lookup ID went along; else theirs who are written to there."""
    number = lookup.upper().removeprefix("C-")
    named = [each for each in holders if str(each.lookup_number) == number]
    return named or [each for each in holders if each.is_primary] or list(holders)


def restrictions(
    reports: Iterable[Any], holders: Mapping[str, Sequence[Any]], topics: Mapping[Provider, Mapping[str, int]]
) -> Iterator[Restrict]:
    """All that these reports call for, each once.

    A topic that staff did not map to an interest group of theirs means all mail: rather too little than too
    much. What is about the mailbox is one line at the address; what is about the person names everybody who
    has the address. A topic left by somebody who is not here yet waits for her.
    """
    seen: set[tuple[object, ...]] = set()
    for report in reports:
        for each in _of(report, holders.get(report.address_key, ()), topics.get(report.provider, {})):
            if each.same_as not in seen:
                seen.add(each.same_as)
                yield each


def _of(report: Any, holders: Sequence[Any], topics: Mapping[str, int]) -> Iterator[Restrict]:
    if report.stop is None:
        return
    topic = topics.get(report.topic) if report.stop is Stop.TOPIC else None
    stop: Stop = Stop.UNSUBSCRIBE if report.stop is Stop.TOPIC and topic is None else report.stop
    for subject in _subjects(stop, holders):
        yield Restrict(report, stop.kind, subject, report.address_key, topic, stop.reason, report.stop.words)


def _subjects(stop: Stop, holders: Sequence[Any]) -> list[int | None]:
    people: list[int | None] = [each.person for each in holders]
    if stop is Stop.TOPIC or (stop.follows_person and people):
        return people
    return people if len(people) == 1 else [None]


def not_in_force(
    wanted: Iterable[Restrict],
    existing: Collection[Restriction],
    *,
    settled_by: Collection[Party] = _SETTLED_BY,
) -> list[Restrict]:
    """Those that are not in force already, by the word of one of these: the supporter's or a service's."""
    known = {
        (each.kind, _stated(each), each.subject, _key(each), each.topic)
        for each in existing
        if each.party in settled_by
    }
    return [each for each in wanted if each.same_as not in known]


def _key(restriction: Restriction) -> str | None:
    return None if restriction.kind is EventKind.TOPIC_LEFT else restriction.address_key


def _stated(restriction: Restriction) -> SuppressionReason | None:
    """The reason as it was written: for most kinds the ledger finds it by itself."""
    return restriction.reason if restriction.kind is EventKind.SUPPRESSED else None


def without_addresses(words: str) -> str:
    """What a mail server said, without whom it said it of."""
    return _ADDRESS.sub("…", words)


def campaign_of(provider: Provider, report: Any) -> tuple[str, str]:
    """The mailing a report belongs to: its key at the service, and its name.

    A report that names none belongs to all that the service told in that month.
    """
    if report.campaign:
        return f"named {report.campaign}", report.campaign
    return f"month {report.at:%Y-%m}", f"{provider.label}, {report.at:%B %Y}"
