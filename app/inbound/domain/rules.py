"""What a workspace decides about reports of sending services."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

FEWEST, MOST = 1, 20
SHORTEST, LONGEST = 1, 90


@dataclass(frozen=True, slots=True)
class EventRules:
    """After how many soft bounces in a row an address is suppressed, and for how many days calls are kept."""

    soft_bounces: int = 5
    days: int = 30

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """The rules that a workspace saved; what it did not save is as it is proposed."""
        return cls(
            soft_bounces=_between(told.get("soft_bounces"), FEWEST, MOST, 5),
            days=_between(told.get("days"), SHORTEST, LONGEST, 30),
        )

    def to_json(self) -> dict[str, int]:
        """The rules as they are saved."""
        return {"soft_bounces": self.soft_bounces, "days": self.days}


def _between(value: object, least: int, most: int, otherwise: int) -> int:
    return value if isinstance(value, int) and least <= value <= most else otherwise
