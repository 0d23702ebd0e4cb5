"""What changed between a check and now: who must not be written to any more, and who is not added."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.consent.domain.barrier import Barrier
from app.words import figure, plural

GONE = "gone"
LEFT = "left"
MOVED = "moved"
SAME = "same"
SINCE = "since"
STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference as a sentence for staff, with how many people it is about."""

    kind: str
    people: int
    words: str


@dataclass(frozen=True, slots=True)
class Differences:
    """How those who could be emailed stand now.

    `still` can be emailed, `moved` of them at another address; `stopped` became ineligible, `left` are not in
    the groups any more, `gone` have no record. `since` could be emailed now and are not of the check's list.
    """

    still: int
    moved: int = 0
    stopped: tuple[tuple[Barrier, int], ...] = ()
    left: int = 0
    gone: int = 0
    since: int = 0

    @property
    def dropped(self) -> int:
        """How many of the check's list are not written to."""
        return sum(number for __, number in self.stopped) + self.left + self.gone

    @property
    def any(self) -> bool:
        return bool(self.dropped or self.moved or self.since)

    @property
    def told(self) -> tuple[Difference, ...]:
        """Each difference; nothing where all is as it was."""
        return tuple(_told(self))

    @property
    def words(self) -> tuple[str, ...]:
        """The sentences of the differences."""
        return tuple(each.words for each in self.told)

    @property
    def stored(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {
            "still": self.still,
            "moved": self.moved,
            "stopped": {barrier.value: number for barrier, number in self.stopped},
            "left": self.left,
            "gone": self.gone,
            "since": self.since,
        }


def read(stored: Mapping[str, Any]) -> Differences:
    """The same, out of the database."""
    return Differences(
        stored["still"],
        stored["moved"],
        tuple((Barrier(word), number) for word, number in stored["stopped"].items()),
        stored["left"],
        stored["gone"],
        stored["since"],
    )


def differences(numbers: Mapping[str, int], *, since: int) -> Differences:
    """Out of how many of the check's list stand how now: a headline, or one of the words above."""
    barriers = list(Barrier)
    stopped = sorted(
        ((Barrier(word), number) for word, number in numbers.items() if word in barriers),
        key=lambda pair: (-pair[1], barriers.index(pair[0])),
    )
    moved = numbers.get(MOVED, 0)
    return Differences(
        still=numbers.get(SAME, 0) + moved,
        moved=moved,
        stopped=tuple(stopped),
        left=numbers.get(LEFT, 0),
        gone=numbers.get(GONE, 0),
        since=since,
    )


def kind_of(state: str) -> str:
    """Which difference a headline, or one of the words above, belongs to."""
    return state if state in (GONE, LEFT, MOVED, SINCE) else STOPPED


def _told(found: Differences) -> Iterator[Difference]:
    if found.stopped:
        number = sum(count for __, count in found.stopped)
        reasons = ", ".join(f"{figure(count)} {barrier.label}" for barrier, count in found.stopped)
        words = plural(
            number,
            "{n} cannot be emailed any more and is left out: {reasons}.",
            "{n} cannot be emailed any more and are left out: {reasons}.",
            reasons=reasons,
        )
        yield Difference(STOPPED, number, words)
    if found.left:
        words = plural(
            found.left,
            "{n} is not in the groups any more, and left out: the list or the rule changed,"
            " or the rule asks who can be emailed.",
            "{n} are not in the groups any more, and left out: the list or the rule changed,"
            " or the rule asks who can be emailed.",
        )
        yield Difference(LEFT, found.left, words)
    if found.gone:
        words = plural(
            found.gone,
            "{n} has no record any more, and cannot be written to.",
            "{n} have no record any more, and cannot be written to.",
        )
        yield Difference(GONE, found.gone, words)
    if found.moved:
        words = plural(
            found.moved,
            "{n} has another email address since; the file has the new one.",
            "{n} have another email address since; the file has the new one.",
        )
        yield Difference(MOVED, found.moved, words)
    if found.since:
        words = plural(
            found.since,
            "{n} became eligible since and is not added: check again to reach them.",
            "{n} became eligible since and are not added: check again to reach them.",
        )
        yield Difference(SINCE, found.since, words)
