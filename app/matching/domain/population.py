"""How common each value is among those on record: what tells a telling likeness from a chance one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Counted(StrEnum):
    """The values that are counted: names and places as they stand in an `Identity`, of a surname each part.

    What identifies (emails to organizations, full names) is counted under the text of its key.
    """

    FIRST = "first"
    LAST = "last"
    CITY = "city"
    POSTCODE = "postcode"
    EMAIL = "email"
    PHONE = "phone"
    HOUSE = "house"
    BIRTH = "birth"
    ORGANIZATION = "organization"
    NAME = "name"
    """First and last name together."""


_FEWEST = 200


@dataclass(frozen=True, slots=True)
class Population:
    """Those on record. `size` is their number; `counts` says how many of them hold a value.

    A value that is not in `counts` is held by one at most.
    """

    size: int
    counts: Mapping[Counted, Mapping[str, int]] = field(default_factory=dict)
    sharing: float = 0.2
    """The share of people with a house (0 to 1) who share it with somebody else on record."""

    @property
    def people(self) -> int:
        """Among how many somebody is looked for: a handful tells little of how common a value is."""
        return max(self.size, _FEWEST)

    def count(self, kind: Counted, value: str) -> int:
        """How many hold the value, at least one."""
        return max(1, self.counts.get(kind, {}).get(value, 1))
