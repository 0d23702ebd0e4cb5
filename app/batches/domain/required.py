"""What a row of a batch that staff type has to say: whom it is about, and what its columns ask for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.batches.domain.cells import Cells
from app.batches.domain.gift_fields import REQUIRED, find_gift_field
from app.batches.domain.row_problems import CellProblem
from app.constituents.domain.text import visible
from app.words import _

LOOKUP = "lookup_id"
_SAYS_WHO = frozenset(
    {
        *(LOOKUP, "email", "email_home", "email_work", "email_2", "email_3"),
        *("first_name", "middle_name", "last_name", "nickname", "full_name", "organization"),
    }
)


@dataclass(frozen=True, slots=True)
class Required:
    """A column in which every row has something; where `is_of_person`, not beside a lookup ID."""

    index: int
    field: str
    label: str
    is_of_person: bool


def required_of(columns: Iterable[Mapping[str, Any]]) -> tuple[Required, ...]:
    """Those of the stored columns of a batch that every row fills in.

    Amount and day are left out: a gift without them cannot be read anyway. So is a currency that is stated
    once for all.
    """
    return tuple(
        Required(index, told["field"], told["label"], find_gift_field(told["field"]) is None)
        for index, told in enumerate(columns)
        if told.get("required") and not _is_seen_to(told)
    )


def _is_seen_to(told: Mapping[str, Any]) -> bool:
    is_stated = told["field"] == "gift_currency" and bool(told.get("default"))
    return is_stated or told["field"] in (LOOKUP, *REQUIRED)


def lacking(row: Sequence[str], cells: Cells, required: Iterable[Required]) -> list[CellProblem]:
    """What a typed row lacks: whom it is about, and values of columns that ask for one."""
    is_linked = bool(cells.text(LOOKUP))
    asked = (each for each in required if not (is_linked and each.is_of_person))
    found = [_empty(each) for each in asked if not visible(row[each.index])]
    return found if cells.says(_SAYS_WHO) else [_nobody(), *found]


def _empty(column: Required) -> CellProblem:
    return CellProblem(
        column=column.label,
        field=column.field,
        value="",
        what=_("{label} is empty.", label=column.label),
        expected=_("a value in every row of this batch"),
        fix=_("Fill it in."),
    )


def _nobody() -> CellProblem:
    return CellProblem(
        column="",
        field=LOOKUP,
        value="",
        what=_("This row does not say who it is about."),
        expected=_("a lookup ID, an email or a name"),
        fix=_("Fill in one of them, or remove the row."),
    )
