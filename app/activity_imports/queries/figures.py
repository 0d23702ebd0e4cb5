"""What a file comes to as a whole: what would be made, who gets no more mail, and what looks wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, case, func, select

from app.accounts.models import Workspace
from app.activity.domain.kinds import GiftStatus
from app.activity.models import Donation
from app.activity_imports.domain.facts import FactKind
from app.activity_imports.domain.warnings import EARLIEST, Amounts, Days, Names, Twins, Warning, warnings
from app.activity_imports.models import ActivityRow
from app.activity_imports.queries.sums import beside, gifts_of
from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.domain.tally import Tally
from app.batches.models import Batch, BatchRow
from app.db import db

MOST_MADE = 50
_BEFORE = 500
"""From so many gifts on record, the latest, it is told what is usual."""


@dataclass(frozen=True, slots=True)
class Made:
    """An event or a campaign that commit would make, and how many rows are for it."""

    kind: FactKind
    name: str
    at: datetime | None
    rows: int


def made(batch: Batch) -> list[Made]:
    """What of the file is not on record yet and would be made, at most `MOST_MADE`, by day."""
    about = (ActivityRow.kind, ActivityRow.about, ActivityRow.about_at)
    counts = BatchRow.outcome.not_in((Outcome.SKIPPED, Outcome.ERROR)) & (BatchRow.state == RowState.PENDING)
    rows = func.sum(case((counts, 1), else_=0))
    query = (
        select(*about, rows)
        .join(BatchRow, beside())
        .where(*_of(batch), ActivityRow.about != "")
        .group_by(ActivityRow.about_key, *about)
        .having(func.max(ActivityRow.about_id).is_(None), rows > 0)
        .order_by(ActivityRow.about_at, ActivityRow.about)
        .limit(MOST_MADE)
    )
    return [Made(*row) for row in db.session.execute(query)]


def tightening(batch: Batch) -> dict[str, int]:
    """People who are known and whose row says no, by what it says; each counted once for each."""
    query = (
        select(ActivityRow.tightens, func.count(BatchRow.target_id.distinct()))
        .join(BatchRow, beside())
        .where(*_of(batch), ActivityRow.tightens != "", BatchRow.outcome == Outcome.READY)
        .group_by(ActivityRow.tightens)
    )
    return {what: people for what, people in db.session.execute(query) if people}


def suspicions(workspace: Workspace, batch: Batch, tally: Tally, *, today: date) -> tuple[Warning, ...]:
    """What looks wrong about the file as a whole; a few statements, each over the rows of one import."""
    told = (_amounts(batch), _days(batch, today), _names(tally), _twins(batch))
    return warnings(*told, currency=workspace.currency)


def _amounts(batch: Batch) -> Iterable[Amounts]:
    amount = ActivityRow.amount
    given = (*gifts_of(batch), amount > 0)
    query = select(ActivityRow.currency, func.count(), func.sum(amount), func.max(amount)).where(*given)
    for currency, gifts, total, largest in db.session.execute(query.group_by(ActivityRow.currency)).all():
        of_currency = (*given, ActivityRow.currency == currency)
        largest_row = select(func.min(ActivityRow.number)).where(*of_currency, amount == largest)
        middle = select(amount).where(*of_currency).order_by(amount).offset(gifts // 2).limit(1)
        yield Amounts(
            currency,
            gifts,
            int(total or 0),
            largest or 0,
            db.session.scalar(largest_row) or 0,
            db.session.scalar(middle),
            _usual_before(batch, currency),
        )


def _usual_before(batch: Batch, currency: str) -> int | None:
    """The median of the latest gifts on record that another way brought; None where there are too few."""
    query = (
        select(Donation.amount)
        .where(
            Donation.workspace_id == batch.workspace_id,
            Donation.status == GiftStatus.SETTLED,
            Donation.currency == currency,
            Donation.amount > 0,
            func.coalesce(Donation.batch_id, 0) != batch.id,
        )
        .order_by(Donation.received_on.desc())
        .limit(_BEFORE)
    )
    found = sorted(db.session.scalars(query))
    return found[len(found) // 2] if len(found) >= 10 else None


def _days(batch: Batch, today: date) -> Days:
    """What happened on days to come, and on days long ago."""
    here = (*_of(batch), ActivityRow.happened_on.is_not(None))
    number, on = ActivityRow.number, ActivityRow.happened_on
    told: list[int | None] = []
    for when in (on > today, on < EARLIEST):
        told += db.session.execute(select(func.count(), func.min(number)).where(*here, when)).one()
    return Days(*(each or 0 for each in told))


def _names(tally: Tally) -> Names:
    apart = tally.rows(cause="household")
    matched = tally.rows((Outcome.READY,)) - tally.rows((Outcome.READY,), action=Action.NO_CHANGE)
    return Names(matched + apart, apart)


def _twins(batch: Batch) -> Twins:
    """New gifts of somebody who has one of that day and amount on record, under another number."""
    same = (
        (Donation.workspace_id == ActivityRow.workspace_id)
        & (Donation.constituent_id == BatchRow.target_id)
        & (Donation.received_on == ActivityRow.happened_on)
        & (Donation.amount == ActivityRow.amount)
        & (Donation.currency == ActivityRow.currency)
    )
    query = (
        select(func.count(ActivityRow.number.distinct()), func.min(ActivityRow.number))
        .join(BatchRow, beside())
        .join(Donation, same)
        .where(*gifts_of(batch), ActivityRow.amount > 0, BatchRow.outcome == Outcome.READY)
        .where(BatchRow.action == Action.CREATE, BatchRow.state == RowState.PENDING)
    )
    rows, first = db.session.execute(query).one()
    return Twins(rows, first or 0)


def _of(batch: Batch) -> tuple[ColumnElement[bool], ...]:
    return ActivityRow.workspace_id == batch.workspace_id, ActivityRow.batch_id == batch.id
