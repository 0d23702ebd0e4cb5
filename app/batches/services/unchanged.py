"""Which reviewed plans stand as they are, so that commit need not ask the planner again.

A row is planned again unless all that its plan rests on is as it was when the check began: the settings, whom
it updates, and everybody with whom it would be compared. Of a batch that is typed, whose validation has said
what it will do, only what others write counts: what its own rows do to each other was decided then.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from app.batches.domain.brought import ids_of
from app.batches.domain.row_problems import RowProblems
from app.batches.models import Batch, BatchRow
from app.batches.services.checking import reread
from app.batches.services.planning import KNOWN, STAMP, Planner
from app.constituents import queries as constituents
from app.constituents.recent import EVERYBODY, Seen, written_by_others
from app.matching import queries as matching
from app.updates.domain.changes import UpdatePlan

MOST_OTHERS = 500
"""If more people were written by others, everything is planned again."""


class Standing:
    """What a commit knows of the rows that were reviewed before it began."""

    def __init__(self, batch: Batch, planner: Planner) -> None:
        self._planner = planner
        self._is_current = _is_first(batch) and batch.settings.get(STAMP) == planner.stamp
        self._known: list[Seen] = [(who, by, at) for who, by, at in batch.settings.get(KNOWN, ())]
        self.others: frozenset[int] | None = None
        """Whom others wrote since the check began, as it was asked last; None where that may be anybody."""
        self._brought: set[str] = set()
        self._bringing: set[str] = set()

    def go_on(self) -> None:
        """What was brought came to pass."""
        self._brought |= self._bringing
        self._bringing = set()

    def forget(self) -> None:
        """What was brought since `go_on` did not come to pass."""
        self._bringing = set()

    def brought(self, plan: UpdatePlan) -> None:
        """Note the emails that a plan added to somebody: who brings them in a later chunk may be meant."""
        self._bringing |= {change.ref for change in plan.writes if change.field == "emails"}

    def doubtful(
        self, batch: Batch, rows: Sequence[BatchRow], plans: Sequence[UpdatePlan]
    ) -> AbstractSet[int]:
        """The numbers of the rows that have to be planned again: at most six statements, mostly three.

        It has to be asked in the transaction that carries the others out.
        """
        others = self.others = self._others(batch)
        if others is None:
            return {row.number for row in rows}
        if self._planner.in_turn:
            found = {row.number for row in rows if _is_of_others(row, others)}
            found |= self._owned_by_others(rows, plans)
            return found | self._like(others, [row for row in rows if row.number not in found])
        targets = {row.target_id for row in rows if row.target_id}
        versions = constituents.versions(batch.workspace_id, targets)
        found = {row.number for row in rows if self._is_touched(row, others, versions)}
        found |= self._owned_by_others(rows, plans)
        return found | self._like(others, [row for row in rows if row.number not in found])

    def _others(self, batch: Batch) -> frozenset[int] | None:
        """Whom others wrote since the check began; None where that may be anybody."""
        if not self._is_current or batch.checked_at is None:
            return None
        others = written_by_others(batch.workspace_id, batch.checked_at, batch_id=batch.id, known=self._known)
        return None if EVERYBODY in others or len(others) > MOST_OTHERS else others

    def _is_touched(self, row: BatchRow, others: frozenset[int], versions: Mapping[int, int]) -> bool:
        """Whether somebody decided about the row, whom it is about was written, or its email is known now."""
        if row.decision is not None or f"emails:{row.email_key}" in self._brought:
            return True
        if row.target_id is None:
            return False
        return row.target_id in others or versions.get(row.target_id) != row.target_version

    def _owned_by_others(self, rows: Sequence[BatchRow], plans: Sequence[UpdatePlan]) -> set[int]:
        """The rows that bring an ID of another system which somebody else has."""
        wanted = {row.number: ids for row, plan in zip(rows, plans, strict=True) if (ids := ids_of(plan))}
        if not wanted:
            return set()
        workspace_id = self._planner.workspace_id
        pairs = {(each.system, each.value) for ids in wanted.values() for each in ids}
        owners = constituents.owners_of_external_ids(workspace_id, pairs)
        return {
            number
            for number, ids in wanted.items()
            if any((each.system, each.value) in owners for each in ids)
        }

    def _like(self, others: frozenset[int], rows: Sequence[BatchRow]) -> set[int]:
        """The rows that would be compared with somebody whom others wrote."""
        if not others or not rows:
            return set()
        read = [reread(self._planner, row) for row in rows]
        unread = {row.number for row, what in zip(rows, read, strict=True) if isinstance(what, RowProblems)}
        incoming = [what for what in read if not isinstance(what, RowProblems)]
        readable = [row.number for row in rows if row.number not in unread]
        near = matching.meeting(self._planner.workspace_id, incoming, others)
        return unread | {readable[at] for at in near}


def _is_first(batch: Batch) -> bool:
    """Whether the batch was never committed; one that is typed, whether it was validated anew since."""
    if batch.committed_at is None:
        return True
    return batch.kind.is_entered and batch.checked_at is not None and batch.checked_at > batch.committed_at


def _is_of_others(row: BatchRow, others: frozenset[int]) -> bool:
    """Whether others wrote whom the row is about, or anybody while a person decided whom it is about."""
    return row.target_id in others or (row.decision is not None and bool(others))
