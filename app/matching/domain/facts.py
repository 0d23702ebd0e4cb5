"""What is compared of a record as it is stored: one text, with a mark of the rules that made it."""

from app.matching.domain.identity import BETWEEN, Identity

EDITION = "1"
"""Whoever changes how records are standardized, or their keys, raises it.

Texts of another edition are not read any more: `kith reindex` writes them anew.
"""
TODAY = f"{EDITION}{BETWEEN}"
"""What every stored text of today begins with."""
_PARTS = 2 + len(Identity._fields)


def to_facts(identity: Identity) -> str:
    """The text that is stored."""
    return TODAY + identity.to_text()


def from_list(told: str) -> dict[int, Identity]:
    """Records by id, from texts of today that stand in one, each behind its id, all parted by BETWEEN."""
    if not told:
        return {}
    parts = iter(told.split(BETWEEN))
    rows = zip(*[parts] * _PARTS, strict=True)
    return {int(row[0]): Identity._make(row[2:]) for row in rows}
