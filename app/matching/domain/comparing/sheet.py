"""Both sides of a comparison, column by column."""

from collections.abc import Sequence

from app.constituents.domain.nicknames import are_forms_of_one, is_given
from app.matching.domain.comparing.columns import Column, Pairs, column
from app.matching.domain.identity import Identity
from app.matching.domain.own_pairs import NamePairs
from app.matching.domain.population import Counted, Population

_IN_USE = 3
_PARTS = {part: at for at, part in enumerate(Identity._fields)}


class Sheet:
    """Incoming and existing records with the pairs among them that are compared."""

    def __init__(
        self,
        incoming: Sequence[Identity],
        existing: Sequence[Identity],
        pairs: Pairs,
        population: Population,
        names: NamePairs,
    ) -> None:
        self.pairs, self.population, self.names = pairs, population, names
        blank = [()] * len(Identity._fields)
        self._incoming = list(zip(*incoming, strict=True)) or blank
        self._existing = list(zip(*existing, strict=True)) or blank

    def are_forms(self, one: str, other: str) -> bool:
        """Whether two given names are forms of one, as the workspace has it, or as is generally known."""
        if self.names.are_different(one, other):
            return False
        return are_forms_of_one(one, other) or self.names.are_same(one, other)

    def is_in_use(self, given: str) -> bool:
        """Whether a given name is one, as is generally known or as several on record have it; not a slip."""
        return is_given(given) or self.population.count(Counted.FIRST, given) >= _IN_USE

    def column(self, part: str) -> Column:
        """One text of all records, numbered."""
        at = _PARTS[part]
        return column(self._incoming[at], self._existing[at])

    def joined(self, *parts: str, by: str = "\x1f") -> Column:
        """Several texts of each record as one, numbered; parts are told apart by `by`."""
        places = [_PARTS[part] for part in parts]
        sides = (self._incoming, self._existing)
        texts = [list(map(by.join, zip(*(side[at] for at in places), strict=True))) for side in sides]
        return column(texts[0], texts[1])
