"""Which values of a record are counted: those of names and places, every one once a record."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from app.matching.domain.blocking import Key, KeyKind, house_text, numbered
from app.matching.domain.choosing import Ids, Ints
from app.matching.domain.identity import WITHIN, Identity, values
from app.matching.domain.population import Counted

COUNTED = (Counted.FIRST, Counted.LAST, Counted.CITY, Counted.POSTCODE)
"""What is counted now and then. How many share any other value is the size of its block."""
FEWEST_HOUSES = 100
_OF_PLACE = {Counted.CITY: 4, Counted.POSTCODE: 6}
_BY_BLOCK = {
    KeyKind.EMAIL: Counted.EMAIL,
    KeyKind.PHONE: Counted.PHONE,
    KeyKind.HOUSE: Counted.HOUSE,
    KeyKind.BIRTH: Counted.BIRTH,
    KeyKind.ORGANIZATION: Counted.ORGANIZATION,
    KeyKind.NAME: Counted.NAME,
}


def tallied(people: Sequence[Identity]) -> dict[Counted, Counter[str]]:
    """How many of these people have each value; one that a record has twice counts once.

    Texts are counted whole before they are taken apart, as most stand in many records.
    """
    columns = zip(*people, strict=True) if people else [()] * len(Identity._fields)
    told = dict(zip(Identity._fields, columns, strict=True))
    found = {kind: Counter[str]() for kind in COUNTED}
    found[Counted.FIRST] += Counter(told["first"])
    for last, n in Counter(told["last"]).items():
        for part in set(last.split()):
            found[Counted.LAST][part] += n
    for places, n in Counter(zip(told["places"], told["ended_places"], strict=True)).items():
        parts = [place.split(WITHIN) for text in places for place in values(text)]
        for kind, at in _OF_PLACE.items():
            for value in {part[at] for part in parts}:
                found[kind][value] += n
    for counted in found.values():
        counted.pop("", None)
    return found


def houses(people: Sequence[Identity]) -> Ids:
    """The houses in which these people live now, as numbers, once for each of them."""
    found = [
        numbered(KeyKind.HOUSE, known)
        for one in people
        if one.kind == "i"
        for known in {house_text(place) for place in values(one.places)}
        if known
    ]
    return np.array(found, np.int64)


def share_sharing(lived_in: Ids) -> float | None:
    """The share of those who live in a house with somebody else on record; None where too few live in one."""
    if len(lived_in) < FEWEST_HOUSES:
        return None
    _, held = np.unique(lived_in, return_counts=True)
    return float(held[held > 1].sum() / len(lived_in))


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
