"""Undoing change sets, for one person or for all of them: what still stands goes back, the rest is listed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from app.audit.domain.source import Subject, Via
from app.audit.services import Actor, Change, record
from app.constituents.domain.journal import Line, lines
from app.constituents.domain.record import Existing
from app.constituents.locking import locked
from app.constituents.queries import existing
from app.constituents.services import Rewrite, write
from app.updates.domain.undo import made_by, undo
from app.updates.domain.undone import Stays, Undone
from app.updates.queries.change_sets import (
    ByField,
    Since,
    Told,
    added,
    changed_since,
    entries,
    entries_of_batch,
    owned_since,
)
from app.updates.rewriting import Outdated
from app.updates.services.applying import one_bulk_writer
from app.words import N_

RULE = N_("takes back an earlier change")


@dataclass(frozen=True, slots=True)
class Left:
    """A field that stays as it is, and who changed it since, where the journal knows."""

    stays: Stays
    since: Since | None


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The record as it is now; `back` went back in this change set, `left` stays as it is."""

    record: Existing
    back: tuple[Line, ...]
    left: tuple[Left, ...]
    change_set: int = 0


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is nothing to undo any more; `left` stays as it is."""

    record: Existing
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """The change set added this person: a whole record is not taken back by undoing. Nothing was written."""

    record: Existing


@dataclass(frozen=True, slots=True)
class Departed:
    """Who was erased or merged in the meantime. Nothing was written."""

    constituent_id: int


Outcome = TakenBack | Nothing | Added | Departed | Outdated


def judge(
    workspace_id: int, change_set: int, people: Collection[int] | None = None
) -> dict[int, TakenBack | Nothing | Added | Departed]:
    """What undoing a change set would come to, for those of its people who are named. Writes nothing."""
    told = entries(workspace_id, change_set, people)
    return _judged(workspace_id, told, existing(workspace_id, told))


def judge_batch(
    workspace_id: int, batch_id: int, people: Collection[int]
) -> dict[int, TakenBack | Nothing | Added | Departed]:
    """What undoing all change sets of an import would come to for these people. Writes nothing."""
    told = entries_of_batch(workspace_id, batch_id, people)
    return _judged(workspace_id, told, existing(workspace_id, told))


@dataclass(frozen=True, slots=True)
class Prepared:
    """What undoing a change set comes to for each person, none of whom anybody else can write now."""

    workspace_id: int
    now: Mapping[int, Existing]
    outcomes: Mapping[int, Outcome]

    @property
    def going(self) -> dict[int, TakenBack]:
        """Those of whom something goes back."""
        return {who: each for who, each in self.outcomes.items() if isinstance(each, TakenBack)}


def prepare(
    workspace_id: int,
    change_set: int,
    people: Collection[int] | None = None,
    versions: Mapping[int, int] | None = None,
) -> Prepared:
    """The same under lock, for `carry_out`; for None, all people of the change set.

    `versions` are the states that staff saw, if they saw any: of another one nothing is written.
    """
    one_bulk_writer(workspace_id)
    return _prepared(workspace_id, entries(workspace_id, change_set, people), versions or {})


def prepare_batch(workspace_id: int, batch_id: int, people: Collection[int]) -> Prepared:
    """The same for all that an import wrote about these people, its newest change set first."""
    one_bulk_writer(workspace_id)
    return _prepared(workspace_id, entries_of_batch(workspace_id, batch_id, people), {})


def _prepared(workspace_id: int, told: Mapping[int, Told], seen: Mapping[int, int]) -> Prepared:
    now = locked(workspace_id, told)
    stale = {who: Outdated(each) for who, each in now.items() if seen.get(who, each.version) != each.version}
    judged = _judged(workspace_id, {who: told[who] for who in told if who not in stale}, now)
    return Prepared(workspace_id, now, {**judged, **stale})


def carry_out(prepared: Prepared, *, actor: Actor, rule: str = RULE) -> dict[int, Outcome]:
    """Take back what was prepared, as a change set of its own, and answer what became of each person.

    Statements do not grow with the number of people. Permission is not looked at: the caller holds who would
    become mailable. Flushes; the caller commits. Source of the rule: everything bulk can be undone, and what
    somebody edited since stays and is listed.
    """
    now, going = prepared.now, prepared.going
    written = write(prepared.workspace_id, [Rewrite(now[who], each.record) for who, each in going.items()])
    changes = [
        Change(Subject.CONSTITUENT, each.id, line.field, line.before, line.after, line.item_id, rule=rule)
        for each in written
        for line in lines(now[each.id], each)
    ]
    change_set = record(prepared.workspace_id, actor.with_via(Via.UNDO), changes)
    done = {each.id: replace(going[each.id], record=each, change_set=change_set) for each in written}
    return {**prepared.outcomes, **done}


def _judged(
    workspace_id: int, told: Mapping[int, Told], now: Mapping[int, Existing]
) -> dict[int, TakenBack | Nothing | Added | Departed]:
    owned = owned_since(workspace_id, told)
    found = {who: undo(now[who], told[who].entries, owned=owned[who]) for who in told if who in now}
    maybe = [who for who, each in found.items() if made_by(told[who].entries, each.record)]
    new = added(workspace_id, told, maybe)
    since = changed_since(workspace_id, {who: told[who].last for who, each in found.items() if each.stays})
    return {who: _outcome(who, now.get(who), found.get(who), who in new, since) for who in told}


def _outcome(
    who: int, now: Existing | None, undone: Undone | None, is_new: bool, since: ByField
) -> TakenBack | Nothing | Added | Departed:
    if now is None or undone is None:
        return Departed(who)
    if is_new:
        return Added(now)
    left = tuple(Left(each, since.get((who, *each.changed))) for each in undone.stays)
    return TakenBack(undone.record, undone.back, left) if undone.back else Nothing(now, left)
