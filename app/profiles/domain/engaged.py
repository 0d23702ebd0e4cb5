"""Is this person engaged? The same question as the quick segment, answered with the signs it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Sign:
    """Something a person did herself, and the last time she did it."""

    what: str
    on: date


@dataclass(frozen=True, slots=True)
class Engaged:
    """`recent` are the signs of the last 12 months, `older` the others; both latest first."""

    recent: tuple[Sign, ...]
    older: tuple[Sign, ...]

    @property
    def yes(self) -> bool:
        """An open or click by herself, a gift or a registration in the last 12 months."""
        return bool(self.recent)


def engaged(signs: Iterable[Sign], *, today: date) -> Engaged:
    """The signs, told apart by the day a year ago, which itself still counts as recent."""
    start = a_year_before(today)
    ordered = sorted(signs, key=lambda sign: sign.on, reverse=True)
    return Engaged(
        tuple(sign for sign in ordered if sign.on >= start),
        tuple(sign for sign in ordered if sign.on < start),
    )


def a_year_before(day: date) -> date:
    """The same day of the year before; 28 February for a leap day."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
