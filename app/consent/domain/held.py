"""Which addresses of a changed record are put on hold, so that changing an address makes nobody mailable."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.consent.domain.standing import Restriction
from app.words import N_

REPLACES = N_("the address it replaces is blocked")
REMOVED = N_("removed from the record while it was blocked")


@dataclass(frozen=True, slots=True)
class Inbox:
    """An address of a record as its keyed hash; `is_primary` where mail goes there today."""

    address: str
    key: str | None
    is_primary: bool = False


@dataclass(frozen=True, slots=True)
class Hold:
    """An address to put on hold, and why."""

    inbox: Inbox
    why: str


def holds(
    person: int, before: Sequence[Inbox], after: Sequence[Inbox], stopping: Iterable[Restriction]
) -> Iterator[Hold]:
    """The addresses that would escape what stops mail to an earlier one of this person.

    One that is new to the record is held while any earlier one is blocked; one that was there already is held
    when it takes the place of a blocked primary. A blocked one that is deleted is remembered, so that the
    next one is held. What is about the person follows her anyway. `stopping` are the restrictions in force
    about her, and those at any of her addresses.
    """
    found = list(stopping)
    once = {each.address_key for each in found if each.subject == person and each.address_key}
    earlier = {each.key for each in before} | once
    blocked = _blocked(person, earlier, found)
    if not blocked:
        return
    current = {each.key for each in after}
    written_to = {each.key for each in before if each.is_primary} - blocked
    for each in after:
        promoted = each.is_primary and each.key not in blocked and not written_to
        if each.key not in earlier or promoted:
            yield Hold(each, REPLACES)
    for each in before:
        if each.key in blocked - once - current:
            yield Hold(each, REMOVED)


def _blocked(person: int, earlier: set[str | None], found: Sequence[Restriction]) -> set[str | None]:
    """The earlier addresses at which something stops this person that would not stop her at another one."""
    who = frozenset({person})
    return {
        each.address_key
        for each in found
        if each.address_key in earlier
        and each.concerns(who, each.address_key)
        and not each.concerns(who, None)
    }
