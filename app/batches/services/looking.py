"""Whom a row may be about as things stand now, and not as they stood when it was checked."""

from app.batches import queries
from app.batches.domain.decide import planned
from app.batches.models import Batch, BatchRow
from app.batches.services.checking import reread
from app.batches.services.planning import Planner
from app.constituents import queries as constituents
from app.constituents.domain.record import Band, Incoming
from app.matching.domain.result import Match
from app.matching.queries import search
from app.updates.domain.changes import UpdatePlan


def would(batch: Batch, row: BatchRow) -> UpdatePlan | None:
    """What the update rules make of a row if it is the person whom it is likest.

    None for a row that waits for nobody in particular.
    """
    if row.outcome not in queries.UNRESOLVED or row.target_id is None:
        return None
    planner = Planner(batch)
    what = reread(planner, row)
    known = constituents.existing(batch.workspace_id, [row.target_id]).get(row.target_id)
    if not isinstance(what, Incoming) or known is None:
        return None
    return planned(what, known, Band.POSSIBLE, planner.settings_for(typed=row.typed), {})


def whom(batch: Batch, row: BatchRow) -> tuple[Match, ...]:
    """Everybody the row is like, best first, in a fixed number of statements.

    Nobody for a row that cannot be read, and while the workspace does not match records at all.
    """
    planner = Planner(batch)
    what = reread(planner, row)
    if not isinstance(what, Incoming) or not planner.is_matching:
        return ()
    return search(batch.workspace_id, [what], trusted=planner.settings.trusted).found[0].matches
