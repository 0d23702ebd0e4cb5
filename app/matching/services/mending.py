"""What matching keeps, written anew, and examined."""

from collections.abc import Iterator, Sequence

import numpy as np
from sqlalchemy import delete, func, select, text, tuple_

from app.constituents.search_keeping import everybody
from app.db import db
from app.matching.domain.placing import all_places
from app.matching.domain.standard import standardize
from app.matching.models import MatchCount, MatchKey, MatchRecord
from app.matching.queries.facts import facts_of
from app.matching.services.counting import count_anew
from app.matching.services.keeping import add_facts, write_keys
from app.words import _

AT_ONCE = 20_000
FEW = 1_000


def rebuild(workspace_id: int) -> int:
    """Write everything of a workspace anew; answers how many records it has. The caller commits.

    Keys go in by their order at last: so they lie close together. Nobody who has not written of somebody yet
    does so until the transaction ends, else what is written between two statements would stand there twice.
    """
    number = 0
    _lock()
    kept: list[np.ndarray[tuple[int, int], np.dtype[np.int64]]] = []
    for kind in (MatchRecord, MatchKey, MatchCount):
        db.session.execute(delete(kind).where(kind.workspace_id == workspace_id))
    for records in everybody(workspace_id):
        known = [(record.id, standardize(record)) for record in records]
        add_facts(workspace_id, known)
        kept.append(np.array(all_places(workspace_id, known), np.int64).reshape(-1, 2))
        number += len(records)
    if kept:
        rows = np.concatenate(kept)
        rows = rows[np.lexsort((rows[:, 1], rows[:, 0]))]
        for start in range(0, len(rows), AT_ONCE):
            write_keys(workspace_id, rows[start : start + AT_ONCE].tolist())
    count_anew(workspace_id)
    return number


def _lock() -> None:
    """Keep others from writing, in the order of a write. A new record has no row yet that could be locked."""
    if db.engine.dialect.name == "postgresql":
        for table in (MatchKey.__tablename__, MatchRecord.__tablename__):
            db.session.execute(text(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE"))


def differences(workspace_id: int) -> Iterator[str]:
    """Whatever matching does not know of a record, or knows too much."""
    records = expected = 0
    for some in everybody(workspace_id):
        known = {record.id: standardize(record) for record in some}
        stored = dict(zip(*facts_of(workspace_id, list(known)), strict=True))
        wanted = all_places(workspace_id, known.items())
        unfound = {owner for __, owner in set(wanted) - _stored(workspace_id, wanted)}
        for owner, identity in known.items():
            if owner in unfound or stored.get(owner) != identity:
                yield _("constituent {owner}: matching does not know all there is", owner=owner)
        records += len(some)
        expected += len(wanted)
    yield from _strays(workspace_id, records, expected)


def _stored(workspace_id: int, wanted: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those of these keys with their owners that are there."""
    found: set[tuple[int, int]] = set()
    for start in range(0, len(wanted), FEW):
        query = select(MatchKey.key, MatchKey.constituent_id).where(
            MatchKey.workspace_id == workspace_id,
            tuple_(MatchKey.key, MatchKey.constituent_id).in_(wanted[start : start + FEW]),
        )
        found.update(db.session.execute(query))
    return found


def _strays(workspace_id: int, records: int, keys: int) -> Iterator[str]:
    for kind, expected, what in ((MatchRecord, records, "records"), (MatchKey, keys, "keys")):
        query = select(func.count()).select_from(kind).where(kind.workspace_id == workspace_id)
        if (stray := (db.session.scalar(query) or 0) - expected) > 0:
            yield _("{stray} {what} of matching belong to nobody", stray=stray, what=what)
