"""Making rollups anew from the facts, and proving that they are what the facts come to."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from time import monotonic
from typing import Any

from sqlalchemy import Select, and_, func, or_, select, union

from app.accounts.models import Workspace
from app.activity.models import Delivery, Donation, Registration, SoftCredit
from app.activity.queries import rolling
from app.activity.queries.asked import asking
from app.activity.rollup_models import Rollup
from app.activity.services.months import set_months, wrong_months
from app.activity.services.rollups import follow
from app.db import db
from app.gathered import HERE
from app.work import services as work
from app.work.domain.lease import Lease, Progress
from app.work.running import Handler

KIND = "rollups"
_TABLES: tuple[Any, ...] = (Donation, SoftCredit, Registration, Delivery, Rollup)
_EXAMINED_AT_ONCE = 2_000
_A_MINUTE = 60.0


def catch_up(workspace_id: int) -> None:
    """Have the rollups made anew in the background where they are stale: a chore."""
    stale = select(Workspace.id).where(Workspace.id == workspace_id, Workspace.rollups_stale)
    if db.session.scalar(stale):
        work.start(workspace_id=workspace_id, kind=KIND, subject_id=workspace_id, total=None, by=None)


def once_a_minute() -> Callable[[], bool]:
    """Whether a minute has passed since it said yes; at first it says yes."""
    asked = -_A_MINUTE

    def is_due() -> bool:
        nonlocal asked
        if monotonic() < asked + _A_MINUTE:
            return False
        asked = monotonic()
        return True

    return is_due


def begin(lease: Lease) -> Callable[[int], Progress]:
    """So many people a step; in the end the months, and what was stale is read again.

    Where the currency or the fiscal year changed in between, it begins again.
    """
    here, after, done = lease.workspace_id, 0, 0
    began = _settings(here)

    def step(size: int) -> Progress:
        nonlocal after, done, began
        people = some_people(here, after, size)
        if people:
            follow(here, giving=people, registrations=people, email=people)
            after, done = people[-1], done + len(people)
            return Progress(done, finished=False)
        workspace = db.session.get_one(
            Workspace, here, with_for_update={"key_share": True}, populate_existing=True
        )
        if (workspace.currency, workspace.fiscal_year_start) != began:
            after, began = 0, (workspace.currency, workspace.fiscal_year_start)
            return Progress(done, finished=False)
        set_months(here)
        workspace.rollups_stale = False
        db.session.flush()
        return Progress(done, finished=True)

    return step


HANDLER = Handler(begin)


def rebuild(workspace_id: int) -> None:
    """Make all of them anew in this transaction."""
    workspace = db.session.get_one(
        Workspace, workspace_id, with_for_update={"key_share": True}, populate_existing=True
    )
    after = 0
    while people := some_people(workspace_id, after, _EXAMINED_AT_ONCE):
        follow(workspace_id, giving=people, registrations=people, email=people)
        after = people[-1]
    set_months(workspace_id)
    workspace.rollups_stale = False
    db.session.flush()


def some_people(workspace_id: int, after: int, most: int, tables: Sequence[Any] = _TABLES) -> list[int]:
    """The next people, in the order of their ids, who have facts or a rollup: a row in one of the tables."""
    found = [
        select(
            select(table.constituent_id)
            .where(table.workspace_id == workspace_id, table.constituent_id > after)
            .distinct()
            .order_by(table.constituent_id)
            .limit(most)
            .subquery()
        )
        for table in tables
    ]
    together = union(*found).subquery()
    query = select(together.c.constituent_id).order_by(together.c.constituent_id).limit(most)
    return list(db.session.scalars(query))


def _settings(workspace_id: int) -> tuple[str, int]:
    query = select(Workspace.currency, Workspace.fiscal_year_start).where(Workspace.id == workspace_id)
    currency, first_month = db.session.execute(query).one()
    return currency, first_month


# --- proof


def differences(workspace_id: int) -> Iterable[str]:
    """Sentences about every person and month whose rollup is not what the facts come to.

    None while they are being made anew, as nobody reads them.
    """
    if db.session.scalar(select(Workspace.rollups_stale).where(Workspace.id == workspace_id)):
        return
    after = 0
    while people := some_people(workspace_id, after, _EXAMINED_AT_ONCE):
        after = people[-1]
        for what, ask in rolling.KINDS.items():
            for person in db.session.scalars(_different(ask()), asking(workspace_id, people)):
                yield f"constituent {person}: the rollup of {what} is not what the facts come to"
    for row in wrong_months(workspace_id):
        yield f"{row.year}-{row.month:02} in {row.currency}: the month is not what its gifts come to"


@cache
def _different(facts: Select[Any]) -> Select[Any]:
    """Of those asked about the people whose rollup says something else. No row says that all is 0."""
    made, columns = facts.subquery(), Rollup.__table__.c
    here = and_(Rollup.workspace_id == HERE, Rollup.constituent_id == made.c.constituent_id)
    differs = or_(
        *(
            made.c[name].is_distinct_from(_or_nothing(columns[name]))
            for name in made.c.keys()  # noqa: SIM118
            if name != "constituent_id"
        )
    )
    query = select(made.c.constituent_id).select_from(made).outerjoin(Rollup, here)
    return query.where(differs).order_by(made.c.constituent_id)


def _or_nothing(column: Any) -> Any:
    return column if column.nullable else func.coalesce(column, column.default.arg)
