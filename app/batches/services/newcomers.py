"""Rows about people whom other rows of the batch add: found, and planned on what these add."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.batches import queries
from app.batches.domain.decision import Decision
from app.batches.domain.identity import identity
from app.batches.domain.joining import MOST_NEAR, Leader, Newcomer, Pair, Pairs, joined, planned_record
from app.batches.domain.review import Decided, Joined
from app.batches.domain.row_keys import keys, keys_of
from app.batches.domain.row_pairs import compare
from app.batches.domain.rows import Action, Outcome
from app.batches.models import Batch, BatchRow
from app.batches.queries import ties
from app.batches.services.distinctions import apart_from
from app.batches.services.in_common import in_common
from app.batches.services.known_rows import held_back
from app.batches.services.planning import Planner
from app.batches.services.stored import Read, cells_of, reread
from app.constituents.domain.record import Existing, Incoming
from app.constituents.queries import in_parts
from app.matching.domain.result import Match
from app.matching.queries.names import name_pairs
from app.updates.domain.applied import apply
from app.updates.domain.changes import UpdatePlan

_MOST = MOST_NEAR + 20
"""Earlier people of one key that are read: the rows about one may plan of her what takes the key away."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A row with what it says and what staff decided about it."""

    row: BatchRow
    what: Read
    decided: Decided | None


def is_new(decision: Decision) -> bool:
    """Whether the row adds somebody, as far as the records tell."""
    return decision.outcome is Outcome.READY and decision.action is Action.CREATE


def with_new_people(
    batch: Batch, planner: Planner, asked: Sequence[Asked], decisions: Sequence[Decision]
) -> list[Decision]:
    """The decisions with those of rows about the new person of another; as many statements for any rows."""
    new = [
        Newcomer(
            each.row.number,
            each.what,
            decision,
            planner.settings_for(typed=each.row.typed),
            each.decided,
            apart_from(each.row),
        )
        for each, decision in zip(asked, decisions, strict=True)
        if is_new(decision) and isinstance(each.what, Incoming)
    ]
    if not new:
        return list(decisions)
    comparing = _Comparing(planner)
    told = [(each.row.number, each.what, decision) for each, decision in zip(asked, decisions, strict=True)]
    found = held_back(batch, planner, new, told, comparing)
    if new := [each for each in new if each.number not in found]:
        earlier = _earlier(batch, planner, new, {each.row.number for each in asked})
        found |= joined(new, comparing, earlier=earlier)
    return [found.get(each.row.number, decision) for each, decision in zip(asked, decisions, strict=True)]


class _Comparing:
    """Compares rows, unless the workspace compares nobody."""

    def __init__(self, planner: Planner) -> None:
        self._planner = planner

    def __call__(
        self, rows: Sequence[Incoming], others: Sequence[Incoming | Existing], pairs: Pairs
    ) -> Mapping[Pair, Match]:
        if not self._planner.is_matching:
            return {}
        return compare(rows, others, pairs, name_pairs(self._planner.workspace_id))


def _earlier(batch: Batch, planner: Planner, new: Sequence[Newcomer], without: set[int]) -> list[Leader]:
    """The earlier rows that add somebody whom one of these may be, and what they and others plan of her."""
    wanted = {key for each in new for key in keys_of(each.row)}
    chosen = {each.decided.row for each in new if isinstance(each.decided, Joined)}
    last = new[-1].number
    near = {number for number in in_common(batch).sharing(wanted) | chosen if number < last} - without
    heads = _nearest([row for row in ties.among(batch, near) if row.adds], wanted, chosen) - without
    known = ties.of_heads(batch, heads, before=last)
    about = [row.number for row in known if row.adds and row.number not in without]
    groups: dict[int, list[BatchRow]] = defaultdict(list)
    for some in in_parts(about):
        for row in queries.rows_by_number(batch, some):
            groups[row.joins or row.number].append(row)
    return [_leader(planner, rows, chosen) for rows in groups.values() if rows[0].joins is None]


def _nearest(known: Sequence[ties.Newcomer], wanted: set[str], chosen: set[int]) -> set[int]:
    """Whom these rows add, the first of each key: with more of them nobody is compared."""
    first: dict[str, set[int]] = {key: set() for key in wanted}
    heads = {row.joins or row.number for row in known if row.number in chosen}
    for row in sorted(known, key=lambda row: row.joins or row.number):
        for key in wanted & keys(row.name, row.email_key):
            if len(first[key]) < _MOST:
                first[key].add(row.joins or row.number)
    return heads.union(*first.values())


def _leader(planner: Planner, rows: Sequence[BatchRow], chosen: set[int]) -> Leader:
    first, *others = rows
    plan = UpdatePlan.from_json(first.plan or {"changes": [], "needs_review": False})
    record = planned_record(first.number, planner.parser.kind(cells_of(first)), plan)
    for row in others:
        record = apply(record, UpdatePlan.from_json(row.plan)) if row.plan else record
    read = [(row.number, reread(planner, row)) for row in rows if row is first or row.number in chosen]
    said = {number: identity(what) for number, what in read if isinstance(what, Incoming)}
    return Leader(first.number, record, tuple(row.number for row in others), said)
