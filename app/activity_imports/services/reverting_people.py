"""The people whom rows of an import brought: who was added goes, unless something happened to her since."""

from collections.abc import Collection, Mapping, Sequence

from app.accounts.models import Workspace
from app.activity_imports.domain.plan import Plan
from app.activity_imports.queries.undoing import rows_about
from app.activity_imports.services.storing import write
from app.audit.services import Actor
from app.batches.domain.reverting import removed, stays
from app.batches.domain.rows import RowState
from app.batches.models import Batch, BatchRow
from app.batches.queries.traces import Own, traces
from app.batches.services.removing import remove
from app.batches.services.reverting_rows import Fate, put_back, rule_of
from app.constituents.locking import locked
from app.words import _


def take_people_back(workspace: Workspace, batch: Batch, rows: Sequence[BatchRow], *, actor: Actor) -> None:
    """Take back that these rows added people, or changed some. Their facts are gone already. Flushes."""
    brought = {row.constituent_id: row for row in rows if row.constituent_id and _adds(row)}
    added = {who for who, row in brought.items() if row.target_id is None}
    fates = _remove(workspace, batch, added, actor)
    fates |= put_back(workspace, batch, brought.keys() - added, actor)
    mine = {row.number: row for row in rows if row.constituent_id in fates}
    _note(batch, mine, {number: fates[row.constituent_id or 0] for number, row in mine.items()})


def _adds(row: BatchRow) -> bool:
    return Plan.from_json(row.plan).adds_person


def _remove(workspace: Workspace, batch: Batch, people: Collection[int], actor: Actor) -> dict[int, Fate]:
    here = locked(workspace.id, people)
    since = traces(workspace.id, here, Own(batch.id)) if here else {}
    going = {who: each for who, each in here.items() if not since.get(who)}
    told = {row.number: row for row in rows_about(batch, going)}
    gone = {who: (RowState.REVERTED, removed(each.lookup_id)) for who, each in going.items()}
    _note(batch, told, {number: gone[row.constituent_id or 0] for number, row in told.items()})
    remove(workspace, going, batch=batch, actor=actor, rule=rule_of(batch))
    return {
        who: (RowState.REVERTED, _("The constituent: {stays}", stays=stays(later)))
        for who, later in since.items()
        if later
    }


def _note(batch: Batch, rows: Mapping[int, BatchRow], fates: Mapping[int, Fate]) -> None:
    """Add what became of the person to what became of the fact; of the two the graver state stands."""
    values = []
    for number, (state, why) in fates.items():
        row = rows[number]
        kept = RowState.KEPT in (row.state, state)
        told = " ".join(filter(None, (row.detail, why))) if why not in row.detail else row.detail
        values.append({"number": number, "state": RowState.KEPT if kept else state, "detail": told})
    write(batch, values)
