"""Which values of a record are counted: those of names and places, every one once a record."""

from collections.abc import Iterable, Sequence

from app.matching.domain.blocking import Key, KeyKind
from app.matching.domain.choosing import Ints
from app.matching.domain.identity import WITHIN, Identity, values
from app.matching.domain.population import Counted

COUNTED = (Counted.FIRST, Counted.LAST, Counted.CITY, Counted.POSTCODE)
"""What is counted now and then. How many share any other value is the size of its block."""
_BY_BLOCK = {
    KeyKind.EMAIL: Counted.EMAIL,
    KeyKind.PHONE: Counted.PHONE,
    KeyKind.HOUSE: Counted.HOUSE,
    KeyKind.BIRTH: Counted.BIRTH,
    KeyKind.ORGANIZATION: Counted.ORGANIZATION,
}


def values_of(people: Sequence[Identity]) -> dict[Counted, list[str]]:
    """The counted values of all these people; one that a record has twice is there once."""
    found: dict[Counted, list[str]] = {kind: [] for kind in COUNTED}
    for one in people:
        if one.first:
            found[Counted.FIRST].append(one.first)
        found[Counted.LAST] += dict.fromkeys(one.last.split())
        cities, postcodes = set[str](), set[str]()
        for place in (*values(one.places), *values(one.ended_places)):
            _, _, _, _, city, _, postcode = place.split(WITHIN)
            cities.add(city)
            postcodes.add(postcode)
        found[Counted.CITY] += cities - {""}
        found[Counted.POSTCODE] += postcodes - {""}
    return found


def by_block(told: Sequence[Key], sizes: Ints) -> dict[Counted, dict[str, int]]:
    """How many have the value of each key, from how many have the key; what one alone has is left out."""
    found: dict[Counted, dict[str, int]] = {kind: {} for kind in _BY_BLOCK.values()}
    for at in (sizes > 1).nonzero()[0].tolist():
        if kind := _BY_BLOCK.get(told[at].kind):
            found[kind][told[at].value] = max(int(sizes[at]), found[kind].get(told[at].value, 0))
    return found


def is_counted_by_block(kind: KeyKind) -> bool:
    """Whether the size of such a key's block says how common a value is."""
    return kind in _BY_BLOCK
