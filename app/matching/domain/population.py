"""How common each value is among those on record: what tells a telling likeness from a chance one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Counted(StrEnum):
    """The values that are counted. Each as it stands in an `Identity`; of a surname, every part on its own."""

    FIRST = "first"
    LAST = "last"
    CITY = "city"
    POSTCODE = "postcode"
    EMAIL = "email"
    PHONE = "phone"
    HOUSE = "house"
    """`number|street|postcode` of an address, city in place of a postcode that is not known."""
    BIRTH = "birth"
    ORGANIZATION = "organization"


@dataclass(frozen=True, slots=True)
class Population:
    """Those on record. `size` is their number; `counts` says how many of them hold a value.

    A value that is not in `counts` is held by one at most.
    """

    size: int
    counts: Mapping[Counted, Mapping[str, int]] = field(default_factory=dict)

    def count(self, kind: Counted, value: str) -> int:
        """How many hold the value, at least one."""
        return max(1, self.counts.get(kind, {}).get(value, 1))
