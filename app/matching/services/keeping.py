"""What is compared and the keys that find it, written with every constituent, in sets."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Delete, bindparam, delete
from sqlalchemy.dialects import postgresql, sqlite

from app.constituents.domain.record import Existing
from app.constituents.queries import in_parts
from app.db import db, insert_all, write_later
from app.matching.domain.facts import to_facts
from app.matching.domain.identity import Identity
from app.matching.domain.placing import all_places
from app.matching.domain.standard import standardize
from app.matching.models import MatchKey, MatchRecord
from app.matching.queries.facts import facts_of

Place = tuple[int, int]
"""The number of a key, and the constituent whom it finds."""


def refresh(workspace_id: int, records: Sequence[Existing]) -> None:
    """Keep what these records say now in place of what they said: at most six statements for any number."""
    now = {record.id: standardize(record) for record in records}
    rewritten = [record.id for record in records if record.version > 1]
    before = _kept(workspace_id, rewritten) if rewritten else {}
    _remove_unread(workspace_id, set(rewritten) - before.keys())
    changed = {owner: identity for owner, identity in now.items() if before.get(owner) != identity}
    old = set(all_places(workspace_id, ((owner, before[owner]) for owner in changed if owner in before)))
    new = set(all_places(workspace_id, changed.items()))
    _remove(workspace_id, old - new)
    write_keys(workspace_id, sorted(new - old))
    fresh = {record.id for record in records if record.version == 1}
    _put(workspace_id, {owner: it for owner, it in changed.items() if owner not in fresh})
    add_facts(workspace_id, [(owner, it) for owner, it in changed.items() if owner in fresh])


def load(workspace_id: int, records: Iterable[tuple[int, Identity]]) -> None:
    """Keep records of which nothing is kept yet."""
    whole = list(records)
    add_facts(workspace_id, whole)
    write_keys(workspace_id, all_places(workspace_id, whole))


def forget(workspace_id: int, ids: Iterable[int]) -> None:
    """Nobody is like these any more: they were erased, or merged into others."""
    gone = sorted(set(ids))
    kept = _kept(workspace_id, gone)
    _remove(workspace_id, all_places(workspace_id, kept.items()))
    _remove_unread(workspace_id, set(gone) - kept.keys())
    db.session.execute(
        delete(MatchRecord).where(
            MatchRecord.workspace_id == workspace_id, MatchRecord.constituent_id.in_(gone)
        ),
        execution_options={"synchronize_session": False},
    )


def _kept(workspace_id: int, ids: Sequence[int]) -> dict[int, Identity]:
    return dict(zip(*facts_of(workspace_id, ids), strict=True))


def add_facts(workspace_id: int, records: Iterable[tuple[int, Identity]]) -> None:
    """Keep what is compared of records of which nothing is kept."""
    insert_all(MatchRecord, [_row(workspace_id, owner, identity) for owner, identity in records])


def _put(workspace_id: int, records: Mapping[int, Identity]) -> None:
    if not records:
        return
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(MatchRecord)
    statement = statement.on_conflict_do_update(
        index_elements=["workspace_id", "constituent_id"], set_={"facts": statement.excluded.facts}
    )
    rows = [_row(workspace_id, owner, identity) for owner, identity in sorted(records.items())]
    write_later(MatchRecord, statement, rows)


def _row(workspace_id: int, owner: int, identity: Identity) -> dict[str, Any]:
    return {"workspace_id": workspace_id, "constituent_id": owner, "facts": to_facts(identity)}


def write_keys(workspace_id: int, rows: Iterable[Place]) -> None:
    """Add keys, in the order of the index."""
    insert_all(
        MatchKey,
        [{"workspace_id": workspace_id, "key": key, "constituent_id": owner} for key, owner in rows],
    )


def _remove(workspace_id: int, rows: Iterable[Place]) -> None:
    if gone := [{"b_key": key, "b_owner": owner} for key, owner in sorted(rows)]:
        write_later(MatchKey, _one_key(workspace_id), gone)


def _remove_unread(workspace_id: int, owners: Collection[int]) -> None:
    """The keys of those of whom a text of another edition is kept: what it says they are is not known.

    No index leads from a constituent to the keys, so this reads them all. After `kith reindex` nobody asks.
    """
    for some in in_parts(sorted(owners)):
        db.session.execute(
            delete(MatchKey).where(MatchKey.workspace_id == workspace_id, MatchKey.constituent_id.in_(some)),
            execution_options={"synchronize_session": False},
        )


def _one_key(workspace_id: int) -> Delete:
    table: Any = MatchKey.__table__
    return delete(table).where(
        table.c.workspace_id == workspace_id,
        table.c.key == bindparam("b_key"),
        table.c.constituent_id == bindparam("b_owner"),
    )
