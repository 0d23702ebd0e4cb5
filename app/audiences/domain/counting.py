"""Numbers of a check that add up to everybody in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.consent.domain.barrier import Barrier


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people, how many of them can be emailed in how many messages, and the others by headline."""

    people: int
    eligible: int
    messages: int
    reasons: tuple[tuple[Barrier, int], ...]

    @property
    def sharing(self) -> int:
        """How many can be emailed and get no message of their own, as somebody else has their inbox too."""
        return self.eligible - self.messages


def counted(by_headline: Mapping[str | None, int], *, messages: int) -> Counts:
    """The numbers out of those by headline, where None are those whom nothing stops; most frequent first."""
    eligible = by_headline.get(None, 0)
    found = [(Barrier(word), number) for word, number in by_headline.items() if word is not None]
    order = list(Barrier)
    reasons = tuple(sorted(found, key=lambda pair: (-pair[1], order.index(pair[0]))))
    return Counts(eligible + sum(number for _, number in reasons), eligible, messages, reasons)
