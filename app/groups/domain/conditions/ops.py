"""How conditions compare: the closed sets that several families share."""

from enum import StrEnum
from typing import assert_never

from app.words import _


class Limit(StrEnum):
    """How an amount is compared."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"

    def holds(self, amount: int, bound: int) -> bool:
        """Whether the amount is within the bound; both ends are included."""
        return amount >= bound if self is Limit.AT_LEAST else amount <= bound


class Count(StrEnum):
    """How a number of things is compared."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EXACTLY = "exactly"

    def holds(self, number: int, n: int) -> bool:
        """Whether so many things are as many as asked."""
        match self:
            case Count.AT_LEAST:
                return number >= n
            case Count.AT_MOST:
                return number <= n
            case Count.EXACTLY:
                return number == n
            case _:
                assert_never(self)

    def words(self, n: int, things: str, none: str) -> str:
        """So many things, of "2 gifts" and "no gift": "at least 2 gifts", "no or at most 2 gifts"."""
        match self:
            case Count.AT_LEAST:
                return _("at least {things}", things=things)
            case Count.AT_MOST | Count.EXACTLY if n == 0:
                return none
            case Count.AT_MOST:
                return _("no or at most {things}", things=things)
            case Count.EXACTLY:
                return _("exactly {things}", things=things)
            case _:
                assert_never(self)


class Choice(StrEnum):
    """What a person chose about an interest group."""

    JOINED = "joined"
    LEFT = "left"
    NEVER = "never"


class Status(StrEnum):
    """Where a record stands in life: who has died is neither active nor inactive."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DECEASED = "deceased"
