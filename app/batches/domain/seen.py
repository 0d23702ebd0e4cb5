"""A row of a file as alarms look at it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from app.batches.domain.compared import Compared
from app.constituents.domain.text import fold


@dataclass(frozen=True, slots=True)
class Seen:
    """One row: its number and cells by field id, its email in lower case, and its name folded.

    `words` are all words of a person's name in their order, none for an organization. `on_record` are the
    names of those who have the email already; `compared` is how the row differs from the record that it
    updates, if any.
    """

    number: int
    cells: Mapping[str, str]
    email: str
    first: str
    last: str
    words: tuple[str, ...]
    on_record: tuple[str, ...] = ()
    compared: Compared | None = None

    @classmethod
    def of(
        cls,
        number: int,
        cells: Mapping[str, str],
        *,
        on_record: Iterable[str] = (),
        compared: Compared | None = None,
    ) -> Self:
        """The row with what can be read from its cells."""
        first, last = fold(cells.get("first_name", "")), fold(cells.get("last_name", ""))
        email = cells.get("email", "").casefold()
        return cls(number, cells, email, first, last, _words(cells), tuple(on_record), compared)


_PARTS = ("first_name", "nickname", "middle_name", "maiden_name", "last_name")
_NO_NAMES = frozenset("mr mrs ms miss dr prof jr sr ii iii iv and the of und et y".split())


def _words(cells: Mapping[str, str]) -> tuple[str, ...]:
    whole = cells.get("full_name", "")
    parts = [whole] if whole else [cells[part] for part in _PARTS if part in cells]
    return tuple(word for part in parts for word in fold(part).split() if word not in _NO_NAMES)
