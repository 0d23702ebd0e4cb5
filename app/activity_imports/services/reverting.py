"""Taking back what some rows of an import recorded, and writing down what became of each."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any

from app.activity import services as activity
from app.activity.domain.standing import CHANGED, HANGS
from app.activity.models import Donation, EmailEvent, Registration
from app.activity.queries import standing
from app.activity_imports.domain import columns
from app.activity_imports.domain.facts import FactKind, MailFact
from app.activity_imports.domain.facts_json import fact_of
from app.activity_imports.domain.plan import FieldChange, Plan
from app.activity_imports.domain.reverting import (
    GONE,
    REMOVED,
    Back,
    Fate,
    put_back,
    stays,
)
from app.activity_imports.models import ActivityRow
from app.activity_imports.queries import undoing as queries
from app.activity_imports.services.storing import write
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.batches.domain.rows import Action
from app.batches.models import Batch, BatchRow
from app.words import _

Rows = Sequence[tuple[BatchRow, ActivityRow]]
_TABLES: dict[FactKind, standing.Table] = {FactKind.GIFTS: Donation, FactKind.REGISTRATIONS: Registration}


def take_back(batch: Batch, rows: Rows, *, actor: Actor) -> None:
    """Take back what these rows recorded. Statements do not grow with their number. Flushes."""
    fates: dict[int, Fate] = {}
    for kind, table in _TABLES.items():
        mine = [each for each in rows if each[1].kind is kind]
        made = [each for each in mine if each[0].action is Action.CREATE]
        changed = [each for each in mine if each[0].action is Action.UPDATE]
        fates |= _remove(batch, table, made)
        fates |= _restore(batch, kind, changed, actor)
    fates |= _remove_mail(batch, [each for each in rows if each[1].kind is FactKind.MAIL])
    write(
        batch,
        [{"number": number, "state": state, "detail": why} for number, (state, why) in fates.items()],
    )


# --- what was made


def _remove(batch: Batch, table: standing.Table, rows: Rows) -> dict[int, Fate]:
    """Remove facts that stand as they were recorded, with the refunds that their own rows told."""
    facts = {row.number: beside.fact_id for row, beside in rows if beside.fact_id}
    now = queries.now_of(batch.workspace_id, table, set(facts.values()))
    held = standing.changed(now.values())
    own: dict[int, list[int]] = {}
    if table is Donation:
        gifts = now.keys() - held.keys()
        own, refunded = standing.own_refunds(batch.workspace_id, batch.id, gifts)
        held |= refunded | standing.thanked(batch.workspace_id, gifts)
    going = now.keys() - held.keys()
    gone = activity.remove(
        batch.workspace_id, table, [*going, *(each for id in going for each in own.get(id, ()))]
    )
    return {row.number: _fate(facts.get(row.number), now, gone, held) for row, __ in rows}


def _fate(id: int | None, now: Mapping[int, Any], gone: Collection[int], held: Mapping[int, str]) -> Fate:
    if id is None or id not in now:
        return GONE
    return REMOVED if id in gone else stays(held.get(id, HANGS))


def _remove_mail(batch: Batch, rows: Rows) -> dict[int, Fate]:
    """Reports are never changed: all that the import brought go."""
    told = [fact for row, __ in rows if (fact := Plan.from_json(row.plan).fact)]  # none of somebody erased
    facts = [fact_of(each) for each in told]
    names = {
        (fact.source, each.key) for fact in facts if isinstance(fact, MailFact) for each in fact.happenings
    }
    if names:
        activity.remove(batch.workspace_id, EmailEvent, queries.message_ids(batch, names))
    return {row.number: REMOVED for row, __ in rows}


# --- what was changed


def _restore(batch: Batch, kind: FactKind, rows: Rows, actor: Actor) -> dict[int, Fate]:
    """Give facts back what they were, column by column, where nobody changed it since."""
    table = _TABLES[kind]
    facts = {row.number: beside.fact_id or 0 for row, beside in rows}
    now = queries.now_of(batch.workspace_id, table, set(facts.values()))
    read = partial(_stored, kind)
    backs = {
        row.number: put_back(Plan.from_json(row.plan), now[facts[row.number]], read)
        for row, __ in rows
        if facts[row.number] in now
    }
    values = {facts[number]: back.values for number, back in backs.items() if back.values}
    if values:
        activity.change(batch.workspace_id, table, values)
        record(batch.workspace_id, actor, _lines(batch, kind, facts, backs, now))
    refunds = _take_refunds_back(batch, [row for row, __ in rows], facts) if table is Donation else {}
    return {row.number: refunds.get(row.number) or _told(backs.get(row.number)) for row, __ in rows}


def _stored(kind: FactKind, change: FieldChange) -> Any:
    return columns.stored(change.field, change.before, kind)


def _told(back: Back | None) -> Fate:
    if back is None:
        return GONE
    state, why = back.fate
    return state, why or REMOVED[1]


def _take_refunds_back(batch: Batch, rows: Sequence[BatchRow], facts: Mapping[int, int]) -> dict[int, Fate]:
    """Remove the refunds that the rows of gifts known before told; one that was changed since stays."""
    gifts = {facts[row.number]: row.number for row in rows if Plan.from_json(row.plan).refund}
    mine = [
        (gift, each)
        for gift, refunds in standing.refund_lines(batch.workspace_id, gifts).items()
        for each in refunds
        if each.batch_id == batch.id
    ]
    activity.remove(batch.workspace_id, Donation, [each.id for __, each in mine if each.version == 1])
    return {
        gifts[gift]: stays(_("the refund, as {changed}", changed=CHANGED))
        for gift, each in mine
        if each.version > 1
    }


def _lines(
    batch: Batch, kind: FactKind, facts: Mapping[int, int], backs: Mapping[int, Back], now: Mapping[int, Any]
) -> list[Change]:
    name = "gift" if kind is FactKind.GIFTS else "registration"
    return [
        Change(
            Subject.CONSTITUENT,
            now[facts[number]].constituent_id,
            f"{name}.{field}",
            before=columns.plain(getattr(now[facts[number]], field)),
            after=columns.plain(value),
            item_id=facts[number],
            rule=_("takes back import {number}", number=batch.number),
            batch_id=batch.id,
            row_number=number,
        )
        for number, back in backs.items()
        for field, value in back.values.items()
    ]
