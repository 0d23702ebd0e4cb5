"""Bringing kept standings in step: a few at once in a chore, many in the background; and proving them."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import and_, exists, literal, or_, select

from app.accounts.models import Workspace
from app.consent.queries.kept import edition_of, unsure
from app.consent.services import standings
from app.consent.standing_models import KeptStanding
from app.constituents.models import Constituent
from app.constituents.touched_models import Touch
from app.db import db, now, reading
from app.words import _
from app.work import services as work
from app.work.domain.lease import Lease, Progress
from app.work.running import Handler

KIND = "standings"
MANY = 1_000
"""Touches that are more than a chore brings in step."""
_AT_A_TIME = 200
"""So many are brought in step before others may write on SQLite: a matter of 30 ms."""
_AT_ONCE = 1_000


def catch_up(workspace_id: int) -> None:
    """Bring in step whom a few touches tell of, and have more done in the background: a chore."""
    with reading():  # so that nobody waits where nothing is due
        many, few = _due(_workspace(workspace_id))
        db.session.rollback()
    if many:
        work.start(workspace_id=workspace_id, kind=KIND, subject_id=workspace_id, total=None, by=None)
    elif few:
        _follow_few(workspace_id)


def _follow_few(workspace_id: int) -> None:
    """A round at a time, each in a transaction of its own."""
    for __ in range(MANY // _AT_A_TIME):
        workspace = _workspace(workspace_id)
        followed = standings.follow(workspace, _AT_A_TIME) + standings.overtaken(workspace, _AT_A_TIME)
        db.session.commit()
        if not followed:
            return


def _due(workspace: Workspace) -> tuple[bool, bool]:
    """Whether there is much to do, and whether anything. One statement."""
    here, own = KeptStanding.workspace_id == workspace.id, edition_of(workspace)
    touched = select(literal(1)).where(Touch.workspace_id == workspace.id, Touch.is_fresh.is_(True))
    many = (
        touched.offset(MANY).limit(1).exists(),
        exists().where(here, KeptStanding.edition < own),
        exists().where(here, KeptStanding.edition > own),
    )
    few = (touched.exists(), exists().where(here, KeptStanding.holds_until <= now()))
    found = db.session.execute(select(or_(*many), or_(*few))).one()
    return workspace.standings_stale or bool(found[0]), bool(found[1])


def begin(lease: Lease) -> Callable[[int], Progress]:
    """So many people a step: who was touched, whose time has come, and who is not kept by today's rules."""
    here, after, done = lease.workspace_id, 0, 0
    began = edition_of(_workspace(here))

    def step(size: int) -> Progress:
        nonlocal after, done, began
        workspace = _workspace(here)
        if followed := standings.follow(workspace, size) or standings.overtaken(workspace, size):
            done += followed
            return Progress(done, finished=False)
        if people := _not_kept(workspace, after, size):
            standings.refresh(workspace, people)
            after, done = people[-1], done + len(people)
            return Progress(done, finished=False)
        if edition_of(workspace) != began:
            after, began = 0, edition_of(workspace)
            return Progress(done, finished=False)
        _everybody_is_kept(workspace)
        return Progress(done, finished=True)

    return step


HANDLER = Handler(begin)


def rebuild(workspace_id: int) -> None:
    """Keep everybody's standing anew in this transaction; the caller commits."""
    workspace, after = _workspace(workspace_id), 0
    standings.alone(workspace_id)
    while standings.follow(workspace, _AT_ONCE):
        pass
    while people := _people(workspace_id, after):
        standings.refresh(workspace, people)
        after = people[-1]
    _everybody_is_kept(workspace)


def _everybody_is_kept(workspace: Workspace) -> None:
    """Whoever came meanwhile was touched by it."""
    if workspace.standings_stale:
        workspace.standings_stale = False
        db.session.flush()


def _workspace(workspace_id: int) -> Workspace:
    return db.session.get_one(Workspace, workspace_id, populate_existing=True)


def _not_kept(workspace: Workspace, after: int, most: int) -> list[int]:
    """The next people whose standing is not kept by the rules of today, in the order of their ids."""
    kept = and_(
        KeptStanding.workspace_id == Constituent.workspace_id,
        KeptStanding.constituent_id == Constituent.id,
        KeptStanding.edition == edition_of(workspace),
    )
    query = select(Constituent.id).where(Constituent.workspace_id == workspace.id, Constituent.id > after)
    lacking = query.where(~exists().where(kept).correlate(Constituent))
    return list(db.session.scalars(lacking.order_by(Constituent.id).limit(most)))


def _people(workspace_id: int, after: int) -> list[int]:
    """The next people who are here, or of whom a standing is kept."""
    found: set[int] = set()
    for table, column in ((Constituent, Constituent.id), (KeptStanding, KeptStanding.constituent_id)):
        query = select(column).where(table.workspace_id == workspace_id, column > after)
        found |= set(db.session.scalars(query.order_by(column).limit(_AT_ONCE)))
    return sorted(found)[:_AT_ONCE]


# --- proof


def differences(workspace_id: int) -> Iterable[str]:
    """A sentence about everybody whose standing is not kept as it is decided; none while they are made.

    Whoever is unsure is left out, as nobody reads what is kept of her.
    """
    workspace = _workspace(workspace_id)
    if workspace.standings_stale:
        return
    after = 0
    while people := _people(workspace_id, after):
        after = people[-1]
        yield from _wrong(workspace, people)


def _wrong(workspace: Workspace, people: list[int]) -> Iterator[str]:
    at = now()
    query = select(*KeptStanding.__table__.columns).where(
        KeptStanding.workspace_id == workspace.id, KeptStanding.constituent_id.in_(people)
    )
    rows = {row.constituent_id: row for row in db.session.execute(query)}
    skipped = {row.constituent_id for row in rows.values() if not _is_read(row, workspace, at)}
    skipped |= set(db.session.scalars(unsure(workspace.id)))
    found = standings.decided(workspace, people, at=at)
    for who in people:
        if who in skipped:
            continue
        row, due = rows.get(who), found.get(who)
        if row and not due:
            yield _("constituent {who}: a standing is kept of somebody who is gone", who=who)
        elif due and (not row or (row.headline, row.marks) != (due.headline, due.marks)):
            yield _("constituent {who}: the standing that is kept is not the one that is decided", who=who)


def _is_read(row: Any, workspace: Workspace, at: Any) -> bool:
    begun = row.holds_from is None or row.holds_from <= at
    lasts = row.holds_until is None or at < row.holds_until
    return bool(begun and lasts and row.edition == edition_of(workspace))
