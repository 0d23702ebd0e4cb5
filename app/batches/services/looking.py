"""Whom a row may be about as things stand now, and not as they stood when it was checked."""

from app.batches.models import Batch, BatchRow
from app.batches.services.checking import reread
from app.batches.services.planning import Planner
from app.constituents.domain.record import Incoming
from app.matching.domain.result import Match
from app.matching.queries import search


def whom(batch: Batch, row: BatchRow) -> tuple[Match, ...]:
    """Everybody the row is like, best first, in a fixed number of statements.

    Nobody for a row that cannot be read, and while the workspace does not match records at all.
    """
    planner = Planner(batch)
    what = reread(planner, row)
    if not isinstance(what, Incoming) or not planner.is_matching:
        return ()
    return search(batch.workspace_id, [what], trusted=planner.settings.trusted).found[0].matches
