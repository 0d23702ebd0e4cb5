"""The cells of one row under the names of the fields, and what was found wrong with them while reading."""

from collections.abc import Callable
from typing import TypeVar

from app.batches.domain.row_problems import CellProblem
from app.constituents.domain.problems import Problem

T = TypeVar("T")

LOST = "\ufffd"
"""What stands for a character that could not be read when the file was decoded."""


_SEVERAL = " ::: "
"""What Google Contacts writes between the values of one cell."""
_NEXT = {"email": ("email_2", "email_3"), "phone": ("phone_2", "phone_other")}


def part_several(values: dict[str, str]) -> None:
    """Give each of several emails or phones in one cell a field of its own, as far as fields are free.

    A cell with more than that stays whole, and is read as the mistake it is.
    """
    for field_id, others in _NEXT.items():
        first, *more = values.get(field_id, "").split(_SEVERAL)
        free = [other for other in others if other not in values]
        if more and len(more) <= len(free):
            values[field_id] = first
            values |= zip(free, more, strict=False)


class Cells:
    """What a row says: its `values` by field where not blank, trimmed, and the `headers` of the columns."""

    def __init__(self, values: dict[str, str], headers: dict[str, str]) -> None:
        self._values = values
        self._headers = headers
        self.problems: list[CellProblem] = []

    def text(self, field_id: str) -> str:
        """The trimmed value, "" where there is none."""
        return self._values.get(field_id, "")

    def says(self, field_ids: frozenset[str]) -> bool:
        """Whether any of these fields has a value."""
        return not field_ids.isdisjoint(self._values)

    def read(self, field_id: str, parse: Callable[[str], T | Problem]) -> T | None:
        """What `parse` makes of the value; None where it is blank or wrong, and the latter is noted."""
        text = self._values.get(field_id)
        if text is None:
            return None
        found = parse(text)
        if isinstance(found, Problem):
            self.complain(field_id, found)
            return None
        return found

    def complain(self, field_id: str, problem: Problem) -> None:
        """Note what is wrong with the value of a field."""
        self.problems.append(
            CellProblem(
                column=self._headers.get(field_id, ""),
                field=field_id,
                value=self.text(field_id),
                what=problem.what,
                expected=problem.expected,
                fix=problem.fix,
            )
        )
