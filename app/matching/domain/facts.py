"""What is compared of a record as it is stored: one text, with a mark of the rules that made it."""

from collections.abc import Iterable

from app.matching.domain.identity import Identity

EDITION = "1"
"""One character. Whoever changes how records are standardized, or their keys, raises it.

Texts of another edition are not read any more: `kith reindex` writes them anew.
"""
BEFORE, BETWEEN = "\x1c", "\x1b"
"""Stand in no text: before a text in a list of several, and between one and the next."""


def to_facts(identity: Identity) -> str:
    """The text that is stored."""
    return EDITION + identity.to_text()


def is_of_today(facts: str) -> bool:
    """Whether a stored text was made by the rules of today."""
    return facts.startswith(EDITION)


def from_facts(facts: Iterable[str]) -> list[Identity]:
    """What stored texts of today say."""
    return [Identity.from_text(text[1:]) for text in facts]
