"""A few inboxes, each in spellings that all reach it, written out: no code of ours made the table."""

from collections.abc import Mapping

INBOXES: Mapping[str, tuple[str, ...]] = {
    "ann": ("ann@example.org", "ANN@Example.org", "ann+news@example.org", "\u200bann@example.org"),
    "bo": ("bo.fox@gmail.com", "bofox@googlemail.com", "B.O.Fox+x@gmail.com"),
    "cy": ("cy@b\u00fccher.example.com", "cy@xn--bcher-kva.example.com", "CY@B\u00dcCHER.example.com"),
    "di": ("di@example.net", "\uff44\uff49@example.net", "Di Fox <di@example.net>"),
    "home": ("home@example.com", "Home+all@EXAMPLE.com"),
    "new": ("new@example.org",),
}
SPELLINGS = tuple(spelling for spellings in INBOXES.values() for spelling in spellings)
PLAIN = tuple(each for each in SPELLINGS if "<" not in each)
"""Those that a form can hold."""


def inbox_of(spelling: str) -> str:
    """The inbox that this spelling reaches; the spelling itself where it is none of ours."""
    return _BY_SPELLING.get(spelling, spelling)


_BY_SPELLING = {
    variant: name
    for name, spellings in INBOXES.items()
    for each in spellings
    for variant in (each, each.replace("\u200b", ""), each.rpartition("<")[2].removesuffix(">"))
}
