"""What staff said for good: whoever comes with this name and email is not that constituent."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, tuple_

from app.batches import queries
from app.batches.domain.identity import identity
from app.batches.domain.review import AddedAsNew, Decided, Joined, decided_from_json, decided_to_json
from app.batches.domain.row_problems import RowProblems
from app.batches.models import BatchRow, Distinction
from app.constituents.domain.record import Incoming
from app.constituents.locking import still_here
from app.constituents.recent import note
from app.db import db, insert_all, now


def distinguish(
    row: BatchRow, incoming: Incoming, constituent_ids: Collection[int], by: int | None
) -> dict[str, Any]:
    """Remember that the row is none of these, and answer the decision to store with the row.

    It names the identity it holds for and what was new in it, so that it can be taken back exactly.
    """
    fresh = remember(row.workspace_id, incoming, constituent_ids, by)
    return decided_to_json(AddedAsNew()) | {"identity": identity(incoming), "distinct_from": fresh}


def distinguish_all(rows: Sequence[tuple[BatchRow, Incoming]], by: int | None) -> list[dict[str, Any]]:
    """The same for many rows, each of none of those it was compared with: two statements in all."""
    if not rows:
        return []
    workspace_id = rows[0][0].workspace_id
    keys = [identity(what) for _, what in rows]
    known = {who: set(ids) for who, ids in queries.distinctions(workspace_id, keys).items()}
    decisions, new = [], []
    for (row, _), who in zip(rows, keys, strict=True):
        said = known.setdefault(who, set())
        fresh = [each for each in candidates_of(row) if each not in said]
        said.update(fresh)
        new += [(who, each) for each in fresh]
        decisions.append(decided_to_json(AddedAsNew()) | {"identity": who, "distinct_from": fresh})
    shared = {"workspace_id": workspace_id, "made_by": by, "made_at": now()}
    insert_all(Distinction, [shared | {"identity": who, "constituent_id": each} for who, each in new])
    note(workspace_id, {each for _, each in new})
    return decisions


def candidates_of(row: BatchRow) -> list[int]:
    """The constituents a row was compared with, best first."""
    found = [candidate["constituent_id"] for candidate in (row.match or {}).get("candidates", [])]
    return list(dict.fromkeys([*([row.target_id] if row.target_id else []), *found]))


def remember(
    workspace_id: int, incoming: Incoming, constituent_ids: Collection[int], by: int | None
) -> list[int]:
    """Remember that whoever comes with this name and email is none of these; answers the new ones."""
    who = identity(incoming)
    known = queries.distinctions(workspace_id, [who]).get(who, frozenset())
    fresh = [constituent_id for constituent_id in constituent_ids if constituent_id not in known]
    shared = {"workspace_id": workspace_id, "identity": who, "made_by": by, "made_at": now()}
    insert_all(Distinction, [shared | {"constituent_id": constituent_id} for constituent_id in fresh])
    note(workspace_id, fresh)
    return fresh


def came_back(row: BatchRow, incoming: Incoming, by: int | None) -> dict[str, Any]:
    """The decision that adds somebody though she was erased, with whatever was said of whom she is not."""
    is_said = isinstance(decided_of(row, incoming), AddedAsNew)
    said = dict(row.decision or {}) if is_said else distinguish(row, incoming, candidates_of(row), by)
    return said | decided_to_json(AddedAsNew(came_back=True))


def forget(row: BatchRow, *, but: Mapping[str, Any] | None = None) -> None:
    """Take back what `distinguish` remembered for this row; what other rows said stays, and `but` said."""
    said = row.decision or {}
    kept = (but or {}).get("distinct_from") or ()
    if ids := [each for each in said.get("distinct_from") or () if each not in kept]:
        db.session.execute(
            delete(Distinction).where(
                Distinction.workspace_id == row.workspace_id,
                Distinction.identity == said["identity"],
                Distinction.constituent_id.in_(ids),
            )
        )
        note(row.workspace_id, ids)


def said_again(workspace_id: int, decisions: Sequence[Mapping[str, Any] | None], by: int | None) -> None:
    """Remember anew what these decisions said, of those who are still here; the way back of `forget`."""
    said = {
        (each["identity"], who): None
        for each in decisions
        if each and each.get("distinct_from")
        for who in each["distinct_from"]
    }
    if not said:
        return
    here = still_here(workspace_id, {who for _, who in said})
    shared = {"workspace_id": workspace_id, "made_by": by, "made_at": now()}
    rows = [shared | {"identity": who, "constituent_id": each} for who, each in said if each in here]
    insert_all(Distinction, rows, or_leave=True)
    note(workspace_id, here)


def forget_all(rows: Sequence[BatchRow]) -> None:
    """The same for many rows, in one statement."""
    said = [row.decision for row in rows if row.decision and row.decision.get("distinct_from")]
    pairs = [(each["identity"], who) for each in said for who in each["distinct_from"]]
    if pairs:
        pair = tuple_(Distinction.identity, Distinction.constituent_id)
        db.session.execute(
            delete(Distinction).where(Distinction.workspace_id == rows[0].workspace_id, pair.in_(pairs)),
            execution_options={"synchronize_session": False},
        )
        note(rows[0].workspace_id, {who for _, who in pairs})


def forget_identities(workspace_id: int, identities: Collection[str]) -> None:
    """Take back whatever was said of these, about anybody."""
    db.session.execute(
        delete(Distinction).where(
            Distinction.workspace_id == workspace_id, Distinction.identity.in_(sorted(identities))
        ),
        execution_options={"synchronize_session": False},
    )


APART = "apart"
"""Where a decision keeps whose new person the row is not about, by their identities."""


def apart_from(row: BatchRow) -> frozenset[str]:
    """Whose new person staff said the row is not about."""
    return frozenset((row.decision or {}).get(APART, ()))


def decided_of(row: BatchRow, what: Incoming | RowProblems) -> Decided | None:
    """What staff decided about the row. Whose it is, if new, holds only for whom it was said about."""
    decided = decided_from_json(row.decision)
    if isinstance(decided, AddedAsNew | Joined) and isinstance(what, Incoming):
        said = row.decision or {}
        return decided if said.get("identity", identity(what)) == identity(what) else None
    return decided
