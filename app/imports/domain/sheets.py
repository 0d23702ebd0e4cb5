"""Which sheet of a workbook holds the list: found out, or as staff say."""

from dataclasses import dataclass
from typing import Any, BinaryIO, Self

from app.imports.domain.encoding import Encoding
from app.imports.domain.file import sniff
from app.imports.domain.limits import Limits
from app.imports.domain.refusal import Refused
from app.imports.domain.shape import Overrides
from app.imports.domain.workbook import look_at, sheet_names, write_csv
from app.words import _

AS_WRITTEN = Overrides(encoding=Encoding.UTF_8, delimiter=",")
"""How the text of a sheet is read, since it was written here."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet and how many of its rows hold something."""

    name: str
    rows: int


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The visible sheets of a workbook, and the one whose text was written."""

    sheet: str
    sheets: tuple[Sheet, ...]

    def to_json(self) -> dict[str, Any]:
        """A value for a JSON column."""
        return {"sheet": self.sheet, "sheets": [[each.name, each.rows] for each in self.sheets]}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Self:
        """What `to_json` wrote; nothing where there is no workbook."""
        sheets = tuple(Sheet(name, rows) for name, rows in value.get("sheets", ()))
        return cls(value.get("sheet", ""), sheets)

    @property
    def rows(self) -> int:
        """How many rows of the written sheet hold something."""
        return next((each.rows for each in self.sheets if each.name == self.sheet), 0)


def unpack(file: BinaryIO, into: BinaryIO, *, sheet: str, limits: Limits) -> Unpacked | Refused:
    """Write one sheet as CSV: the one that is named, else the first that can be imported.

    Where none can, the fullest is written, so that its refusal can tell what is missing.
    """
    names = sheet_names(file, limits)
    if isinstance(names, Refused):
        return names
    if not names:
        return Refused(_("This workbook has no visible sheet."), _("Unhide the sheet with the list."))
    if sheet and sheet not in names:
        listed = ", ".join(f"“{name}”" for name in names)
        return Refused(
            _("There is no visible sheet named “{sheet}”.", sheet=sheet),
            _("Choose one of these: {sheets}.", sheets=listed),
        )
    if len(names) == 1:
        rows = write_csv(file, into, sheet=names[0], limits=limits)
        return rows if isinstance(rows, Refused) else Unpacked(names[0], (Sheet(names[0], rows),))
    return _of_many(file, into, sheet, names, limits)


def _of_many(
    file: BinaryIO, into: BinaryIO, sheet: str, names: tuple[str, ...], limits: Limits
) -> Unpacked | Refused:
    looks = {name: look_at(file, sheet=name, limits=limits) for name in names}
    sheets = tuple(Sheet(name, 0 if isinstance(look, Refused) else look[0]) for name, look in looks.items())
    fitting = (name for name, look in looks.items() if not isinstance(look, Refused) and _fits(look[1]))
    chosen = sheet or next(fitting, "") or max(sheets, key=lambda each: each.rows).name
    rows = write_csv(file, into, sheet=chosen, limits=limits)
    return rows if isinstance(rows, Refused) else Unpacked(chosen, sheets)


def _fits(head: bytes) -> bool:
    """Whether people can be imported from rows that begin like this."""
    return not isinstance(sniff(head, filename="", overrides=AS_WRITTEN), Refused)
