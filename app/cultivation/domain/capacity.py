"""Capacity ratings: how much somebody could give to all causes over five years, as a band.

A rating is a guess from the outside, so it is a band and not an amount: two people who rate alike shall look
alike, and nobody shall read a precision into it that it does not have. The bands double or so from one to the
next (1, 5, 10, 25, 50, 100 …), as a difference matters by its proportion. They are fixed amounts of minor
units: 100,000 are $1,000 as well as ¥100,000, so that they are about as wide in any currency. The currency is
stored with each rating, as the workspace may change its own.
"""

from collections.abc import Callable
from enum import StrEnum

from app.words import _


class Capacity(StrEnum):
    """One band, from the lowest up; its name says where it begins in units of a currency with cents."""

    UNDER_1K = "under_1k"
    FROM_1K = "from_1k"
    FROM_5K = "from_5k"
    FROM_10K = "from_10k"
    FROM_25K = "from_25k"
    FROM_50K = "from_50k"
    FROM_100K = "from_100k"
    FROM_250K = "from_250k"
    FROM_500K = "from_500k"
    FROM_1M = "from_1m"

    @property
    def floor(self) -> int:
        """Its lowest amount, in minor units."""
        return _FLOORS[self]

    @property
    def ceiling(self) -> int | None:
        """The amount below which it ends, in minor units; None for the highest."""
        bands = list(Capacity)
        place = bands.index(self) + 1
        return _FLOORS[bands[place]] if place < len(bands) else None

    def words(self, money: Callable[[int], str]) -> str:
        """The band with amounts as `money` writes minor units: "$1,000 to $5,000"."""
        match self.floor, self.ceiling:
            case 0, int(ceiling):
                return _("under {ceiling}", ceiling=money(ceiling))
            case floor, None:
                return _("{floor} or more", floor=money(floor))
            case floor, ceiling:
                return _("{floor} to {ceiling}", floor=money(floor), ceiling=money(ceiling))


_UNIT = 100_000
_FLOORS = dict(
    zip(
        Capacity,
        (0, *(_UNIT * thousands for thousands in (1, 5, 10, 25, 50, 100, 250, 500, 1_000))),
        strict=True,
    )
)
