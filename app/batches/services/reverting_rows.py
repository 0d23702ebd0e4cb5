"""Taking back what some rows of an import wrote, and writing down what became of each."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import update

from app.accounts.models import Workspace
from app.audit.services import Actor
from app.batches.domain.reverting import GONE, HELD, removed, restored, stays, tells_of_gift
from app.batches.domain.rows import Action, RowState
from app.batches.domain.status import BatchKind
from app.batches.models import Batch, BatchRow
from app.batches.queries import reverting as undoable
from app.batches.queries.traces import Own, traces
from app.batches.services.removing import remove
from app.consent.services import hold_returned, reachable
from app.constituents.domain.record import Existing
from app.constituents.locking import locked
from app.db import db
from app.updates.domain.stays_words import is_by_somebody, stays_because
from app.updates.domain.words import journal_label
from app.updates.services import Departed, Left, Outcome, TakenBack, carry_out, prepare_batch
from app.words import _

Fate = tuple[RowState, str]
"""What becomes of a person, and of every row that was about her: the state, and why in words."""


def take_back(workspace: Workspace, batch: Batch, rows: Sequence[Any], *, actor: Actor) -> int:
    """Take back what these rows wrote, each person as a whole; answers how many rows are seen to.

    That may be more than were given, as several rows can be about one person. Statements do not grow with
    the number of rows. Flushes; the caller is the one bulk writer, and commits.
    """
    people = {row.constituent_id for row in rows if row.constituent_id}
    mine = undoable.rows_of(batch, people)
    added = {row.constituent_id: row.number for row in mine if row.action is Action.CREATE}
    here = locked(workspace.id, added)
    fates = dict.fromkeys(people - here.keys(), (RowState.KEPT, str(GONE)))
    fates |= _remove_or_keep(workspace, batch, here, added, actor)
    fates |= put_back(workspace, batch, people - added.keys(), actor)
    orphans = [row for row in rows if not row.constituent_id]
    _store(batch, [(row.number, _with_gift(batch, row, fates[row.constituent_id])) for row in mine])
    _store(batch, [(row.number, _with_gift(batch, row, (RowState.KEPT, str(GONE)))) for row in orphans])
    return len(mine) + len(orphans)


def _with_gift(batch: Batch, row: Any, fate: Fate) -> Fate:
    """What becomes of a row whose gift was seen to before: of the two states the graver one stands."""
    if batch.kind is not BatchKind.REVENUE:
        return fate
    state, why = fate
    told = [row.detail, why] if tells_of_gift(row.detail) else [why]
    return RowState.KEPT if row.donation_id else state, " ".join(told)


def _remove_or_keep(
    workspace: Workspace,
    batch: Batch,
    here: Mapping[int, Existing],
    added: Mapping[int, int],
    actor: Actor,
) -> dict[int, Fate]:
    """Whom the import added goes, unless something happened to her since: then she stays as she is."""
    kept = undoable.kept_of(batch, [added[who] for who in here]) & here.keys()
    why = traces(workspace.id, kept, Own(batch.id)) if kept else {}
    going = {who: each for who, each in here.items() if who not in kept}
    remove(workspace, going, batch=batch, actor=actor, rule=rule_of(batch))
    gone = {who: (RowState.REVERTED, removed(each.lookup_id)) for who, each in going.items()}
    return gone | {who: (RowState.KEPT, stays(why.get(who, []))) for who in kept}


def put_back(workspace: Workspace, batch: Batch, people: Collection[int], actor: Actor) -> dict[int, Fate]:
    """What the import changed goes back, field by field, and nobody becomes mailable by it."""
    if not people:
        return {}
    prepared = prepare_batch(workspace.id, batch.id, people)
    before = reachable(workspace, prepared.going) if prepared.going else set()
    outcomes = carry_out(prepared, actor=actor, rule=rule_of(batch))
    written = [each.record for each in outcomes.values() if isinstance(each, TakenBack)]
    held = hold_returned(workspace, written, before=before)
    return {who: fate(outcomes.get(who), is_held=who in held) for who in people}


def fate(outcome: Outcome | None, *, is_held: bool = False) -> Fate:
    """What an undo came to on one record, as it stands with her row; `is_held` when her address waits."""
    if isinstance(outcome, Departed):
        return RowState.KEPT, str(GONE)
    back = [label_of(line.field) for line in outcome.back] if isinstance(outcome, TakenBack) else []
    left = getattr(outcome, "left", ())
    state = RowState.KEPT if left else RowState.REVERTED
    told = restored(back, [_why(each) for each in left])
    return state, f"{told} {HELD}" if is_held else told


def _why(left: Left) -> str:
    field, why = label_of(left.stays.entry.field), stays_because(left.stays.why)
    if left.since and is_by_somebody(left.stays.why):
        return _("{field}, as {why} by {who}", field=field, why=why, who=left.since.actor or "Kith")
    return _("{field}, as {why}", field=field, why=why)


def label_of(field: str) -> str:
    """A journaled field inside a sentence: "last name"."""
    label = str(journal_label(field))
    return label[0].lower() + label[1:]


def rule_of(batch: Batch) -> str:
    """What the journal says about each line."""
    return _("takes back {batch}", batch=batch.known_as)


def _store(batch: Batch, fates: Sequence[tuple[int, Fate]]) -> None:
    key = {"workspace_id": batch.workspace_id, "batch_id": batch.id}
    if fates:
        values = [
            key | {"number": number, "state": state, "detail": detail} for number, (state, detail) in fates
        ]
        db.session.execute(update(BatchRow), values)
