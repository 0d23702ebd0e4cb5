"""Numbers of payment cards in cells that are typed or pasted: they are taken out before a cell is stored."""

from collections.abc import Sequence

from app.activity_imports.domain.cards import of_ids, scrubbed
from app.batch_entry.domain.columns import LOOKUP, Column
from app.batches.domain.unkept import INSTEAD

_KEYS = frozenset({"gift_key", "external_id", LOOKUP})
"""Fields that hold the numbers by which a tool knows its rows."""
_LONGEST_PHONE = 15


def without_cards(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The cells of rows with words where a number of a card stood; what is one is asked as of files.

    Digits alone in a column of phones or of numbers of a tool are no card, if they can be such a one.
    """
    labels = [column.label for column in columns]
    keys = {at for at, column in enumerate(columns) if column.field_id in _KEYS}
    phones = {at for at, column in enumerate(columns) if column.field_id.startswith("phone")}
    ids = of_ids(labels, rows, keys) - phones
    return [
        [scrubbed(cell, may_be_id=_may_be_id(at, cell, ids, phones), instead=INSTEAD) for at, cell in each]
        for each in (enumerate(row) for row in rows)
    ]


def _may_be_id(at: int, cell: str, ids: frozenset[int], phones: set[int]) -> bool:
    return at in ids or (at in phones and len(cell.strip()) <= _LONGEST_PHONE)
