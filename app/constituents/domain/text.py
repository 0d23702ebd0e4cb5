"""Text as people type it, made comparable: shared by every kind of value."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

# Letters that Unicode does not decompose but that people type without their stroke or tie.
_PLAIN = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ł": "l", "đ": "d", "ø": "o", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
)
# Apostrophes of every shape (typewriter, typographic, modifier letters, acute and grave accents).
_APOSTROPHES = re.compile("['\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02c8\u00b4\u0060\u2032\uff07]")
_NOT_WORD = re.compile(r"[\W_]+")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
_SPACE = re.compile(r"\s+")
_TYPOGRAPHIC = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201b\u02bb\u02bc\u00b4\u0060", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013", "-")
)


def visible(text: str) -> str:
    """The text without invisible characters (zero width, direction marks, controls) and trimmed.

    Ordinary white space inside stays, each run of it as one blank.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    kept = (c for c in text if c.isspace() or unicodedata.category(c) not in _INVISIBLE)
    return _SPACE.sub(" ", "".join(kept)).strip()


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """The text for comparing: no case, accents, apostrophes or punctuation, words parted by one blank.

    Letters of other alphabets stay what they are. Text without a letter or digit folds to "".
    """
    if text.isascii():
        return _NOT_WORD.sub(" ", text.replace("'", "").replace("`", "").lower()).strip()
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text)).casefold().translate(_PLAIN)
    return " ".join("".join(map(_comparable, unicodedata.normalize("NFKD", plain))).split())


def _comparable(character: str) -> str:
    if character.isalnum():
        return character
    if unicodedata.combining(character) or (category := unicodedata.category(character)) in _INVISIBLE:
        return ""
    return character if category.startswith("M") else " "


def by_word(forms: Mapping[str, str]) -> dict[str, str]:
    """Each word of the lists, with the one form it stands for: {"ave": "av avenue"} read backwards."""
    return {word: form for form, words in forms.items() for word in words.split()}


@lru_cache(maxsize=16_384)
def written(text: str) -> str:
    """The text for asking "is this the same spelling?": accents count; case, quotes and blanks do not."""
    return visible(unicodedata.normalize("NFKC", text)).translate(_TYPOGRAPHIC).casefold()
