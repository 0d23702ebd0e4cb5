"""How records scored, and what becomes of them under thresholds that may be tried out."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Self, assert_never

from app.matching.domain.decide import Ambiguous, Automatic, NoMatch, Possible, Thresholds, decide
from app.matching.domain.guards import Guard
from app.matching.domain.result import Match


class Fate(StrEnum):
    """What becomes of a record that was compared with everybody on record."""

    AUTOMATIC = "automatic"
    PERSON = "person"
    NEW = "new"


class Candidate(NamedTuple):
    """One likeness of a record: its score in tenths of a point, and whether only a person may decide it."""

    tenths: int
    guarded: bool


Seen = tuple[Candidate, ...]
"""The telling likenesses of one record, best first; nobody is like a record that has none."""

_ENTRY = re.compile(r"(\d{1,4}g?(?:\.\d{1,4}g?){0,2})?x(\d{1,6})")
_MOST_ENTRIES = 1_000
_EMPTY = "none"


def seen(candidates: Iterable[tuple[float, bool]]) -> Seen:
    """What has to be kept of a record's scores, each with whether it is guarded, to decide about it later.

    That is its best one that is guarded, and the two best of those that may be taken automatically.
    """
    told = [Candidate(round(score * 10), guarded) for score, guarded in candidates]
    ordered = sorted(told, key=lambda each: (-each.tenths, each.guarded))
    free = [each for each in ordered if not each.guarded][:2]
    guarded = [each for each in ordered if each.guarded][:1]
    return tuple(sorted((*guarded, *free), key=lambda each: (-each.tenths, each.guarded)))


def fate(record: Seen, thresholds: Thresholds) -> Fate:
    """What becomes of the record under these thresholds."""
    matches = [
        Match(key, each.tenths / 10, (), (Guard.NAME_ONLY,) if each.guarded else ())
        for key, each in enumerate(record)
    ]
    match decide(matches, thresholds):
        case Automatic():
            return Fate.AUTOMATIC
        case Possible() | Ambiguous():
            return Fate.PERSON
        case NoMatch():
            return Fate.NEW
        case other:
            assert_never(other)


@dataclass(frozen=True, slots=True)
class Sample:
    """Records that were compared, equal ones counted together."""

    records: Mapping[Seen, int] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Iterable[Seen]) -> Self:
        """The sample of these."""
        return cls(Counter(records))

    @property
    def size(self) -> int:
        """How many records there are."""
        return sum(self.records.values())

    @property
    def like_nobody(self) -> int:
        """How many of them resemble nobody."""
        return self.records.get((), 0)

    def fates(self, thresholds: Thresholds) -> Counter[Fate]:
        """How many come to each end; they add up to the size."""
        counts: Counter[Fate] = Counter()
        for record, times in self.records.items():
            counts[fate(record, thresholds)] += times
        return counts

    def bins(self, thresholds: Thresholds, width: int) -> list[Counter[Fate]]:
        """Those that resemble somebody by their best score: a count of ends for every `width` points."""
        bins: list[Counter[Fate]] = [Counter() for _ in range(100 // width)]
        for record, times in self.records.items():
            if record:
                place = min(max(each.tenths for each in record) // (10 * width), len(bins) - 1)
                bins[place][fate(record, thresholds)] += times
        return bins

    def changed(self, before: Thresholds, after: Thresholds) -> int:
        """How many would come to another end."""
        return sum(
            times for record, times in self.records.items() if fate(record, before) is not fate(record, after)
        )

    def to_text(self) -> str:
        """The sample as one short text, for a hidden field of a page: "980.700gx3_x17", or "none"."""
        entries = (
            ".".join(f"{each.tenths}{'g' if each.guarded else ''}" for each in record) + f"x{times}"
            for record, times in sorted(self.records.items())
        )
        return "_".join(entries) or _EMPTY

    @classmethod
    def from_text(cls, text: str) -> Self | None:
        """The sample that `to_text` wrote; None for anything else."""
        if text == _EMPTY:
            return cls()
        entries = [_ENTRY.fullmatch(entry) for entry in text.split("_")]
        counts: Counter[Seen] = Counter()
        for entry in entries:
            if entry is None or len(entries) > _MOST_ENTRIES:
                return None
            counts[_read(entry[1] or "")] += int(entry[2])
        return cls(counts)


def _read(text: str) -> Seen:
    parts = text.split(".") if text else []
    return tuple(Candidate(min(int(part.rstrip("g")), 1000), part.endswith("g")) for part in parts)
