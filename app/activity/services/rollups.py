"""Keeping what facts come to in step with them: whoever writes facts ends with `follow`.

On PostgreSQL two transactions may write facts of one person at the same time. Rows are therefore made and
locked first, in the order of their ids, and the facts are added up by a statement of its own: it sees what
the transaction that held the lock before had committed.

Everybody locks facts first, then rollups, then months, so that no two wait for each other. Who writes facts
in several steps does it `together`.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast

from sqlalchemy import Select, Table, bindparam, delete, select

from app.activity.domain.kinds import RegistrationStatus
from app.activity.domain.rollup import Money, by_month
from app.activity.models import Registration
from app.activity.queries import rolling
from app.activity.queries.asked import asking, people
from app.activity.rollup_models import GivingMonth, Rollup
from app.activity.services.sets import inserting, some
from app.db import db
from app.gathered import HERE

_KEY = ("workspace_id", "constituent_id")
_DUE = "rollups due"


@dataclass(slots=True)
class Due:
    """Whose rollups are to be brought in step with which facts, and months of giving before and after."""

    giving: set[int] = field(default_factory=set)
    registrations: set[int] = field(default_factory=set)
    email: set[int] = field(default_factory=set)
    emptied: set[int] = field(default_factory=set)
    before: list[Money] = field(default_factory=list)
    after: list[Money] = field(default_factory=list)


@contextmanager
def together(workspace_id: int) -> Iterator[Due]:
    """Whatever is written inside is followed at its end, everybody once; inside another at the other's end.

    Nothing inside may be taken back alone: after an error the whole transaction is.
    """
    info = db.session().info
    if _DUE in info:
        yield info[_DUE]
        return
    due = info[_DUE] = Due()
    try:
        yield due
    finally:
        del info[_DUE]
    _settle(workspace_id, due)


def follow(
    workspace_id: int,
    *,
    giving: Collection[int] = (),
    registrations: Collection[int] = (),
    email: Collection[int] = (),
) -> None:
    """Bring the rollups of these people in step with their facts. Flushes nothing; the caller commits.

    `giving` are the donors, those who were the donors before, and whoever has or had a soft credit.
    """
    with together(workspace_id) as due:
        due.giving.update(giving)
        due.registrations.update(registrations)
        due.email.update(email)


def drop_empty(workspace_id: int, people: Collection[int]) -> None:
    """Delete the rollups of those of these people about whom no fact is left."""
    with together(workspace_id) as due:
        due.emptied.update(people)


def _drop(workspace_id: int, people: Collection[int]) -> None:
    tables = (Rollup.donations, Rollup.soft_credits, Rollup.registrations, Rollup.sent)
    for part in some(people):
        nothing = (Rollup.workspace_id == workspace_id, Rollup.constituent_id.in_(part))
        emptied = delete(Rollup).where(*nothing, *(count == 0 for count in tables))
        db.session.execute(emptied, execution_options={"synchronize_session": False})


def follow_events(workspace_id: int, event_ids: Collection[int]) -> None:
    """The start of these events changed: so did the day on which somebody attended last."""
    query = select(Registration.constituent_id).where(
        Registration.workspace_id == workspace_id,
        Registration.event_id.in_(event_ids),
        Registration.status == RegistrationStatus.ATTENDED,
    )
    follow(workspace_id, registrations=set(db.session.scalars(query)))


def follow_months(workspace_id: int, before: Iterable[Money], after: Iterable[Money]) -> None:
    """Bring the months of giving in step: these facts are no longer as before but as after.

    Added are only facts that were really stored, and what is taken away has to be read under a lock.
    """
    with together(workspace_id) as due:
        due.before += before
        due.after += after


def _move_months(workspace_id: int, before: Iterable[Money], after: Iterable[Money]) -> None:
    rows = [
        {
            "workspace_id": workspace_id,
            "currency": key.currency,
            "month": key.month,
            "gifts": sums.gifts,
            "refunds": sums.refunds,
            "total": sums.total,
        }
        for key, sums in by_month(before, after).items()
    ]
    if rows:
        db.session.execute(_adding(), rows)


def _settle(workspace_id: int, due: Due) -> None:
    kinds = (due.giving, due.registrations, due.email)
    if db.engine.dialect.name == "postgresql":
        for part in some(set().union(*kinds)):
            _hold(asking(workspace_id, part), len(part))
    for whom, facts in zip(kinds, rolling.KINDS.values(), strict=True):
        for part in some(whom):
            db.session.execute(_rolling(facts()), asking(workspace_id, part))
    _drop(workspace_id, due.emptied)
    _move_months(workspace_id, due.before, due.after)


def _hold(values: dict[str, Any], many: int) -> None:
    """Make the rows that are missing, and let nobody else write any until the end of the transaction.

    A row may go while we wait for whoever has it: then it is made again.
    """
    blank, rows = _holding()
    held = 0
    while held < many:
        db.session.execute(blank, values)
        held = len(db.session.execute(rows, values).all())


@cache
def _holding() -> tuple[Any, Any]:
    asked = people()
    blank = select(HERE, asked.c.value).order_by(asked.c.value)
    rows = select(Rollup.constituent_id).where(
        Rollup.workspace_id == HERE, Rollup.constituent_id.in_(select(asked.c.value))
    )
    return (
        inserting(Rollup).from_select(_KEY, blank).on_conflict_do_nothing(),
        rows.order_by(Rollup.constituent_id).with_for_update(),
    )


_MADE: dict[tuple[Any, str], Any] = {}


def _rolling(facts: Select[Any]) -> Any:
    """The statement that writes what these facts come to; building it takes longer than sending it."""
    key = (facts, db.engine.dialect.name)
    if key not in _MADE:
        names = [column.key for column in facts.selected_columns]
        told = facts.add_columns(HERE.label("workspace_id"))
        insert = inserting(Rollup).from_select([*names, "workspace_id"], told)
        new = {name: insert.excluded[name] for name in names if name not in _KEY}
        _MADE[key] = insert.on_conflict_do_update(index_elements=_KEY, set_=new)
    return _MADE[key]


def _adding() -> Any:
    key = (GivingMonth, db.engine.dialect.name)
    if key not in _MADE:
        table = cast(Table, GivingMonth.__table__)
        insert = inserting(GivingMonth).values(
            {column.name: bindparam(column.name) for column in table.columns}
        )
        sums = {name: table.c[name] + insert.excluded[name] for name in ("gifts", "refunds", "total")}
        _MADE[key] = insert.on_conflict_do_update(
            index_elements=[column.name for column in table.primary_key], set_=sums
        )
    return _MADE[key]
