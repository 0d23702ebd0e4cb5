"""Taking what was typed into a new form as news of somebody who is on record, by the update rules."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.exc import IntegrityError

from app.accounts.models import Workspace
from app.audit.services import Actor
from app.constituents.dates import written
from app.constituents.domain.record import Band, Existing
from app.constituents.locking import locked
from app.db import db
from app.profiles.domain.merging import settled
from app.profiles.services.adding import BY_HAND, incoming
from app.profiles.services.journal import Owner, taken
from app.resolution.domain.seen import seen as stamp
from app.resolution.domain.sheet import Question, Sheet, sheet
from app.resolution.domain.stance import Stances
from app.updates.domain.entry import EntryKind
from app.updates.queries.settings import rules_of
from app.updates.services import Applied, Task, apply_all, one_bulk_writer


@dataclass(frozen=True, slots=True)
class Matched:
    """The record as it is now; so many fields were `changed`, in this change set of the journal (or 0)."""

    record: Existing
    changed: int
    change_set: int


@dataclass(frozen=True, slots=True)
class Undecided:
    """Something is left open. Nothing was written."""

    sheet: Sheet


@dataclass(frozen=True, slots=True)
class NotTheirs:
    """It would give them an external ID that somebody else has. Nothing was written."""

    sheet: Sheet
    owners: tuple[Owner, ...]


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """The record or the result is not as it was shown, or they are gone (None). Nothing was written."""

    record: Existing | None


def compared(
    workspace: Workspace, typed: Existing, existing: Existing, stances: Stances, *, today: date
) -> Sheet:
    """What was typed beside a record, and what would become of it: the rules hold where nobody decided.

    However much alike they are, a person decides here; so a birth date on record stays unless it is chosen.
    """
    question = Question(
        existing=existing,
        incoming=incoming(settled(typed)),
        rules=rules_of(workspace),
        band=Band.POSSIBLE,
        entry=EntryKind.ADD_FORM,
        today=today,
    )
    return sheet(question, stances, written)


def match(
    workspace: Workspace,
    typed: Existing,
    stances: Stances,
    *,
    target: int,
    seen: str,
    actor: Actor,
    today: date,
) -> Matched | Undecided | NotTheirs | Meanwhile:
    """Carry out what was shown, on the record as it was shown, or nothing. Flushes; the caller commits.

    `seen` is the stamp of what was shown.
    """
    one_bulk_writer(workspace.id)
    existing = locked(workspace.id, [target]).get(target)
    if existing is None:
        return Meanwhile(None)
    shown = compared(workspace, typed, existing, stances, today=today)
    if stamp(shown.question) != seen:
        return Meanwhile(existing)
    if not shown.is_decided:
        return Undecided(shown)
    if owned := taken(workspace, existing, shown.after):
        return NotTheirs(shown, owned.owners)
    try:
        with db.session.begin_nested():
            [result] = apply_all(workspace.id, [_task(shown)], actor=actor)
    except IntegrityError:
        # somebody else got there first, after we had looked
        if owned := taken(workspace, existing, shown.after):
            return NotTheirs(shown, owned.owners)
        raise
    if isinstance(result, Applied):
        return Matched(result.record, result.changed, result.change_set)
    return Meanwhile(None)


def _task(shown: Sheet) -> Task:
    who = shown.existing
    return Task(plan=shown.plan, kind=who.kind, constituent_id=who.id, version=who.version, source=BY_HAND)
