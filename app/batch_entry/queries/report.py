"""Putting the control report of a batch together, in a fixed number of statements."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.accounts.queries import names_of
from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.batch_entry.domain.report import Beside, Report, Step, Sum
from app.batch_entry.domain.totals import Totals
from app.batch_entry.models import BatchTemplate, EntryBatch
from app.batch_entry.queries import facts, sums
from app.batches import queries as batches
from app.batches.domain.rows import CARRIED_OUT
from app.batches.domain.status import BatchStatus, described
from app.batches.domain.tally import Tally
from app.batches.models import Batch
from app.batches.queries import gifts
from app.db import db
from app.words import _
from app.work import queries as work

VALIDATION = "batch_validation"
"""The kind of work that a validation is."""


def report(batch: Batch, entry: EntryBatch) -> Report:
    """The report as things stand now."""
    template = db.session.get(BatchTemplate, (batch.workspace_id, entry.template_id or 0))
    tally = batches.tally(batch)
    came = batch.settings.get("came_from")
    return Report(
        code=entry.code,
        name=batch.name,
        template=template.name if template else "",
        standing=described(batch.status, batch.kind),
        steps=_steps(batch, entry),
        sums=_sums(batch, entry, tally),
        rows=_rows(batch, tally),
        rules=facts.rules_used(batch),
        moved=[Beside(each["batch"], each["code"], each["rows"]) for each in _moved(batch)],
        came=Beside(came["batch"], came["code"], came["rows"]) if came else None,
        files=[(each["name"], each["rows"]) for each in batch.settings.get("fillings", ())],
    )


def _moved(batch: Batch) -> list[dict[str, Any]]:
    """The batches that have taken over rows of this one."""
    found: list[dict[str, Any]] = batch.settings.get("exceptions", [])
    return found


def _steps(batch: Batch, entry: EntryBatch) -> list[Step]:
    differs, run = entry.differs, work.latest(batch.workspace_id, VALIDATION, batch.id)
    validated_by = run.created_by if run else None
    own = {batch.created_by, entry.submitted_by, batch.committed_by, batch.undone_by}
    names = names_of({*own, validated_by, *entry.entered_by})

    def named(who: int | None) -> str:
        return names.get(who, _("somebody who left")) if who else ""

    typists = ", ".join(sorted(named(who) for who in entry.entered_by))
    is_undone = batch.status in (BatchStatus.UNDOING, BatchStatus.UNDO_STOPPED, BatchStatus.UNDONE)
    steps = (
        Step(_("Opened"), named(batch.created_by), batch.created_at),
        Step(_("Rows entered"), typists, None) if typists else None,
        Step(_("Validated"), named(validated_by), entry.validated_at) if entry.validated_at else None,
        Step(_("Difference confirmed"), differs["name"], datetime.fromisoformat(differs["at"]))
        if differs
        else None,
        *_sent_back(batch),
        Step(_("Sent for approval"), named(entry.submitted_by), entry.submitted_at)
        if entry.submitted_at
        else None,
        Step(
            _("Approved and committed") if entry.needs_approval else _("Committed"),
            named(batch.committed_by),
            batch.committed_at,
        )
        if batch.committed_at
        else None,
        Step(_("Undone"), named(batch.undone_by), batch.undone_at) if is_undone else None,
    )
    return [step for step in steps if step]


def _sent_back(batch: Batch) -> list[Step]:
    """Each time that somebody sent the batch back, with the reason."""
    query = select(JournalEntry.after, JournalEntry.actor, JournalEntry.at).where(
        JournalEntry.workspace_id == batch.workspace_id,
        JournalEntry.subject == Subject.BATCH,
        JournalEntry.subject_id == batch.id,
        JournalEntry.field == "sent back",
    )
    told = db.session.execute(query.order_by(JournalEntry.at, JournalEntry.id))
    return [Step(_("Sent back: {why}", why=why), who, at) for why, who, at in told]


def _sums(batch: Batch, entry: EntryBatch, tally: Tally) -> list[Sum]:
    expected = Totals(entry.expected_count, entry.expected or {})
    entered, committed, moved = sums.entered(batch), sums.committed(batch), sums.moved(batch)
    stands = gifts.carried(batch)
    unnamed = 0 if expected.sums else None
    rows = entered.rows or 0, tally.rows(states=CARRIED_OUT), moved.rows or 0, tally.results.reverted
    first = Sum("", expected.rows, *rows)
    currencies = sorted({*expected.sums, *entered.sums})
    return [
        first,
        *(
            Sum(
                each,
                expected.sums.get(each, unnamed),
                entered.sums.get(each, 0),
                committed.get(each, (0, 0))[1],
                moved.sums.get(each, 0),
                committed.get(each, (0, 0))[1] - stands.get(each, (0, 0))[1],
            )
            for each in currencies
        ),
    ]


def _rows(batch: Batch, tally: Tally) -> dict[str, int]:
    """Rows by what became of them, in words; they add up to all that were entered."""
    counts, done = tally.counts, tally.results
    carried = done.applied + done.reverted + done.kept
    told = {
        _("added somebody"): done.created,
        _("updated somebody"): done.updated,
        _("changed nothing in a profile"): done.unchanged,
        _("taken back"): done.reverted,
        _("stay though the batch was undone"): done.kept,
        _("moved to exceptions"): sum(int(each["rows"]) for each in _moved(batch)),
        _("left out"): counts.skipped,
        _("waiting"): counts.rows - counts.skipped - carried,
    }
    return {what: rows for what, rows in told.items() if rows}
