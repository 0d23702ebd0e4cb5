"""Names: shown, sorted, greeted. No form assumes two words, a Latin alphabet or a first name."""

import re
import unicodedata
from dataclasses import dataclass, fields
from typing import Self

from app.constituents.domain.points import Json
from app.constituents.domain.text import by_word
from app.constituents.domain.text import fold as fold

_GENERATIONS = by_word(
    {
        "jr": "jr junior jnr",
        "sr": "sr senior snr",
        "ii": "ii 2nd",
        "iii": "iii 3rd",
        "iv": "iv 4th",
        "v": "v 5th",
    }
)
COUPLE = re.compile(r"\s*[&+/]\s*|\s+(?:and|und|et)\s+", re.IGNORECASE)
"""What stands between the given names of two people in one field."""
_FAMILY_FIRST = re.compile(r"CJK UNIFIED|HIRAGANA|KATAKANA|HANGUL")


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a name as they are known; "" is a part that is not known."""

    title: str = ""
    first: str = ""
    middle: str = ""
    last: str = ""
    suffix: str = ""
    nickname: str = ""
    maiden: str = ""
    organization: str = ""

    def parts(self) -> dict[str, str]:
        """Every part by its name, in order, blank ones too."""
        return {part: getattr(self, part) for part in PARTS}

    def to_json(self) -> Json:
        """The value as JSON, without blanks."""
        return {part: value for part, value in self.parts().items() if value}

    @classmethod
    def from_json(cls, told: Json) -> Self:
        """The value that `to_json` wrote."""
        return cls(**told)


PARTS = tuple(field.name for field in fields(Name))


def display_name(name: Name) -> str:
    """The name as people are introduced, "Piet van der Berg Jr."; "" when nothing is known.

    In alphabets where the family name comes first, it comes first.
    """
    if not _is_personal(name):
        return name.organization
    if _is_family_first(name):
        return _joined(name.last, name.first or name.nickname)
    return _joined(name.first or name.nickname, name.middle, name.last, name.suffix)


def called(name: Name, override: str = "", *, email: str = "", lookup_id: str) -> str:
    """How somebody is called: by the name shown instead, the name, the primary email, or the lookup ID."""
    return override or display_name(name) or email or lookup_id


def sort_name(name: Name) -> str:
    """The name as a list files it, "van der Berg, Piet"; organizations without a leading article."""
    if not _is_personal(name):
        return re.sub(r"^(?:the|an?)\s+(?=\S)", "", name.organization, flags=re.IGNORECASE)
    if _is_family_first(name):
        return display_name(name)
    given = _joined(name.first or name.nickname, name.middle)
    filed = ", ".join(part for part in (name.last, given) if part)
    return _joined(filed, name.suffix)


def informal_name(name: Name) -> str:
    """What a friendly letter begins with: the nickname, else the first name, else the whole name."""
    return name.nickname or name.first or formal_name(name)


def formal_name(name: Name) -> str:
    """What a formal letter begins with, "Dr. van der Berg"; without a title, the name as it is shown."""
    if name.title and name.last:
        return _joined(name.title, name.last)
    return display_name(name)


def generation(suffix: str) -> str:
    """The generation that a suffix states, as "jr", "sr", "ii" … "v"; "" for any other suffix (MD, Esq.)."""
    return next((_GENERATIONS[word] for word in fold(suffix).split() if word in _GENERATIONS), "")


def names_two(given: str) -> bool:
    """True of a given name that names a couple, "John & Mary"."""
    return len([side for side in COUPLE.split(given) if fold(side)]) > 1


def _is_personal(name: Name) -> bool:
    return bool(name.first or name.last or name.nickname or name.middle)


def _is_family_first(name: Name) -> bool:
    start = name.last[:1]
    return bool(start) and bool(_FAMILY_FIRST.match(unicodedata.name(start, "")))


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
