"""What was understood of a text file: everything needed to read it again, the same way."""

from dataclasses import dataclass, fields
from typing import Any, Self

from app.imports.domain.encoding import Encoding
from app.words import N_, _

DELIMITERS = {",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab"), "|": N_("vertical bar")}


@dataclass(frozen=True, slots=True)
class FileShape:
    """How to read the file.

    `skip` is the number of physical lines before row 1 (a `sep=` line is no row in a spreadsheet);
    `header_row` is the row that names the columns, 0 where there is none; `columns` has one distinct
    name per column; `header_sure` is false where row 1 looks like data and a person should say.
    Where a row holds two people, `second` has for each column the one in which the second person has the
    same, -1 for none; elsewhere it is empty. `sheet` is that of a workbook from which the text was read.
    `headers` are the names of the columns as they stand in the file, none where it does not name them.
    """

    encoding: Encoding
    delimiter: str
    header_row: int
    columns: tuple[str, ...]
    skip: int = 0
    quotechar: str = '"'
    header_sure: bool = True
    second: tuple[int, ...] = ()
    sheet: str = ""
    headers: tuple[str, ...] = ()

    @property
    def described(self) -> str:
        """What was understood, in words: "Unicode (UTF-8) · comma · header in row 1"."""
        header = _("header in row {row}", row=self.header_row) if self.header_row else _("no header")
        if self.sheet:
            return _("sheet “{sheet}” · {header}", sheet=self.sheet, header=header)
        return f"{self.encoding.label} · {DELIMITERS[self.delimiter]} · {header}"

    def to_json(self) -> dict[str, Any]:
        """A value for a JSON column."""
        return {
            "encoding": self.encoding.value,
            "delimiter": self.delimiter,
            "header_row": self.header_row,
            "columns": list(self.columns),
            "skip": self.skip,
            "quotechar": self.quotechar,
            "header_sure": self.header_sure,
            "second": list(self.second),
            "sheet": self.sheet,
            "headers": list(self.headers),
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Self:
        """The shape written by `to_json`."""
        told = {field.name: value[field.name] for field in fields(cls) if field.name in value}
        lists = {name: tuple(value.get(name, ())) for name in ("columns", "second", "headers")}
        return cls(**{**told, **lists, "encoding": Encoding(value["encoding"])})


@dataclass(frozen=True, slots=True)
class Overrides:
    """What staff said about the file; None means: find out. `header_row` 0 says that there is no header.

    An import needs emails; where a file is read for something else, `needs_email` is false. `sheet` is the
    one that was read, where the text comes from a workbook.
    """

    encoding: Encoding | None = None
    delimiter: str | None = None
    header_row: int | None = None
    needs_email: bool = True
    sheet: str = ""


FIND_OUT = Overrides()
"""Nothing said: find out everything."""
