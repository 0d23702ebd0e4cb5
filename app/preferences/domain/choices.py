"""What a supporter sees of her own choices, and which of what stops her mail she may end herself."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.domain.permissions import Refused, may_lift
from app.consent.domain.standing import Restriction
from app.words import _, all_of


class Stays(StrEnum):
    """Why mail stays stopped although she wants it: what her own page cannot end."""

    ORGANIZATION = "organization"
    RETURNED = "returned"
    ELSEWHERE = "elsewhere"


_RETURNED = frozenset({SuppressionReason.HARD_BOUNCE, SuppressionReason.SOFT_BOUNCES})
_OF_ADDRESS = frozenset({SuppressionReason.HELD, SuppressionReason.ERASED})
"""What her own word ends only where her link shows that the address is hers."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A topic on the page; `gets` says whether she gets it as far as topics and consent decide."""

    id: int
    name: str
    description: str
    frequency: str
    gets: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """All that a supporter's page says. `ends` are the restrictions that starting again would end."""

    topics: tuple[Offer, ...]
    ends: tuple[Restriction, ...] = ()
    pause: Restriction | None = None
    stays: frozenset[Stays] = frozenset()
    seen: int = 0
    """The last line of the ledger about her when the page was shown."""
    is_hers: bool = True
    """Whether the link's address is still hers; else the page stops mail, and starts none."""
    others: bool = False
    """Whether messages may come that are about none of these topics, as far as consent decides."""

    @property
    def is_stopped(self) -> bool:
        """Whether all mail is stopped, be it by her or by something that stays."""
        return bool(self.ends or self.stays)

    @property
    def paused_until(self) -> datetime | None:
        return self.pause.until if self.pause and not self.is_stopped else None

    def summary(self) -> str:
        """What she gets from now on, to follow "Saved: "."""
        if self.is_stopped or self.paused_until:
            return _("your choice is kept, and you get no email while it is stopped")
        got = [each.name for each in self.topics if each.gets]
        if not self.topics:
            return _("you get email") if self.others else _("you get no email")
        if not got:
            if not self.others:
                return _("you get none of these")
            return _(
                "you get none of these, but messages about other things still come;"
                " “Stop all email” ends them too"
            )
        topics = all_of(got)
        if self.others:
            return _("you now get {topics}, and messages about other things", topics=topics)
        if len(got) == len(self.topics):
            return _("you now get {topics}", topics=topics)
        return _("you now get {topics} only", topics=topics)


def sorted_out(
    restrictions: Iterable[Restriction], *, person: int, address_key: str, is_shared: bool, at: datetime
) -> tuple[tuple[Restriction, ...], Restriction | None, frozenset[Stays]]:
    """What her page can end, her pause that still runs, and why the rest stays.

    Where others read the same inbox, she cannot end for them what was said about the bare address.
    """
    ends, pauses, stays = [], [], set()
    for each in restrictions:
        if each.kind is EventKind.TOPIC_LEFT or (each.topic is not None):
            continue
        if each.kind is EventKind.PAUSED:
            if each.until and at < each.until:
                pauses.append(each)
        elif why := _why_it_stays(each, person, "" if is_shared and each.subject is None else address_key):
            stays.add(why)
        else:
            ends.append(each)
    latest = max(pauses, key=lambda each: (each.until, each.event), default=None)
    return tuple(ends), latest, frozenset(stays)


def _why_it_stays(each: Restriction, person: int, address_key: str) -> Stays | None:
    if isinstance(may_lift(each, Party.SUPPORTER, reason=""), Refused):
        return Stays.ORGANIZATION
    if each.reason in _RETURNED:
        return Stays.RETURNED
    hers = each.subject == person
    at_her_link = bool(address_key) and each.address_key == address_key
    if each.reason in _OF_ADDRESS:
        is_hers = at_her_link and (hers or each.subject is None)
    else:
        is_hers = hers or (each.subject is None and at_her_link)
    return None if is_hers else Stays.ELSEWHERE


@dataclass(frozen=True, slots=True)
class Changed:
    """The topics that a form joins and leaves."""

    joined: tuple[int, ...]
    left: tuple[int, ...]


def changed(topics: Collection[Offer], *, shown: Collection[int], wanted: Collection[int]) -> Changed:
    """What a form changes; a topic that it did not show stays as it is."""
    asked = [each for each in topics if each.id in shown]
    return Changed(
        tuple(each.id for each in asked if each.id in wanted and not each.gets),
        tuple(each.id for each in asked if each.id not in wanted and each.gets),
    )


def only_what_stops(change: Changed) -> Changed:
    """The part of a change that lets no mail through."""
    return Changed((), change.left)
