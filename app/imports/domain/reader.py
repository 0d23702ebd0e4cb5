"""The rows of a file, as numbers and cells, one at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from app.imports.domain.encoding import decode
from app.imports.domain.limits import DEFAULT_LIMITS, Limits
from app.imports.domain.records import Flaw, Record, read_records
from app.imports.domain.refusal import Refused
from app.imports.domain.shape import FileShape
from app.words import _, figure


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row that holds something, as it stands in the file.

    `number` is the row as people see it in their spreadsheet, where the header is row 1 and blank rows count;
    `line` is the physical line of the file. There is at least one cell for each column; more only where
    `flaw` is EXTRA_CELLS.
    """

    number: int
    line: int
    cells: list[str]
    flaw: Flaw | None = None


class RowReader:
    """Iterates over the rows below the header; `blank` counts the empty ones it passed over so far."""

    def __init__(self, chunks: Iterable[bytes], shape: FileShape, limits: Limits) -> None:
        self.blank = 0
        self._shape = shape
        self._limits = limits
        self._records = read_records(
            decode(chunks, shape.encoding),
            delimiter=shape.delimiter,
            quotechar=shape.quotechar,
            limits=limits,
            skip=shape.skip,
        )

    def __iter__(self) -> Iterator[RawRow | Refused]:
        read = 0
        for number, record in enumerate(self._records, start=1):
            if isinstance(record, Refused):
                yield record
                return
            if number <= self._shape.header_row:
                continue
            if not any(map(str.strip, record.cells)):
                self.blank += 1
                continue
            read += 1
            if read > self._limits.rows:
                yield _too_many_rows(self._limits)
                return
            row = self._row(number, record)
            yield from self._people(row) if self._shape.second else (row,)

    def _people(self, row: RawRow) -> Iterator[RawRow]:
        """The one or two people of a row; rows count on as if the second had a row of her own."""
        first = 2 * row.number - self._shape.header_row - 1
        yield replace(row, number=first)
        own = [row.cells[at] for index, at in enumerate(self._shape.second) if at >= 0 and at != index]
        if row.flaw is None and any(map(str.strip, own)):
            cells = ["" if at < 0 else row.cells[at] for at in self._shape.second]
            yield replace(row, number=first + 1, cells=cells)

    def _row(self, number: int, record: Record) -> RawRow:
        cells, width = record.cells, len(self._shape.columns)
        missing = width - len(cells)
        if missing > 0:
            return RawRow(number, record.line, cells + [""] * missing, record.flaw)
        if missing == 0:
            return RawRow(number, record.line, cells, record.flaw)
        if any(map(str.strip, cells[width:])):
            return RawRow(number, record.line, cells, record.flaw or Flaw.EXTRA_CELLS)
        return RawRow(number, record.line, cells[:width], record.flaw)


def read_rows(chunks: Iterable[bytes], shape: FileShape, limits: Limits = DEFAULT_LIMITS) -> RowReader:
    """The rows below the header, one at a time, for bytes in pieces of any size.

    Never raises for what is in the file: where it cannot be read on, a `Refused` is the last item.
    """
    return RowReader(chunks, shape, limits)


def _too_many_rows(limits: Limits) -> Refused:
    return Refused(
        _("This file has more than {rows} rows.", rows=figure(limits.rows)),
        _(
            "Split it into files of at most {rows} rows and import them one after the other.",
            rows=figure(limits.rows),
        ),
    )
