"""How common names and places are: counted now and then, as a snapshot that stands until the next one."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from sqlalchemy import delete, func, select, tuple_, update

from app.constituents.domain.record import Existing
from app.constituents.models import Departure
from app.db import db, insert_all, new_id, reading
from app.matching.domain.counting import COUNTED, houses, share_sharing, tallied
from app.matching.domain.standard import standardize
from app.matching.models import MatchCount
from app.matching.queries.facts import everybody
from app.matching.queries.population import MADE, SHARING, SIZE, THOUSAND, counted_size, number_of_records

FEWEST = 50
"""Records by which the number has to move, so that counting anew is worth it."""
SHARE = 0.1
"""The same as a share of all."""
FEWEST_KEPT = 2
"""A value that fewer have is not kept."""
AT_ONCE = 20_000
Row = tuple[str, str, int]
"""What is counted, which value of it, and how many have it."""


def refresh_counts(workspace_id: int) -> bool:
    """Count anew where the number of records moved far since the last time; answers whether it did.

    Ends the transaction before it counts, as that takes seconds for a million records in which nobody on
    SQLite should have to wait. Flushes what it counted; the caller commits. Where somebody was erased in the
    meantime, nothing is kept, as that may hold her name.
    """
    db.session.rollback()
    with reading():
        is_due = _is_due(workspace_id)
        erased = _number_erased(workspace_id)
        counted = _counted(workspace_id) if is_due else []
        db.session.rollback()
    if is_due and (is_current := _number_erased(workspace_id) == erased):
        _replace(workspace_id, counted)
    return is_due and is_current


def count_anew(workspace_id: int) -> None:
    """Count now, in this transaction."""
    _replace(workspace_id, _counted(workspace_id))


def count_no_more(workspace_id: int, said: Sequence[Existing]) -> None:
    """Take one person who is erased out of the counts: everything that her record says or ever said.

    A value that one alone has then is not kept: what is left of a name must not outlive the last who bore it.
    The snapshot is another one from now on, as processes keep the one they read.
    """
    counted = tallied([standardize(each) for each in said])
    hers = [(kind.value, value) for kind, values in counted.items() for value in values]
    mine = (
        MatchCount.workspace_id == workspace_id,
        tuple_(MatchCount.kind, MatchCount.value).in_(hers),
    )
    made = (MatchCount.workspace_id == workspace_id, MatchCount.kind == MADE)
    for statement in (
        update(MatchCount).where(*mine).values(n=MatchCount.n - 1),
        delete(MatchCount).where(*mine, MatchCount.n < FEWEST_KEPT),
        update(MatchCount).where(*made).values(n=new_id()),
    ):
        db.session.execute(statement, execution_options={"synchronize_session": False})


def _is_due(workspace_id: int) -> bool:
    then = counted_size(workspace_id)
    return abs(number_of_records(workspace_id) - then) >= max(FEWEST, SHARE * then)


def _number_erased(workspace_id: int) -> int:
    query = select(func.count()).select_from(Departure).where(Departure.workspace_id == workspace_id)
    return db.session.scalar(query) or 0


def _counted(workspace_id: int) -> list[Row]:
    """How many there are, how many of them live with others, and how many have each value of several."""
    size, counts, lived_in = 0, {kind: Counter[str]() for kind in COUNTED}, [houses(())]
    for people in everybody(workspace_id, AT_ONCE):
        for kind, tally in tallied(people).items():
            counts[kind].update(tally)
        lived_in.append(houses(people))
        size += len(people)
    sharing = share_sharing(np.concatenate(lived_in))
    told = [] if sharing is None else [(SHARING, "", round(sharing * THOUSAND))]
    shared = [
        (kind.value, value, n)
        for kind in COUNTED
        for value, n in sorted(counts[kind].items())
        if n >= FEWEST_KEPT
    ]
    return [(SIZE, "", size), (MADE, "", new_id()), *told, *shared]


def _replace(workspace_id: int, rows: list[Row]) -> None:
    db.session.execute(delete(MatchCount).where(MatchCount.workspace_id == workspace_id))
    insert_all(
        MatchCount,
        [{"workspace_id": workspace_id, "kind": kind, "value": value, "n": n} for kind, value, n in rows],
    )
