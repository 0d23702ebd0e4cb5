"""Records of delimited text: the csv module for all that is well-formed, and a way on from what is not."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.imports.domain.limits import Limits
from app.imports.domain.lines import LineSource, split_lines
from app.imports.domain.refusal import Refused
from app.words import _, figure


class Flaw(StrEnum):
    """What is wrong with the form of a row, whatever its cells say."""

    EXTRA_CELLS = "extra_cells"
    UNCLOSED_QUOTE = "unclosed_quote"
    LONG_CELL = "long_cell"


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one record and the physical line it begins on. A blank line is a record without cells."""

    line: int
    cells: list[str]
    flaw: Flaw | None = None


def read_records(
    texts: Iterable[str], *, delimiter: str, quotechar: str, limits: Limits, skip: int = 0
) -> Iterator[Record | Refused]:
    """Every record after `skip` physical lines. A `Refused` is the last thing that comes.

    A quotation mark that is never closed spoils its own line only: that line comes as a flawed record,
    and reading goes on with the next one. Memory is bounded by `limits.row_characters`.
    """
    lines = split_lines(texts, limits.row_characters)
    source = LineSource(lines, characters=limits.row_characters, lines_each=limits.row_lines)
    for __ in range(skip):
        next(source, None)
    reader = csv.reader(source, delimiter=delimiter, quotechar=quotechar, skipinitialspace=True, strict=True)
    torn = 0
    while True:
        source.start_record()
        try:
            yield _record(source, next(reader), limits)
        except StopIteration:
            return
        except csv.Error:
            record = _mended(source, delimiter, quotechar, limits)
            torn += isinstance(record, Record) and record.flaw is Flaw.UNCLOSED_QUOTE
            yield record if torn <= limits.torn_rows else _too_torn(source.first_line)
            if isinstance(record, Refused) or torn > limits.torn_rows:
                return


def _record(source: LineSource, cells: list[str], limits: Limits) -> Record:
    longest = limits.field_characters
    if source.size > longest and any(len(cell) > longest for cell in cells):
        return Record(source.first_line, [cell[:longest] for cell in cells], Flaw.LONG_CELL)
    return Record(source.first_line, cells)


def _mended(source: LineSource, delimiter: str, quotechar: str, limits: Limits) -> Record | Refused:
    unclosed = source.ended or len(source.held) > 1
    line = source.keep_only_first()
    if len(line) > limits.row_characters:
        return _line_too_long(source.first_line, limits)
    if unclosed:
        return Record(source.first_line, line.rstrip("\r\n").split(delimiter), Flaw.UNCLOSED_QUOTE)
    try:
        cells = next(csv.reader([line], delimiter=delimiter, quotechar=quotechar, skipinitialspace=True))
    except csv.Error:
        cells = line.rstrip("\r\n").split(delimiter)
    return _record(source, cells, limits)


def _line_too_long(line: int, limits: Limits) -> Refused:
    return Refused(
        _(
            "Line {line} goes on for more than {row_characters} characters without a line end.",
            line=figure(line),
            row_characters=figure(limits.row_characters),
        ),
        _(
            "This is probably not a table."
            " Open the file in your spreadsheet program and save it as CSV again."
        ),
    )


def _too_torn(line: int) -> Refused:
    return Refused(
        _(
            "Too many rows open a quotation mark and never close it; the last one we saw is on line {line}.",
            line=figure(line),
        ),
        _("Open the file in your spreadsheet program, check that its columns line up, and save it again."),
    )
