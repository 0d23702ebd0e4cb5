"""What concerns one person out of what is in force about thousands: found without looking at everything."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Any

from app.consent.domain.standing import Recorded


class Narrowing:
    """What is recorded, filed by person and by address.

    `concerning` answers what `Recorded.concerning` does, in the same order.
    """

    def __init__(self, recorded: Recorded) -> None:
        self._restrictions = list(recorded.restrictions)
        self._places: dict[Hashable, list[int]] = defaultdict(list)
        for place, each in enumerate(self._restrictions):
            for name in {each.subject, each.address_key} - {None}:
                self._places[name].append(place)
        self._consents = _by_subject(recorded.consents)
        self._joinings = _by_subject(recorded.joinings)

    def concerning(self, person: int, address_key: str | None) -> Recorded:
        """The part that concerns one person and her primary address."""
        places = {*self._places.get(person, ()), *self._places.get(address_key, ())}
        near = Recorded(
            tuple(self._restrictions[place] for place in sorted(places)),
            tuple(self._consents.get(person, ())),
            tuple(self._joinings.get(person, ())),
        )
        return near.concerning(frozenset({person}), address_key)


def _by_subject(recorded: Iterable[Any]) -> dict[int | None, list[Any]]:
    found: dict[int | None, list[Any]] = defaultdict(list)
    for each in recorded:
        found[each.subject].append(each)
    return found
