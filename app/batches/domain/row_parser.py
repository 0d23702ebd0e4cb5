"""From the cells of a row to an incoming record, or to what is wrong with the row."""

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.batches.domain.again import unguarded
from app.batches.domain.cells import LOST, Cells, part_several
from app.batches.domain.columns import value_key
from app.batches.domain.contacts import addresses, emails, phones
from app.batches.domain.fields import Field
from app.batches.domain.mapping import Mapping
from app.batches.domain.people import NAMING, kind_and_name, whole_name
from app.batches.domain.required import Required, lacking
from app.batches.domain.row_problems import CellProblem, RowProblems
from app.batches.domain.spoiled import NUMBERED, shortened, whole
from app.batches.domain.unkept import unkept
from app.batches.domain.whole_address import one_line
from app.constituents.domain.dates import DateFormat, PartialDate, parse_date
from app.constituents.domain.lookup import parse_lookup
from app.constituents.domain.names import display_name
from app.constituents.domain.points import PointType
from app.constituents.domain.problems import Problem
from app.constituents.domain.record import ExternalId, Incoming, Kind
from app.constituents.domain.text import visible
from app.words import _, figure

_SHOWN = 200
Planned = tuple[int, Field, MappingOf[str, str]]
"""A mapped column: its place in the row, its field, and what its values mean."""


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for the whole batch: the country of its phone numbers, its external system, and today.

    Rows that are typed (`is_entered`) need no email, but fill in what is `required`.
    """

    country: str
    today: date
    external_system: str = ""
    is_entered: bool = False
    required: tuple[Required, ...] = ()


class RowParser:
    """Reads the rows of one batch under one mapping. Make one per batch: it prepares the columns."""

    def __init__(self, mapping: Mapping, context: Context) -> None:
        self.context = context
        self._columns = mapping.columns
        mapped = [(column, column.field) for column in mapping.columns if column.field]
        self._plan = [(column.index, field, column.values) for column, field in mapped]
        self._naming = [each for each in self._plan if each[1].id in NAMING]
        self._countries = {field.id: column.country for column, field in mapped if column.country}
        self._headers = {column.field.id: column.header for column in mapping.columns if column.field}
        whole_address = mapping.column_for("address_whole")
        self._whole = whole_address.index if whole_address else None
        self._numbered = [field.id for __, field in mapped if field.id in NUMBERED]
        birth = mapping.column_for("birth_date")
        self._dates = (birth and birth.date_format) or DateFormat.ISO

    def parse(self, row: Sequence[str], *, flaw: CellProblem | None = None) -> Incoming | RowProblems:
        """The record the cells describe, or every problem of the row; a flaw of its form comes first."""
        cells = self._cells(row, self._plan)
        cells.problems = [flaw, *cells.problems] if flaw else cells.problems
        kind, name = kind_and_name(cells)
        usual = PointType.WORK if kind is Kind.ORGANIZATION else PointType.HOME
        incoming = Incoming(
            kind=kind,
            name=name,
            emails=emails(cells, usual=usual, is_needed=not self.context.is_entered),
            phones=phones(cells, usual=usual, country=self.context.country, countries=self._countries),
            addresses=addresses(cells, usual=usual),
            birth=cells.read("birth_date", self._birth),
            external_ids=_external_ids(cells, self.context.external_system),
            lookup_id=cells.read("lookup_id", parse_lookup) or "",
            whole_name=whole_name(cells),
        )
        if self.context.is_entered:
            cells.problems += lacking(row, cells, self.context.required)
            cells.problems += unkept(row, self._columns)
        return _problems(cells, incoming) if cells.problems else incoming

    def kind(self, row: Sequence[str]) -> Kind:
        """Whether the cells are about a person or an organization."""
        return kind_and_name(self._cells(row, self._naming))[0]

    def _birth(self, text: str) -> PartialDate | Problem:
        return parse_date(text, self._dates, latest=self.context.today)

    def _cells(self, row: Sequence[str], plan: Sequence[Planned]) -> Cells:
        values = {
            field.id: text
            for index, field, meant in plan
            if (text := visible(row[index])) and (not meant or (text := meant.get(value_key(text), text)))
        }
        if self._whole is not None and (text := visible(one_line(row[self._whole]))):
            values["address_whole"] = text
        if ":::" in values.get("email", "") or ":::" in values.get("phone", ""):
            part_several(values)
        self._mend(values)
        cells = Cells(values, self._headers)
        for __, field, _meant in plan:
            text = values.get(field.id, "")
            if len(text) > field.longest or (not text.isascii() and LOST in text):
                cells.complain(field.id, _unfit(text, field))
        return cells

    def _mend(self, values: dict[str, str]) -> None:
        """Take back what programs do to cells: the apostrophe that guards, the “.0” of a figure."""
        for field_id, text in values.items():
            if text[0] == "'":
                values[field_id] = unguarded(text)
        for field_id in self._numbered:
            if (text := values.get(field_id, "")).endswith(".0"):
                values[field_id] = whole(text)


def _problems(cells: Cells, incoming: Incoming) -> RowProblems:
    email = next((email for email in incoming.emails if email.primary), None)
    return RowProblems(
        problems=tuple(cells.problems),
        name=(display_name(incoming.name) or incoming.whole_name)[:_SHOWN],
        email=cells.text("email")[:_SHOWN],
        email_key=email.key if email else "",
    )


def _unfit(text: str, field: Field) -> Problem:
    if LOST in text:
        return Problem(
            _("“{words}” has a character that could not be read.", words=text[:60]),
            _("readable text"),
            _("Type the value again; if many rows are like this, choose another encoding for the file."),
        )
    return Problem(
        _("{label} has {total} characters.", label=field.label, total=figure(len(text))),
        _("at most {longest}", longest=figure(field.longest)),
        _("Shorten it, or do not import this column."),
    )


def _external_ids(cells: Cells, of_file: str) -> tuple[ExternalId, ...]:
    value, stated = cells.text("external_id"), cells.text("external_system")
    system = stated or of_file
    if problem := shortened(value):
        cells.complain("external_id", problem)
        return ()
    if value and system:
        return (ExternalId(system, value),)
    if value:
        cells.complain(
            "external_id",
            Problem(
                _("The external ID “{value}” comes without its system.", value=value),
                _("the name of the system it comes from"),
                _("Add the system in a column “External system”, or say it once for the whole file."),
            ),
        )
    elif stated:
        cells.complain(
            "external_system",
            Problem(
                _("The external system “{stated}” comes without an ID.", stated=stated),
                _("the ID this person has there"),
                _("Add it in a column “External ID”, or empty this cell."),
            ),
        )
    return ()
