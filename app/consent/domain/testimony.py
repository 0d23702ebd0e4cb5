"""One line of a permission history as named facts, the same on the page, on paper and in a file."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from app.consent.domain.history import HistoryLine, who_words
from app.words import N_, _, all_of

LABELS = {
    "line": N_("Line"),
    "what": N_("What"),
    "happened": N_("Happened"),
    "recorded": N_("Recorded"),
    "who": N_("By whom"),
    "source": N_("By what"),
    "address": N_("Address"),
    "statement": N_("What the person was told"),
    "evidence": N_("How it is known"),
    "basis": N_("Basis"),
    "occasion": N_("Details collected with"),
    "until": N_("Until"),
    "ended": N_("What it ended"),
    "effect": N_("Effect"),
    "holds": N_("In force afterwards"),
}
"""What each fact is called, in the order in which they are told."""

_ELSEWHERE = N_("kept with the other record that has this address")
_UNKNOWN = N_("an address that is not on this record now")


class Stored(Protocol):
    """What is kept beside a line and decides nothing."""

    @property
    def recorded_at(self) -> datetime: ...
    @property
    def actor(self) -> str: ...


def testimony(
    line: HistoryLine, stored: Stored, addresses: Mapping[str, str], when: Callable[[datetime], str]
) -> dict[str, str]:
    """The facts of a line by their names in `LABELS`; "" where there is nothing to tell.

    Of a line about somebody else who shares the address it tells that it is there, and not how it is known.
    `addresses` are the person's by their hash, `when` writes an instant.
    """
    event = line.event
    return {
        "line": str(line.number),
        "what": line.words,
        "happened": when(event.at),
        "recorded": when(stored.recorded_at),
        "who": who_words(event.party, stored.actor if line.is_hers else ""),
        "source": event.source,
        "address": addresses.get(event.address_key, _UNKNOWN) if event.address_key else "",
        "statement": event.statement if line.is_hers else "",
        "evidence": event.evidence if line.is_hers else _ELSEWHERE,
        "basis": event.basis.words if event.basis else "",
        "occasion": event.occasion.words if event.occasion else "",
        "until": all_of([when(end) for end in (event.until, event.expires_at) if end]),
        "ended": "; ".join(
            _("{restriction} (line {number})", restriction=each.words, number=each.number)
            for each in line.ended
        ),
        "effect": line.effect,
        "holds": "; ".join(line.holds) or _("nothing"),
    }
