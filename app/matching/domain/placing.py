"""Under which numbers a record is kept and asked for in one workspace."""

from collections.abc import Iterable
from typing import TypeVar

from app.matching.domain.blocking import keys
from app.matching.domain.choosing import Ids
from app.matching.domain.identity import Identity

Number = TypeVar("Number", int, Ids)
_FITS = (1 << 47) - 1
"""SQLite stores a number of 47 bits in six bytes; in a million records hardly any two then meet by chance."""
_NEVER_ZERO = 1


def in_workspace(workspace_id: int, number: Number) -> Number:
    """The number of a key, or of many, in one workspace: what two workspaces both hold has two numbers."""
    return (number ^ workspace_id) & _FITS | _NEVER_ZERO


def places(workspace_id: int, identity: Identity) -> set[int]:
    """The numbers under which a record is kept."""
    return {in_workspace(workspace_id, key.number) for key in keys(identity)}


def all_places(workspace_id: int, records: Iterable[tuple[int, Identity]]) -> list[tuple[int, int]]:
    """Every number of every record with the record's id, in the order in which they are stored."""
    return sorted((place, owner) for owner, identity in records for place in places(workspace_id, identity))
