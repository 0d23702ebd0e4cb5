"""What somebody meant who typed a name that nobody has."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA

from app.constituents.domain.text import fold

_SLIPS = 2


def meant(text: str, names: Iterable[str]) -> str:
    """The typed words, each put right by the nearest word of these names, at most two letters away.

    "" when no word would change: then there is nothing to ask.
    """
    known = sorted({word for name in names for word in fold(name).split()})
    typed = fold(text).split()
    right = [_nearest(word, known) for word in typed]
    return " ".join(right) if right != typed else ""


def _nearest(word: str, known: list[str]) -> str:
    near = min(known, key=lambda each: OSA.distance(word, each), default=word)
    return near if OSA.distance(word, near) <= min(_SLIPS, len(word) // 2) else word
