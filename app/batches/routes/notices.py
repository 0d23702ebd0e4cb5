"""What stands above the rows of a review: alarms, people who may not be written to, files to mend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.batches import queries
from app.batches.domain.alarms import Alarm, AlarmKind
from app.batches.domain.barred import Barred
from app.batches.domain.changing import replaced
from app.batches.domain.rows import Outcome
from app.batches.domain.tally import Tally
from app.batches.models import Batch, BatchRow
from app.batches.queries.barring import barred_counts
from app.batches.services import again, alarms
from app.batches.services.alarms import Acknowledged
from app.updates.domain.changes import UpdatePlan

_AGAIN = "uploaded_again"


@dataclass(frozen=True, slots=True)
class Example:
    """A row that proves an alarm: whose it is, what it holds, and the row that this seems to belong to."""

    row: int
    name: str
    value: str
    other: int = 0
    other_name: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """An alarm with its examples."""

    alarm: Alarm
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Notices:
    """All of it. `again_of` and `again_in` are numbers of imports."""

    alarms: tuple[Shown, ...]
    acknowledged: Acknowledged | None
    unsubscribed: int
    suppressed: int
    erased: int
    again_of: int | None
    again_in: tuple[int, ...]


def notices(batch: Batch, tally: Tally) -> Notices:
    """What there is to say about a batch before its rows; in one statement where nothing is suspicious."""
    barred = barred_counts(batch)
    raised = alarms.raised(batch)
    source = again.source_of(batch) if batch.settings.get("again_of") else None
    return Notices(
        alarms=_shown(batch, raised),
        acknowledged=alarms.acknowledged(batch),
        unsubscribed=barred.get(Barred.UNSUBSCRIBED, 0),
        suppressed=barred.get(Barred.SUPPRESSED, 0),
        erased=barred.get(Barred.ERASED, 0),
        again_of=source.number if source else None,
        again_in=_again_in(batch, tally),
    )


def _again_in(batch: Batch, tally: Tally) -> tuple[int, ...]:
    if not any(cause.cause == _AGAIN for cause in tally.causes((Outcome.SKIPPED,))):
        return ()
    return tuple(again.left_out_for(batch))


def _shown(batch: Batch, raised: Sequence[Alarm]) -> tuple[Shown, ...]:
    wanted = {number for alarm in raised for pair in alarm.examples for number in pair if number}
    rows = {row.number: row for row in queries.rows_by_number(batch, wanted)} if wanted else {}
    return tuple(Shown(alarm, tuple(_examples(batch, alarm, rows))) for alarm in raised)


def _examples(batch: Batch, alarm: Alarm, rows: Mapping[int, BatchRow]) -> list[Example]:
    found = []
    for number, other in alarm.examples:
        if (row := rows.get(number)) is not None:
            beside = rows.get(other)
            name = beside.name if beside else ""
            value = _value(batch, alarm, row)
            found.append(Example(number, row.name, value, other if beside else 0, name))
    return found


def _value(batch: Batch, alarm: Alarm, row: BatchRow) -> str:
    match alarm.kind:
        case AlarmKind.COLUMN_ODD:
            columns: list[Any] = batch.shape["columns"]
            return str(row.cells[columns.index(alarm.subject)]) if alarm.subject in columns else ""
        case AlarmKind.FIELD_CHANGES:
            return replaced(UpdatePlan.from_json(row.plan), alarm.subject) if row.plan else ""
        case _:
            return row.email
