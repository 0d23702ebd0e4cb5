"""The part of a section that shows why it was found, with the words that were looked for marked."""

from collections.abc import Collection
from dataclasses import dataclass

from app.guide.domain.wording import stems

_AROUND = 160
_BEFORE = 6
_WINDOW = 24


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `found` when it is a word that was looked for."""

    text: str
    found: bool


def marked(text: str, looked_for: Collection[str]) -> tuple[Piece, ...]:
    """The words of a text; those with one of these stems are found."""
    return tuple(Piece(word, any(each in looked_for for each in stems(word))) for word in text.split())


def excerpt(text: str, looked_for: Collection[str]) -> tuple[Piece, ...]:
    """Some words of a text where most of those looked for stand together, in pieces."""
    pieces = marked(text, looked_for)
    begin = max(0, _densest(pieces) - _BEFORE)
    shown, length = list[Piece](), 0
    for piece in pieces[begin:]:
        length += len(piece.text) + 1
        if length > _AROUND:
            return (*_opening(begin), *shown, Piece("…", False))
        shown.append(piece)
    return (*_opening(begin), *shown)


def _densest(pieces: tuple[Piece, ...]) -> int:
    """Where the part begins that has most different words that were looked for; the first of several."""
    places = [number for number, piece in enumerate(pieces) if piece.found]
    different = {
        number: len({piece.text for piece in pieces[number : number + _WINDOW] if piece.found})
        for number in places
    }
    return max(places, key=lambda number: (different[number], -number), default=0)


def _opening(begin: int) -> tuple[Piece, ...]:
    return (Piece("…", False),) if begin else ()
