"""Two people in one row: a cell that somebody else changed meanwhile is never written over unseen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WROTE = "wrote"
"""Where the last act of a row keeps who typed which cell: the ids of staff by the position of the cell."""
KEY = "key"
"""Where it keeps the word that the empty row was sent with, so that sending it twice makes one row."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into a cell, and what stood there when they began; None where nobody says."""

    text: str
    was: str | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """A cell that somebody else changed meanwhile: what stands there, and what was typed and not stored."""

    index: int
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class Taken:
    """The cells with what could be stored, which of them changed, and the clashes."""

    cells: list[str]
    changed: tuple[int, ...]
    clashes: tuple[Clash, ...]


def taken_in(cells: Sequence[str], typed: Mapping[int, Typed], mine: Iterable[int] = ()) -> Taken:
    """These cells with what was typed. `mine` are those that the same person typed last.

    Who follows their own typing never clashes, also where an answer is still on its way.
    """
    after, own = list(cells), set(mine)
    clashes: list[Clash] = []
    for index, each in sorted(typed.items()):
        if not 0 <= index < len(after) or after[index] == each.text:
            continue
        if each.was is None or each.was == after[index] or index in own:
            after[index] = each.text
        else:
            clashes.append(Clash(index, after[index], each.text))
    changed = tuple(index for index, text in enumerate(cells) if after[index] != text)
    return Taken(after, changed, tuple(clashes))


def written_by(last_act: Mapping[str, Any] | None, staff_id: int | None) -> set[int]:
    """The cells of a row that this person typed last, as far as the row still knows."""
    told = (last_act or {}).get(WROTE, {})
    return {int(index) for index, who in told.items() if staff_id is not None and who == staff_id}


def wrote(last_act: Mapping[str, Any] | None, changed: Iterable[int], staff_id: int | None) -> dict[str, Any]:
    """Who typed which cell, after this person changed some."""
    return {**(last_act or {}).get(WROTE, {}), **{str(index): staff_id for index in changed}}
