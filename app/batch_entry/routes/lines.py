"""What the grid shows of a row: its cells with their problems, whom it is about, and which rules hold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from flask import url_for

from app.accounts.access import current_workspace, may
from app.accounts.domain.roles import Permission
from app.batch_entry.domain.columns import LOOKUP, Column, columns_of
from app.batch_entry.domain.conflicts import Clash
from app.batch_entry.queries.lines import people_of
from app.batch_entry.services.rows import not_typing
from app.batches import queries
from app.batches.domain.acts import LastAct
from app.batches.domain.on_record import on_record
from app.batches.domain.row_problems import CellProblem
from app.batches.domain.rows import Action, Outcome
from app.batches.domain.whose_rules import why_of
from app.batches.models import Batch, BatchRow
from app.batches.queries import UNRESOLVED
from app.batches.routes.view import Line as Standing
from app.batches.services import local_today
from app.constituents.directory import Listed
from app.web.htmx import Part, part
from app.words import _


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row, with what is wrong with it and what somebody else typed there meanwhile."""

    index: int
    column: Column
    text: str
    problems: tuple[CellProblem, ...] = ()
    clash: Clash | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the grid; `others` are problems of the row as a whole, `by` is who typed in it last.

    `alike` are those on record whom the new person of the row may be.
    """

    row: BatchRow
    cells: tuple[Cell, ...]
    person: Listed | None
    others: tuple[CellProblem, ...]
    by: str = ""
    alike: tuple[Listed, ...] = ()

    @property
    def id(self) -> str:
        """The id of the element that shows it."""
        return f"line-{self.row.number}"

    @property
    def state_words(self) -> tuple[str, str | None]:
        """The badge of the row; one that leaves the profile as it is may still bring a gift."""
        if self.brings_gift and self.row.action is Action.NO_CHANGE and not self.row.state.was_applied:
            return "ready", _("gift")
        return Standing(self.row, ()).state_words

    @property
    def brings_gift(self) -> bool:
        """Whether commit records a gift for the row, or did."""
        return self.row.outcome is Outcome.READY and self.row.amount is not None

    @property
    def told(self) -> str:
        """What becomes of the row; "" where its cells say what is wrong, or `why` says it all."""
        if self.row.outcome is Outcome.READY and self.row.action is Action.CREATE and not self.row.joins:
            return ""
        if self.row.outcome is Outcome.ERROR:
            return ""
        if self.brings_gift and self.row.action is Action.NO_CHANGE:
            return _("The profile stays as it is.")
        leads = _("the new person of row {row} · {change}", row=self.row.joins, change="")
        return self.row.detail.removeprefix(leads.strip(" ·")).removeprefix(" · ")

    @property
    def placed(self) -> tuple[Cell, ...]:
        """The cells in which something is wrong: one of them may be out of sight."""
        return tuple(cell for cell in self.cells if cell.problems)

    @property
    def why(self) -> str:
        """Which rules hold for the row, in a line."""
        return why_of(self.row)

    @property
    def waits(self) -> bool:
        """Whether a person has to say whom the row is about."""
        return self.row.outcome in UNRESOLVED

    @property
    def stamp(self) -> str:
        """Another word whenever the row would look otherwise."""
        row = self.row
        alike = [each.id for each in self.alike]
        who = (row.target_id, row.constituent_id, self.person.name if self.person else "", alike)
        told = (
            row.cells,
            row.outcome,
            row.action,
            row.state,
            row.cause,
            row.detail,
            row.score,
            row.joins,
            who,
        )
        return f"{crc32(repr((told, row.problems, row.amount, row.currency)).encode()):08x}"


def columns(batch: Batch) -> tuple[Column, ...]:
    """The columns of the batch as they were copied when it was started."""
    return columns_of(batch.settings["columns"])


def lines(
    batch: Batch, rows: Sequence[BatchRow], clashes: Mapping[int, Iterable[Clash]] | None = None
) -> list[Line]:
    """These rows as the grid shows them, in one more statement."""
    people, shape, between = people_of(current_workspace, rows), columns(batch), clashes or {}
    return [_line(row, shape, people, between.get(row.number, ())) for row in rows]


def line_of(batch: Batch, number: int, clashes: Iterable[Clash] = ()) -> Line | None:
    """One row as the grid shows it; None where it is gone."""
    row = queries.row(batch, number)
    return lines(batch, [row], {number: clashes})[0] if row else None


def _line(
    row: BatchRow, shape: Sequence[Column], people: Mapping[int, Listed], clashes: Iterable[Clash]
) -> Line:
    told = [CellProblem.from_json(each) for each in row.problems]
    between = {clash.index: clash for clash in clashes}
    cells = tuple(
        Cell(at, column, text, _about(told, column), between.get(at))
        for at, (column, text) in enumerate(zip(shape, row.cells, strict=False))
    )
    placed = {id(problem) for cell in cells for problem in cell.problems}
    others = tuple(problem for problem in told if id(problem) not in placed)
    last = LastAct.from_json(row.last_act)
    person = people.get(row.constituent_id or row.target_id or 0)
    alike = tuple(people[who] for who in on_record(row) if who in people)
    return Line(row, cells, person, others, last.by if last else "", alike)


def _about(problems: Iterable[CellProblem], column: Column) -> tuple[CellProblem, ...]:
    return tuple(
        problem
        for problem in problems
        if problem.column == column.label or (not problem.column and problem.field == column.field_id)
    )


def is_typing(batch: Batch) -> bool:
    """Whether the staff who ask may type into the rows now."""
    return may(Permission.EDIT) and not not_typing(batch)


def line_part(batch: Batch, line: Line, *, target: str = "", swap: str = "outerMorph") -> Part:
    """A row for its place in the grid."""
    where = target or f"#{line.id}"
    return part("batch_entry/_line.html", where, swap=swap, line=line, **shared(batch))


def gone_part(number: int) -> Part:
    """What takes a row out of the grid."""
    return part("batch_entry/_gone.html", f"#line-{number}", swap="delete", number=number)


def grid_url(batch: Batch, number: int | None = None) -> str:
    """The grid, at a row where one is named."""
    if number is None:
        return url_for(".grid", number=batch.number)
    return url_for(".grid", number=batch.number, at=number, _anchor=f"line-{number}")


def shared(batch: Batch) -> dict[str, Any]:
    """What every fragment of the grid is told."""
    shape = columns(batch)
    return {
        "batch": batch,
        "typing": is_typing(batch),
        "columns": shape,
        "today": local_today(current_workspace),
        "has_lookup": lookup_at(shape) is not None,
    }


def lookup_at(shape: Sequence[Column]) -> int | None:
    """Which column holds the lookup ID; None where the batch has none."""
    return next((at for at, column in enumerate(shape) if column.field_id == LOOKUP), None)
