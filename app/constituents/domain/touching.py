"""By what kind of thing somebody was touched: what may answer a question about her otherwise than before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Thing(StrEnum):
    """What was added, changed or taken away."""

    PROFILE = "profile"
    """Her record, names, emails, phones, addresses; or that she was erased or merged."""
    PERMISSION = "permission"
    """What is in force of the ledger, of her or at an address of hers; an interest group."""
    ROLE = "role"
    """A role, or what staff plan with her."""
    GIFT = "gift"
    REGISTRATION = "registration"
    EMAIL = "email"
    SETTINGS = "settings"
    """Currency, year, time zone, modules or rules of the workspace."""


@dataclass(frozen=True, slots=True)
class Touched:
    """Who was touched by which things, and which things changed that may concern anybody.

    `rows` are what tells it, as they are to be forgotten: person, key of an address, thing and number.
    """

    people: Mapping[int, frozenset[Thing]] = field(default_factory=dict)
    everybody: frozenset[Thing] = frozenset()
    rows: tuple[tuple[int, str, Thing, int], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rows)
