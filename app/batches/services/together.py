"""Deciding about rows that are typed: each on what the earlier rows about the same person leave.

Of a record the rows are told by their target, of a new person by the row that adds her.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.batches import queries
from app.batches.domain.decision import Decision
from app.batches.domain.review import OF_ROWS, ROW_KNOWN, Joined
from app.batches.domain.row_keys import keys
from app.batches.domain.row_problems import RowProblems
from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.domain.whose_rules import LINKED
from app.batches.models import Batch, BatchRow
from app.batches.queries import ties
from app.batches.services.distinctions import decided_of
from app.batches.services.gifts import judged, sharing
from app.batches.services.ids_shared import sharing_ids
from app.batches.services.in_common import in_common, numbered, place_of_keys, recognized
from app.batches.services.known_rows import Told, told, told_now
from app.batches.services.newcomers import Asked, is_new, with_new_people
from app.batches.services.planning import MOST_ROWS, Planner, Question
from app.batches.services.stored import Read, columns, described, marks, money, reread, store
from app.batches.services.tally import moved
from app.constituents.domain.record import Incoming

_WAITING = (ROW_KNOWN, *OF_ROWS)
_MOST_TIMES = 4
"""So often rows are looked for that depend on those found so far."""


def recheck_together(batch: Batch, planner: Planner, numbers: Iterable[int]) -> None:
    """Decide anew about stored rows, and about those whose person they are about, before or after.

    So many statements, however many rows: of the rows that depend on each other a few sets are decided about.
    """
    wanted = set(numbers)
    rows = _rows(batch, wanted)
    before, was = _Ties.stored(rows), {row.number: told(row) for row in rows}
    read = _describe(batch, planner, rows)
    asked = _asked(batch, planner, wanted, read)
    decisions = _decided(batch, planner, asked)
    for _ in range(_MOST_TIMES):
        tied = _tied(batch, asked, decisions, before.and_of(_changed(was, asked, decisions))) - wanted
        if not tied:
            break
        wanted |= tied
        asked = _asked(batch, planner, wanted, read)
        decisions = _decided(batch, planner, asked)
    decisions = with_new_people(batch, planner, asked, decisions)
    rest = marks(planner, [each.what for each in asked], decisions)
    standing: dict[str, Any] = {"state": RowState.PENDING}
    changes = [
        _columns(each, decision) | standing | {"barred": mark}
        for each, decision, mark in zip(asked, decisions, rest, strict=True)
    ]
    moved(batch, [each.row for each in asked], changes)
    store(batch, [each.row for each in asked], changes)


def _tied(batch: Batch, asked: Sequence[Asked], decisions: Sequence[Decision], before: "_Ties") -> set[int]:
    """The rows to decide about with these, as they are decided now and as they were."""
    rows = [each.row for each in asked]
    numbers = {row.number for row in rows} or {0}
    found = _Ties.decided(asked, decisions).with_(before).with_(_Ties.stored(rows))
    return (
        found.rows(batch, after=min(numbers))
        | ties.writing(batch, found.people, before=max(numbers))
        | ties.about(batch, _stirred(asked, decisions), after=min(numbers))
        | sharing(batch, rows)
        | sharing_ids(batch, rows)
    )


def _stirred(asked: Sequence[Asked], decisions: Sequence[Decision]) -> set[int]:
    """The people whom rows leave otherwise than these rows did as they were decided last."""
    found: set[int | None] = set()
    for each, decision in zip(asked, decisions, strict=True):
        writes = decision.outcome is Outcome.READY and decision.action is Action.UPDATE and decision.plan
        now = (decision.target, decision.plan.to_json()) if writes and decision.plan else None
        if now != (left := _left(each.row)):
            found |= {now and now[0], left and left[0]}
    return {who for who in found if who}


def _changed(
    was: Mapping[int, Told | None], asked: Sequence[Asked], decisions: Sequence[Decision]
) -> set[Told]:
    """What rows say of people on record and did not say before, or the other way round."""
    found: set[Told | None] = set()
    for each, decision in zip(asked, decisions, strict=True):
        then, now = was.get(each.row.number, told(each.row)), told_now(each.what, decision)
        found |= {then, now} if then != now else set()
    return {says for says in found if says}


def _left(row: BatchRow) -> tuple[int | None, Any] | None:
    """Whom the row changes, and how, as it was decided last; None where it changes nobody on record."""
    writes = row.outcome is Outcome.READY and row.action is Action.UPDATE
    return (row.target_id, row.plan) if writes else None


def depending(batch: Batch, rows: Sequence[BatchRow]) -> set[int]:
    """The other rows of the batch whose decisions rest on these."""
    first = min((row.number for row in rows), default=0)
    changed = {left[0] for row in rows if (left := _left(row)) and left[0]}
    said = {says for row in rows if (says := told(row))}
    found = _Ties.stored(rows).and_of(said).rows(batch, after=first) | ties.about(batch, changed, after=first)
    return (found | sharing(batch, rows) | sharing_ids(batch, rows)) - {row.number for row in rows}


def _columns(each: Asked, decision: Decision) -> dict[str, Any]:
    values = columns(decision)
    if decision.target and isinstance(each.what, Incoming) and each.what.lookup_id:
        values["match"] = {**(values["match"] or {}), LINKED: True}
    return values


def _rows(batch: Batch, numbers: Iterable[int]) -> list[BatchRow]:
    return [row for row in queries.rows_by_number(batch, numbers) if not row.state.was_applied]


def _describe(batch: Batch, planner: Planner, rows: Sequence[BatchRow]) -> dict[int, Read]:
    """What rows say, with what they are recognized by stored; they have to be read anew then."""
    read = {row.number: reread(planner, row) for row in rows}
    says = {row.number: described(read[row.number]) | money(planner, row) for row in rows}
    other = _otherwise(batch, rows, says)
    store(batch, rows, list(says.values()))
    recognized(batch, other)
    return read


def _otherwise(
    batch: Batch, rows: Sequence[BatchRow], says: Mapping[int, Mapping[str, Any]]
) -> dict[int, frozenset[str]]:
    """The rows that are recognized by something else than is stored, or may be, with what that is."""
    at, other = place_of_keys(batch), {}
    for row in rows:
        name, email = says[row.number]["name"], says[row.number]["email_key"]
        gift = numbered(row.cells[at]) if at is not None else frozenset()
        if gift or (name, email) != (row.name, row.email_key):
            other[row.number] = keys(name, email) | gift
    return other


def _asked(batch: Batch, planner: Planner, numbers: Iterable[int], known: Mapping[int, Read]) -> list[Asked]:
    read = [(row, known.get(row.number) or reread(planner, row)) for row in _rows(batch, numbers)]
    return [Asked(row, what, decided_of(row, what)) for row, what in read]


def _decided(batch: Batch, planner: Planner, asked: Sequence[Asked]) -> list[Decision]:
    """What the records say; a row whose gift cannot be changes nobody for the rows after it."""
    rows = [each.row for each in asked]
    questions = [
        Question(each.what, decided=each.decided, typed=each.row.typed, number=each.row.number)
        for each in asked
    ]
    decisions = planner.decide(questions)
    final = judged(batch, planner, rows, decisions)
    spoiled = {at for at, (old, new) in enumerate(zip(decisions, final, strict=True)) if old is not new}
    if not any(decisions[at].changes for at in spoiled):
        return final
    questions = [
        replace(each, row=RowProblems(final[at].problems)) if at in spoiled else each
        for at, each in enumerate(questions)
    ]
    again = planner.decide(questions)
    return [final[at] if at in spoiled else decision for at, decision in enumerate(again)]


# --- which rows depend on each other


@dataclass(frozen=True, slots=True)
class _Ties:
    """What rows are about: people on record, and new ones by what these are recognized by."""

    people: frozenset[int]
    keys: frozenset[str]
    new: frozenset[int]
    """The rows about new people, and those that they join."""

    @classmethod
    def stored(cls, rows: Sequence[BatchRow]) -> "_Ties":
        """Of rows as they were decided last."""
        new = [row for row in rows if row.joins or row.action is Action.CREATE or row.cause in _WAITING]
        return cls(
            frozenset(row.target_id for row in rows if row.target_id),
            frozenset().union(*(keys(row.name, row.email_key) for row in new)),
            frozenset(row.number for row in new) | {row.joins for row in new if row.joins},
        )

    @classmethod
    def decided(cls, asked: Sequence[Asked], decisions: Sequence[Decision]) -> "_Ties":
        """Of rows as they are decided now."""
        new = [each for each, decision in zip(asked, decisions, strict=True) if is_new(decision)]
        says = [described(each.what) for each in new]
        chosen = {each.decided.row for each in new if isinstance(each.decided, Joined)}
        return cls(
            frozenset(each.target for each in decisions if each.target),
            frozenset().union(*(keys(each["name"], each["email_key"]) for each in says)),
            frozenset(each.row.number for each in new) | chosen,
        )

    def and_of(self, said: Iterable[Told]) -> "_Ties":
        """These, and those like whom rows say that people on record are."""
        return replace(self, keys=self.keys.union(*(keys(each.name, each.email_key) for each in said)))

    def with_(self, other: "_Ties") -> "_Ties":
        """Both."""
        return _Ties(self.people | other.people, self.keys | other.keys, self.new | other.new)

    def rows(self, batch: Batch, *, after: int) -> set[int]:
        """The numbers of the rows to decide about with these: of new people, those after a row.

        What an earlier row adds does not depend on a later one.
        """
        if not (self.new or self.keys):
            return set()
        resting = {row.number: row for row in ties.resting(batch, self.new, after=after)}
        near = in_common(batch).reached(self.keys, resting, after=after)
        later = [*resting.values(), *ties.among(batch, near - resting.keys())]
        return _reached(later, self.keys, self.new)


def _reached(rows: Sequence[ties.Newcomer], started: frozenset[str], new: frozenset[int]) -> set[int]:
    """Every row that may be about one of the new people, and every one that may be about these in turn."""
    shared = {row.number: keys(row.name, row.email_key) for row in rows}
    by_key: Mapping[str, list[int]] = defaultdict(list)
    for number, mine in shared.items():
        for key in mine:
            by_key[key].append(number)
    reached = {row.number for row in rows if row.is_lost or row.joins in new or row.number in new}
    waiting = set(started).union(*(shared[number] for number in reached))
    seen: set[str] = set()
    while waiting and len(reached) < MOST_ROWS:
        seen |= waiting
        more = {number for key in waiting for number in by_key.get(key, ())} - reached
        reached |= more
        waiting = set().union(*(shared[number] for number in more)) - seen
    return reached
