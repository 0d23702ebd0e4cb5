"""What is compared of a record as it is stored: one text, with a mark of the rules that made it."""

from collections.abc import Sequence
from typing import NamedTuple

from app.matching.domain.identity import BETWEEN, Identity

EDITION = "1"
"""Whoever changes how records are standardized, or their keys, raises it.

Texts of another edition are not read any more: the next start of the program writes them anew.
"""
TODAY = f"{EDITION}{BETWEEN}"
"""What every stored text of today begins with."""
_PARTS = 2 + len(Identity._fields)


class Facts(NamedTuple):
    """What is kept of several constituents: their ids, and in the same order what they are compared by."""

    ids: Sequence[int]
    people: list[Identity]


def to_facts(identity: Identity) -> str:
    """The text that is stored."""
    return TODAY + identity.to_text()


def from_list(told: str) -> Facts:
    """What several stored texts of today say, each behind the id of its record, all parted by BETWEEN."""
    if not told:
        return Facts((), [])
    parts = told.split(BETWEEN)
    columns = [parts[at::_PARTS] for at in range(_PARTS)]
    people = list(map(Identity._make, zip(*columns[2:], strict=True)))
    return Facts(list(map(int, columns[0])), people)
