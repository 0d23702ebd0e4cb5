"""Addresses compared: the same house, another unit of it, the same street with a slip, the same town."""

from typing import NamedTuple

import numpy as np

from app.matching.domain.blocking import house_text
from app.matching.domain.comparing.columns import column, distinct, nothing, share
from app.matching.domain.comparing.levels import (
    CODE,
    Compared,
    Field,
    Floats,
    Ints,
    Level,
    Levels,
    Mask,
    reached,
)
from app.matching.domain.comparing.likeness import slips
from app.matching.domain.comparing.several import Several, several
from app.matching.domain.comparing.sheet import Sheet
from app.matching.domain.identity import WITHIN
from app.matching.domain.population import Counted

_WORTH = (
    Level.SAME,
    Level.TYPO,
    Level.FORM,
    Level.NEAR,
    Level.STREET,
    Level.ENDED,
    Level.TOWN,
    Level.ELSEWHERE,
    Level.DIFFERENT,
)
_SMOOTHING = 0.05
_PARTS = ("number", "street", "qualifiers", "unit", "city", "region", "postcode")


class _Side(NamedTuple):
    """The parts of the addresses on one side of all combinations, each as a number, 0 for unknown."""

    number: Ints
    street: Ints
    qualifiers: Ints
    unit: Ints
    city: Ints
    region: Ints
    postcode: Ints


def addresses(sheet: Sheet) -> dict[Field, Compared]:
    """The addresses of every pair."""
    combined = several(sheet, "places")
    places = _Places(combined)
    level, chance = places.levels(), np.full(len(combined.pair), np.nan)
    house, town = reached(level, Level.SAME, Level.NEAR), reached(level, Level.TOWN, Level.ELSEWHERE)
    chance[house] = places.of_house(sheet, house)
    chance[town] = places.of_town(sheet, town)
    return {Field.ADDRESS: combined.best(level, chance, _WORTH)}


class _Places:
    def __init__(self, combined: Several) -> None:
        self.combined = combined
        split = [text.split(WITHIN) if text else [""] * len(_PARTS) for text in combined.texts]
        self.parts = list(zip(*split, strict=True)) or [()] * len(_PARTS)
        numbered = [column(part, []) for part in self.parts]
        self.mine = _Side(*(part.incoming[combined.mine] for part in numbered))
        self.theirs = _Side(*(part.incoming[combined.theirs] for part in numbered))
        self.streets = numbered[1].texts

    def levels(self) -> Levels:
        """How far the two addresses of each combination agree."""
        mine, theirs = self.mine, self.theirs
        level, _ = nothing(len(mine.number))
        town, apart = self._town()
        house = _both(mine.number, theirs.number) & (mine.number == theirs.number)
        street = (mine.street == theirs.street) & ((mine.street > 0) | house)
        street &= _agree(mine.qualifiers, theirs.qualifiers)
        unknown = (mine.street == 0) | (theirs.street == 0)
        level[apart] = CODE[Level.DIFFERENT]
        level[town] = CODE[Level.ELSEWHERE]
        level[town & unknown & ~(house & street)] = CODE[Level.TOWN]
        level[house & street & ~town] = CODE[Level.FORM]
        level[house & street & apart] = CODE[Level.STREET]
        at_home = house & town
        level[at_home & self._nearly(at_home & ~street)] = CODE[Level.TYPO]
        level[at_home & street] = CODE[Level.SAME]
        level[at_home & street & ~_agree(mine.unit, theirs.unit)] = CODE[Level.NEAR]
        return level

    def _town(self) -> tuple[Mask, Mask]:
        """Where the town is the same by postcode or by name, and where it is another."""
        mine, theirs = self.mine, self.theirs
        codes, cities = _both(mine.postcode, theirs.postcode), _both(mine.city, theirs.city)
        same_code = codes & (mine.postcode == theirs.postcode)
        same_city = cities & (mine.city == theirs.city) & _agree(mine.region, theirs.region)
        town = same_code | same_city
        return town, (codes | cities) & ~town

    def _nearly(self, among: Mask) -> Mask:
        """The street with a slip, or with another type or direction."""
        mine, theirs = self.mine, self.theirs
        nearly: Mask = among & (mine.street == theirs.street)
        left = among & ~nearly & _both(mine.street, theirs.street)
        if left.any():
            pairs = distinct(mine.street[left], theirs.street[left])
            nearly[left] = slips(*pairs.texts(self.streets))[pairs.which]
        return nearly

    def of_house(self, sheet: Sheet, among: Mask) -> Floats:
        """The share of those on record who live there; of two spellings that no key joins, of one alone."""
        held = column([house_text(text) if text else "" for text in self.combined.texts], [])
        mine, theirs = (held.incoming[side[among]] for side in (self.combined.mine, self.combined.theirs))
        shares = [share(Counted.HOUSE, text, sheet.population, _SMOOTHING) for text in held.texts]
        alone = share(Counted.HOUSE, "", sheet.population, _SMOOTHING)
        return np.where(mine == theirs, np.array(shares)[mine], alone)

    def of_town(self, sheet: Sheet, among: Mask) -> Floats:
        """The share of those on record in the town; the larger one of two spellings."""
        mine, theirs = self.combined.mine[among], self.combined.theirs[among]
        known = np.unique(np.concatenate([mine, theirs]))
        shares = np.zeros(len(self.combined.texts))
        shares[known] = [self._town_share(at, sheet) for at in known.tolist()]
        larger: Floats = np.maximum(shares[mine], shares[theirs])
        return larger

    def _town_share(self, at: int, sheet: Sheet) -> float:
        shares = [
            share(kind, self.parts[part][at], sheet.population, _SMOOTHING)
            for kind, part in ((Counted.CITY, 4), (Counted.POSTCODE, 6))
            if self.parts[part][at]
        ]
        return max(shares, default=1.0)


def _both(one: Ints, other: Ints) -> Mask:
    known: Mask = (one > 0) & (other > 0)
    return known


def _agree(one: Ints, other: Ints) -> Mask:
    agree: Mask = (one == 0) | (other == 0) | (one == other)
    return agree
