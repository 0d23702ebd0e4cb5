"""One line of a permission history as named facts, the same on the page, on paper and in a file."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from app.consent.domain.history import HistoryLine, who_words

LABELS = {
    "line": "Line",
    "what": "What",
    "happened": "Happened",
    "recorded": "Recorded",
    "who": "By whom",
    "source": "By what",
    "address": "Address",
    "statement": "What the person was told",
    "evidence": "How it is known",
    "basis": "Basis",
    "occasion": "Details collected with",
    "until": "Until",
    "ended": "What it ended",
    "effect": "Effect",
    "holds": "In force afterwards",
}
"""What each fact is called, in the order in which they are told."""

_ELSEWHERE = "kept with the other record that has this address"
_UNKNOWN = "an address that is not on this record now"


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
        "until": " and ".join(when(end) for end in (event.until, event.expires_at) if end),
        "ended": "; ".join(f"{each.words} (line {each.number})" for each in line.ended),
        "effect": line.effect,
        "holds": "; ".join(line.holds) or "nothing",
    }
