"""How much more somebody could give: the capacity rating beside the largest gift."""

from app.profiles.domain.prospect_facts import Facts, Speech
from app.words import _


def has_room(facts: Facts) -> bool:
    """Whether the capacity rating lies above everything that was given at once so far."""
    if facts.capacity is None or not facts.capacity.floor:
        return False
    largest = facts.largest
    return largest is None or (
        largest.currency == facts.capacity_currency and largest.amount < facts.capacity.floor
    )


def room_words(facts: Facts, say: Speech) -> str:
    """The rating beside the largest gift."""
    assert facts.capacity is not None
    band = facts.capacity.words(lambda minor: say.money(minor, facts.capacity_currency))
    rated = (
        _("Rated {band} on {day}", band=band, day=say.day(facts.capacity_on))
        if facts.capacity_on
        else _("Rated {band}", band=band)
    )
    if facts.largest is None:
        return _("{rated}; no gift so far.", rated=rated)
    return _(
        "{rated}; the largest gift so far is {amount}.",
        rated=rated,
        amount=say.money(facts.largest.amount, facts.largest.currency),
    )
