"""Which new value becomes the primary one of its channel."""

from collections.abc import Sequence
from typing import assert_never

from app.constituents.domain.record import Address, Email, Phone
from app.updates.domain.rules import PrimaryRule
from app.updates.domain.words import BY_RULE
from app.words import _

PointValue = Email | Phone | Address


def first_of(added: Sequence[PointValue]) -> tuple[PointValue | None, str]:
    """The added value that becomes primary where none was, and why: the row's own primary, else the first."""
    return _first(added), _("The first active value of its kind is primary.")


def elected(
    added: Sequence[PointValue],
    old: PointValue,
    rule: PrimaryRule,
    staying: Sequence[PointValue] | None = None,
) -> tuple[PointValue | None, str]:
    """The value that becomes primary, and why; None when the old primary stays.

    `added` are the new values that compete; what is added beside the others does not. `old` is the active
    primary so far; where it ends, `staying` are the values on record that stay active. Of several new ones,
    the one marked primary wins, else the first. A mark alone never wins anything, and a channel with an
    active value is never left without a primary.
    """
    same_type = [new for new in added if new.type == old.type]
    match rule:
        case PrimaryRule.NEVER if staying:
            return staying[0], _("The old primary has ended: a value that stays takes its place.")
        case PrimaryRule.NEVER if staying is not None:
            return _first(same_type), _(
                "The old primary has ended, and nothing else is there to take its place."
            )
        case PrimaryRule.NEVER:
            return None, ""
        case PrimaryRule.SAME_TYPE:
            return _first(same_type), _(
                "Same type as the old primary: it becomes primary ({source}).", source=BY_RULE
            )
        case PrimaryRule.ALWAYS:
            return _first(added), _("A new value always becomes primary ({source}).", source=BY_RULE)
        case _:
            assert_never(rule)


def _first(candidates: Sequence[PointValue]) -> PointValue | None:
    marked = [new for new in candidates if new.primary]
    return next(iter(marked or candidates), None)
