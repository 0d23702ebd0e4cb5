"""What staff do with rows in review. Each act changes the stored plan, never a constituent."""

from collections.abc import Mapping

from app.audit.services import Actor
from app.batches.domain.review import MergedInto, RowAction, SkippedByStaff, decided_to_json, keeping
from app.batches.models import Batch, BatchRow
from app.batches.services.acting import (
    NotAllowed,
    RowChanged,
    act,
    refused,
)
from app.batches.services.checking import reread
from app.batches.services.distinctions import came_back, candidates_of, distinguish, forget
from app.batches.services.joining import apart
from app.batches.services.planning import Planner
from app.constituents import queries as constituents
from app.constituents.domain.record import Incoming
from app.words import _


def edit_row(
    batch: Batch, row: BatchRow, texts: Mapping[int, str], *, actor: Actor, saw: int | None = None
) -> RowChanged | NotAllowed:
    """Correct cells by column position; the row, and the rows that repeat its email, are decided anew."""
    if batch.kind.is_entered:
        return NotAllowed(_("Type into the row itself: what is typed is checked at once."))
    if no := refused(RowAction.EDIT, batch, row, saw=saw):
        return no
    edited = dict(row.edited or {})
    for index, text in texts.items():
        if 0 <= index < len(row.cells):
            edited[str(index)] = text.replace("\0", "")  # which Postgres cannot store
    changed = {key: text for key, text in edited.items() if text != row.cells[int(key)]}
    return act(RowAction.EDIT, batch, row, actor, edited=changed)


def skip_row(batch: Batch, row: BatchRow, *, actor: Actor, saw: int | None = None) -> RowChanged | NotAllowed:
    """Leave the row out; a later row with its email takes its place."""
    if no := refused(RowAction.SKIP, batch, row, saw=saw):
        return no
    return act(RowAction.SKIP, batch, row, actor, decision=decided_to_json(SkippedByStaff()))


def merge_row(batch: Batch, row: BatchRow, *, target: int, actor: Actor) -> RowChanged | NotAllowed:
    """Let the row update this constituent's profile, and nothing else of hers."""
    if no := refused(RowAction.MERGE, batch, row):
        return no
    if not constituents.existing(batch.workspace_id, [target]):
        return NotAllowed(_("That person is not here anymore. Search again."))
    return act(RowAction.MERGE, batch, row, actor, decision=decided_to_json(MergedInto(target)))


def mark_distinct(
    batch: Batch, row: BatchRow, *, actor: Actor, saw: int | None = None
) -> RowChanged | NotAllowed:
    """Say for good that this row is none of those it was compared with; it adds somebody new."""
    if no := refused(RowAction.MARK_DISTINCT, batch, row, saw=saw):
        return no
    incoming = reread(planner := Planner(batch), row)
    assert isinstance(incoming, Incoming)  # a row that cannot be read is compared with nobody
    decision = distinguish(row, incoming, candidates_of(row), actor.id)
    decision |= apart(batch, planner, [row]).get(row.number, {})
    return act(RowAction.MARK_DISTINCT, batch, row, actor, decision=decision)


def welcome_back(
    batch: Batch, row: BatchRow, *, actor: Actor, saw: int | None = None
) -> RowChanged | NotAllowed:
    """Say that whoever was erased asked to come back: the row adds somebody new, who cannot be emailed."""
    if no := refused(RowAction.COME_BACK, batch, row, saw=saw):
        return no
    incoming = reread(Planner(batch), row)
    assert isinstance(incoming, Incoming)  # a row that cannot be read adds nobody
    return act(RowAction.COME_BACK, batch, row, actor, decision=came_back(row, incoming, actor.id))


def keep_row(batch: Batch, row: BatchRow, *, actor: Actor, saw: int | None = None) -> RowChanged | NotAllowed:
    """Let a row count that was left out because an earlier one has the same email: another person."""
    if no := refused(RowAction.KEEP, batch, row, saw=saw):
        return no
    return act(RowAction.KEEP, batch, row, actor, decision=keeping(row.decision))


def restore_row(
    batch: Batch, row: BatchRow, *, actor: Actor, saw: int | None = None
) -> RowChanged | NotAllowed:
    """Take back all that staff did with this row: it stands again as the check left it, until an undo."""
    if no := refused(RowAction.RESTORE, batch, row, saw=saw):
        return no
    forget(row)
    return act(RowAction.RESTORE, batch, row, actor, edited=None, decision=None)
