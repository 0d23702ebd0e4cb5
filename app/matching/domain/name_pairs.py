"""Two given names of which a workspace says that they are one name, or never are: as they are typed."""

from dataclasses import dataclass

from app.constituents.domain.scripts import latin
from app.words import _

LONGEST = 40
MOST = 500
"""Lines that a workspace may have: beyond it they would be a dictionary, which is built in."""


@dataclass(frozen=True, slots=True)
class TypedPair:
    """Both names as they are compared, in the order of the alphabet, and in that order as they were typed."""

    one: str
    other: str
    shown_one: str
    shown_other: str


@dataclass(frozen=True, slots=True)
class NotAPair:
    """What is wrong with which of the two, as an instruction."""

    field: str
    reason: str


def pair(one: str, other: str) -> TypedPair | NotAPair:
    """The pair of two names as typed, the same for either order and any spelling of capitals and accents."""
    texts = {"one": one.strip(), "other": other.strip()}
    folded = {field: latin(text) for field, text in texts.items()}
    for field, text in texts.items():
        if reason := _wrong(text, folded[field]):
            return NotAPair(field, reason)
    if folded["one"] == folded["other"]:
        return NotAPair("other", _("Type another name: Kith already reads these two as one and the same."))
    ordered = sorted((name, texts[field]) for field, name in folded.items())
    (first, shown_first), (second, shown_second) = ordered
    return TypedPair(first, second, shown_first, shown_second)


def _wrong(text: str, folded: str) -> str:
    if not folded:
        return _("Type a given name.")
    if len(text) > LONGEST:
        return _("Use at most {longest} characters.", longest=LONGEST)
    if len(folded.split()) > 1:
        return _("Type one given name, without a middle or last name.")
    if len(folded) < 2:
        return _("Type the whole name: an initial stands for many.")
    return ""
