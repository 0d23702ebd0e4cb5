"""Whom pasted text names: email addresses and lookup IDs, in whatever way they were copied."""

import re
from collections.abc import Iterator

_BETWEEN = re.compile(r"[,;|\t]")
_IN_ANGLES = re.compile(r"<([^<>]*)>")
_AROUND = " \"'“”‘’()[]"
_NAMES_SOMEBODY = re.compile(r"[@\d]")


def words_in(text: str) -> list[str]:
    """Every address and ID, each once and in order; what is neither is kept, to be listed as not found.

    "Lee, Ann <ann@example.org>; bob@example.org" names two people: of a name with an address behind it only
    the address counts.
    """
    return list(dict.fromkeys(word for line in text.splitlines() for word in _words(line)))


def _words(line: str) -> Iterator[str]:
    pieces = _BETWEEN.split(line)
    for piece, after in zip(pieces, [*pieces[1:], ""], strict=True):
        is_last_name = "<" in after and not _NAMES_SOMEBODY.search(piece)
        address = _IN_ANGLES.search(piece)
        word = (address[1] if address else piece).strip(_AROUND)
        if word and not is_last_name:
            yield word
