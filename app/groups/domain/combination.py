"""Groups put together as sets: who is in any of them, in all of them, or in the first alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from app.words import N_, _, all_of, any_of

MOST = 6
"""How many groups can be combined at once; their overlaps are shown one by one."""

LONGEST_TOLD = 600
"""Characters of a sentence about a combination that are kept as the purpose of its group."""


class Act(StrEnum):
    """What becomes of the groups, the first of which is the one to start from."""

    UNION = "union"
    INTERSECTION = "intersection"
    DIFFERENCE = "difference"

    @property
    def label(self) -> str:
        """It as a choice, between the first group and the others."""
        match self:
            case Act.UNION:
                return N_("or in any of")
            case Act.INTERSECTION:
                return N_("and also in all of")
            case Act.DIFFERENCE:
                return N_("but in none of")
            case _:
                assert_never(self)


@dataclass(frozen=True, slots=True)
class Region:
    """How many people are in exactly these of the groups, in the order of the groups."""

    inside: tuple[bool, ...]
    count: int


def keeps(act: Act, inside: Sequence[bool]) -> bool:
    """Whether somebody who is in exactly these groups is in the combined one."""
    match act:
        case Act.UNION:
            return any(inside)
        case Act.INTERSECTION:
            return all(inside)
        case Act.DIFFERENCE:
            return inside[0] and not any(inside[1:])
        case _:
            assert_never(act)


def total(act: Act, regions: Sequence[Region]) -> int:
    """How many people the combined group would have."""
    return sum(region.count for region in regions if keeps(act, region.inside))


def sizes(regions: Sequence[Region], groups: int) -> list[int]:
    """How many people each of so many groups has."""
    return [sum(region.count for region in regions if region.inside[place]) for place in range(groups)]


def told(act: Act, names: Sequence[str]) -> str:
    """Who is in the combined group, as a sentence."""
    first, *others = (f"“{name}”" for name in names)
    match act:
        case Act.UNION:
            return _("Everybody who is in {groups}.", groups=any_of([first, *others]))
        case Act.INTERSECTION:
            return _("Everybody who is in {groups}.", groups=all_of([first, *others]))
        case Act.DIFFERENCE:
            return _("Everybody who is in {group}, but not in {others}.", group=first, others=any_of(others))
        case _:
            assert_never(act)


def region_told(inside: Sequence[bool], names: Sequence[str]) -> str:
    """Who is meant by one region: in which of the groups they are, and in which not."""
    within = [f"“{name}”" for name, is_in in zip(names, inside, strict=True) if is_in]
    without = [f"“{name}”" for name, is_in in zip(names, inside, strict=True) if not is_in]
    if not without:
        return _("In {groups}", groups=all_of(within))
    return _("In {groups}, not in {others}", groups=all_of(within), others=any_of(without))
