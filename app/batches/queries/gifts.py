"""The gifts of revenue batches: sums by currency, what is on record already, who is thanked."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select, text

from app.activity.models import Donation
from app.batches.domain.gift_faults import REPEATED
from app.batches.domain.rows import Outcome, RowState
from app.batches.models import Batch, BatchRow
from app.batches.queries.batches import of
from app.constituents import queries as constituents
from app.constituents.domain.lookup import format_lookup
from app.constituents.models import Constituent
from app.constituents.queries import in_parts
from app.db import db

Sums = dict[str, tuple[int, int]]
"""By currency: how many gifts, and what they come to in minor units."""
_MOST_NAMED = 2_000
"""Rows that a statement names one by one."""
Name = tuple[str, str]
"""The source of a gift and its number there."""


@dataclass(frozen=True, slots=True)
class Known:
    """A gift on record: whose it is ("" for nobody any more), and its day."""

    lookup_id: str
    received_on: date


def totals(batch: Batch) -> Sums:
    """What the rows of a batch come to that are not left out, in the order of the currencies."""
    return _sums(batch, BatchRow.outcome != Outcome.SKIPPED)


def carried(batch: Batch) -> Sums:
    """What the gifts come to that the batch has recorded and that were not taken back since."""
    return _sums(
        batch, BatchRow.donation_id.is_not(None), BatchRow.state.in_((RowState.APPLIED, RowState.KEPT))
    )


def _sums(batch: Batch, *which: ColumnElement[bool]) -> Sums:
    query = (
        select(BatchRow.currency, func.count(), func.sum(BatchRow.amount))
        .where(*of(batch), BatchRow.amount.is_not(None), *which)
        .group_by(BatchRow.currency)
        .order_by(BatchRow.currency)
    )
    return {currency: (number, int(amount or 0)) for currency, number, amount in db.session.execute(query)}


def on_record(workspace_id: int, names: Collection[Name]) -> dict[Name, Known]:
    """Those of these gifts that are on record, whoever brought them."""
    found: dict[Name, Known] = {}
    for source in sorted({source for source, _ in names}):
        for keys in in_parts(key for said, key in names if said == source):
            query = (
                select(Donation.external_key, Donation.received_on, Constituent.lookup_number)
                .outerjoin(
                    Constituent,
                    (Constituent.workspace_id == Donation.workspace_id)
                    & (Constituent.id == Donation.constituent_id),
                )
                .where(
                    Donation.workspace_id == workspace_id,
                    Donation.source == source,
                    Donation.external_key.in_(keys),
                )
            )
            for key, day, lookup in db.session.execute(query):
                found[source, key or ""] = Known(format_lookup(lookup) if lookup else "", day)
    return found


def with_keys(
    workspace_id: int, batch_id: int, at: int, keys: Iterable[str], *, among: Collection[int] | None = None
) -> list[tuple[int, bool, str]]:
    """The rows whose cell at this place holds one of these numbers: number, whether typed, the cell.

    Rows that are left out hold none. Whoever knows `among` which rows they are spares reading all others.
    """
    if among is not None and not among:
        return []
    cell = BatchRow.cells[at].as_string()
    which = [BatchRow.number.in_(sorted(among))] if among and len(among) <= _MOST_NAMED else []
    found: list[tuple[int, bool, str]] = []
    for some in in_parts(keys):
        query = select(BatchRow.number, BatchRow.typed, cell).where(
            BatchRow.workspace_id == workspace_id,
            BatchRow.batch_id == batch_id,
            BatchRow.outcome != Outcome.SKIPPED,
            or_(cell.in_(some), cell.in_([f"{key}.0" for key in some])),
            *which,
        )
        found += [(number, typed, text) for number, typed, text in db.session.execute(query)]
    return sorted(found)


_HAS_CAUSE = text("batch_rows.cause <> ''")
"""Said in these words, or SQLite leaves the index of causes alone."""


def repeating(batch: Batch, numbers: Iterable[int]) -> set[int]:
    """The rows that wait because their gift has the number of one of these rows."""
    repeated = BatchRow.problems[0]["repeats"].as_integer()
    found: set[int] = set()
    for some in in_parts(numbers):
        query = select(BatchRow.number).where(
            *of(batch), BatchRow.cause == REPEATED, _HAS_CAUSE, repeated.in_(some)
        )
        found |= set(db.session.scalars(query))
    return found


def people_by_lookup(workspace_id: int, lookup_ids: Collection[str]) -> Mapping[str, int]:
    """Who has these lookup IDs."""
    numbers = [int(each.removeprefix("C-")) for each in lookup_ids]
    return {
        format_lookup(number): who
        for some in in_parts(numbers)
        for number, who in constituents.ids_by_lookup(workspace_id, some).items()
    }
