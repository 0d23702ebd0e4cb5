"""What sample gifts say besides the money: campaign, for whom, who else is thanked, whom not to name."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from app.activity.domain.kinds import TributeKind
from app.constituents.domain.record import Kind
from app.sample.domain.facts import Gift
from app.sample.domain.person import Person, Story

WEEKS_OF_MOURNING = timedelta(weeks=9)
LARGE = 25_000
HONORED = "The volunteers of the food pantry"


def dressed(given: Iterable[Gift], everybody: Sequence[Person], today: date) -> Iterator[Gift]:
    """The same gifts, with all that they say. Nothing is left to chance here."""
    patron = next((number for number, who in enumerate(everybody) if who.story is Story.PATRON), None)
    gone = next((who for who in everybody if who.died), None)
    for gift in given:
        tribute, name = _tribute(gift, gone, today)
        yield replace(
            gift,
            campaign=_campaign(gift),
            anonymous=gift.amount >= 1_000 * LARGE or gift.person % 97 == 40,
            tribute=tribute,
            tribute_name=name,
            thanked=_thanked(gift, everybody, patron),
        )


def _campaign(gift: Gift) -> str:
    if gift.fund == "Building":
        return "A roof for the pantry"
    return f"Year-end {gift.on.year}" if gift.appeal == "Year-end appeal" else ""


def _tribute(gift: Gift, gone: Person | None, today: date) -> tuple[TributeKind | None, str]:
    """In memory of the one who died, in the weeks after; in honor of helping hands at the gala."""
    last_day = gone.here_until(today) if gone else today
    if gone and gift.fund == "Food pantry" and last_day < gift.on < last_day + WEEKS_OF_MOURNING:
        return TributeKind.IN_MEMORY, f"{gone.record.name.first} {gone.record.name.last}"
    if gift.appeal == "Gala" and gift.person % 20 == 10:
        return TributeKind.IN_HONOR, HONORED
    return None, ""


def _thanked(gift: Gift, everybody: Sequence[Person], patron: int | None) -> tuple[int, int] | None:
    """Who else is thanked, and for how much: a partner for all of it, the patron for grants she won."""
    giver = everybody[gift.person]
    if giver.story and giver.record.kind is Kind.ORGANIZATION and patron is not None:
        return patron, gift.amount // 2
    partner = gift.person + 1
    if gift.amount >= LARGE and partner < len(everybody) and _live_together(giver, everybody[partner]):
        return partner, gift.amount
    return None


def _live_together(one: Person, other: Person) -> bool:
    home = one.record.addresses
    return bool(home) and not one.story and not other.story and home == other.record.addresses
