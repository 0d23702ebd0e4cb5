"""What people type for a name that they do not know: it says nothing about who somebody is."""

from app.constituents.domain.text import visible

_WORDS = frozenset(
    """- -- . .. ... ? ?? ??? x xx xxx xxxx n/a n.a. #n/a #n/d na/na none unknown unk anonymous anon null nil
    (blank) (none) (unknown) noname not_provided notprovided tbd tba test nobody undefined""".split()
) | {
    "no name",
    "not available",
    "not applicable",
    "not provided",
    "not given",
    "name unknown",
    "unknown name",
    "first name",
    "last name",
}
SURNAMES = frozenset({"null", "test"})
_LONGEST_INITIAL = 3
"""Up to so many letters a dot behind them may be that of an initial: "X." is a name, "unknown." is none."""


def is_blank_word(text: str) -> bool:
    """True for a whole field that says "nothing", like "n/a" or "unknown"."""
    word = visible(text).casefold()
    return word in _WORDS or (len(bare := word.strip(" .,;")) > _LONGEST_INITIAL and bare in _WORDS)


def is_blank_surname(text: str) -> bool:
    """The same of a surname; Null and Test are families, unless the first name is blank as well."""
    return is_blank_word(text) and visible(text).casefold() not in SURNAMES
