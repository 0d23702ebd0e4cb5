"""What other settings would make of rows, counted, with examples."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

EXAMPLES = 10
"""The most rows that are shown."""


@dataclass(frozen=True, slots=True)
class Part:
    """An import: so many of its rows bear on the question, of which so many were looked at.

    Some of these are `written`: they were carried out by the commit.
    """

    number: int
    name: str
    of: int
    looked: int
    written: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """What it is about, and how it comes out with the saved settings and with the new ones, in words."""

    about: str
    saved: str
    new: str
    counted: str
    """What it is counted under."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A row of an import, whose record is called so, that would come out otherwise."""

    batch: int
    row: int
    who: str
    differences: tuple[Difference, ...]
    notes: tuple[str, ...] = ()
    """What else the row is counted under."""
    like: int = 0
    """Whom on record it is most like, where that is the question."""


@dataclass(frozen=True, slots=True)
class Replay:
    """How many rows of these imports would come out otherwise, in what, and a few of them."""

    parts: tuple[Part, ...]
    rows: int = 0
    differences: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    examples: tuple[Turn, ...] = ()

    @property
    def of(self) -> int:
        """How many rows bear on the question."""
        return sum(part.of for part in self.parts)

    @property
    def looked(self) -> int:
        """How many of them were looked at."""
        return sum(part.looked for part in self.parts)


def replayed(parts: Iterable[Part], turns: Sequence[Turn]) -> Replay:
    """The counts of these rows, the most frequent first, and examples that show as much as possible."""
    counted = Counter(
        chain.from_iterable([*(each.counted for each in turn.differences), *turn.notes] for turn in turns)
    )
    return Replay(
        parts=tuple(parts),
        rows=len(turns),
        differences=sum(len(turn.differences) for turn in turns),
        counts=dict(counted.most_common()),
        examples=telling(turns),
    )


def telling(turns: Sequence[Turn], most: int = EXAMPLES) -> tuple[Turn, ...]:
    """Some of the rows, in their order: one of each kind before a second of any."""
    firsts: dict[tuple[str, ...], int] = {}
    for at, turn in enumerate(turns):
        firsts.setdefault(tuple(each.counted for each in turn.differences), at)
    first = set(firsts.values())
    ranked = [*sorted(first), *(at for at in range(len(turns)) if at not in first)]
    return tuple(turns[at] for at in sorted(ranked[:most]))
