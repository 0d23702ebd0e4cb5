"""Every no is kept outside the database too, as restoring a backup must not take it back.

What is kept is what the committed ledger says, and all of it up to some line: whoever was killed between the
commit and the file is caught up with by the next one who comes.
"""

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.consent.domain.facts import RESTRICTING, EventKind, LedgerEvent
from app.consent.domain.refusals import Erasure, Kept, Refusal
from app.consent.models import ConsentEvent, InterestGroup
from app.consent.services import refusal_files as files
from app.consent.services.refusal_files import Mark
from app.constituents.domain.departure import Departed
from app.constituents.models import Constituent, Departure
from app.db import db, now, reading
from app.work import bell

AT_ONCE = 2_000
_OF_A_TOPIC = frozenset({EventKind.TOPIC_LEFT, EventKind.CONSENT_WITHDRAWN})
_COLUMNS = tuple(
    ConsentEvent.__table__.c[name]
    for name in (
        *("id", "sequence", "kind", "at", "recorded_at", "party"),
        *("subject_id", "address_key", "topic_id", "reason", "until"),
    )
)
"""No words, and nothing that the database of an earlier program lacks: it is asked before a restore."""

Keeper = Callable[[int], object]
"""Called with the id of a workspace whose ledger has a new no."""

_keepers: list[Keeper] = []
_log = logging.getLogger(__name__)


def keep_by(keeper: Keeper) -> None:
    """Let `keeper` be called after each commit of a no, in place of what was called before."""
    _keepers[:] = [keeper]


def keep_when_committed(workspace_id: int) -> None:
    """Have what this transaction refuses kept once it is durable."""
    bell.once_committed(db.session(), ("refusals", workspace_id), partial(_tell, workspace_id))


def _tell(workspace_id: int) -> None:
    for keeper in _keepers:
        keeper(workspace_id)


def catch_up(folder: Path, workspace_id: int, *, days: int) -> int:
    """Append what the ledger has beyond the last line kept, and who was erased since; answers how many.

    Raises `OSError` when the disk takes nothing: all is tried again next time. A ledger that was set back is
    kept too, and not thought to be kept before what it lacks was put back.
    """
    with files.alone(folder), _looking(workspace_id) as session:
        known, today = files.mark(folder, workspace_id), _standing(session, workspace_id)
        if known == today:
            return 0
        if known and not _is_beyond(session, workspace_id, known, today):
            files.append(folder, _unkept(session, folder, workspace_id, days), now())
            _log.error("the ledger of permission was set back", extra={"fields": {"workspace": workspace_id}})
            return 0
        kept = _added(session, folder, workspace_id, known, today, days)
        files.set_mark(folder, workspace_id, today)
        files.remove_old(folder, now() - timedelta(days=days))
        return kept


def _added(
    session: Session, folder: Path, workspace_id: int, known: Mark | None, today: Mark, days: int
) -> int:
    if known is None:
        return files.append(folder, _unkept(session, folder, workspace_id, days), now())
    beyond = (ConsentEvent.sequence > known.sequence, ConsentEvent.sequence <= today.sequence)
    added = sum(files.append(folder, some, now()) for some in _lines(session, workspace_id, *beyond))
    if known.erased != today.erased:
        added += files.append(folder, _erased(session, workspace_id, _kept(folder, workspace_id)[1]), now())
    return added


def is_set_back(folder: Path, workspace_id: int) -> bool:
    """Whether the ledger lacks the line up to which it is kept: a backup was put in its place."""
    known = files.mark(folder, workspace_id)
    with _looking(workspace_id) as session:
        return bool(known and not _is_beyond(session, workspace_id, known, _standing(session, workspace_id)))


def unkept(folder: Path, workspace_id: int, *, days: int) -> list[Kept]:
    """What the files should hold of this workspace and do not."""
    with _looking(workspace_id) as session:
        return list(_unkept(session, folder, workspace_id, days))


def lacking(folder: Path, workspace_id: int) -> Iterator[Sequence[Refusal]]:
    """The refusals that are kept and that the ledger lacks, some at a time, oldest first.

    What is about a topic alone that is not there is left out: nobody can be written to about it.
    """
    topics = set(
        db.session.scalars(select(InterestGroup.id).where(InterestGroup.workspace_id == workspace_id))
    )
    mine = (each for each in files.read(folder) if isinstance(each, Refusal))
    fitting = (_fitting(each, topics) for each in mine if each.workspace == workspace_id)
    while some := {each.id: each for each in islice(filter(None, fitting), AT_ONCE)}:
        there = select(ConsentEvent.id).where(
            ConsentEvent.workspace_id == workspace_id, ConsentEvent.id.in_(some)
        )
        known = set(db.session.scalars(there))
        yield [each for each in some.values() if each.id not in known]


def _fitting(refusal: Refusal, topics: Collection[int]) -> Refusal | None:
    event = refusal.event
    if event.topic is None or event.topic in topics:
        return refusal
    return None if event.kind in _OF_A_TOPIC else replace(refusal, event=replace(event, topic=None))


def back_again(folder: Path, workspace_id: int) -> list[int]:
    """Those who were erased, as the files know, and are there all the same."""
    erased = _kept(folder, workspace_id)[1]
    query = select(Constituent.id).where(Constituent.workspace_id == workspace_id)
    found = (db.session.scalars(query.where(Constituent.id.in_(some))) for some in _some(sorted(erased)))
    return [person for people in found for person in people]


@contextmanager
def _looking(workspace_id: int) -> Iterator[Session]:
    """A session of our own, as one that has just committed may not be asked; it keeps nobody waiting."""
    with reading(), Session(db.engine, info={"workspace_id": workspace_id}) as session:
        yield session


def _standing(session: Session, workspace_id: int) -> Mark:
    """How far the ledger goes; numbers are given out in the order of the commits."""
    newest = select(ConsentEvent.sequence, ConsentEvent.id).where(ConsentEvent.workspace_id == workspace_id)
    last = session.execute(newest.order_by(ConsentEvent.sequence.desc()).limit(1)).one_or_none()
    erased = (
        session.scalar(select(func.count()).select_from(Departure).where(*_are_erased(workspace_id))) or 0
    )
    return Mark(last.sequence, last.id, erased) if last else Mark(erased=erased)


def _is_beyond(session: Session, workspace_id: int, known: Mark, today: Mark) -> bool:
    if today.erased < known.erased or today.sequence < known.sequence:
        return False
    query = select(ConsentEvent.id).where(
        ConsentEvent.workspace_id == workspace_id, ConsentEvent.sequence == known.sequence
    )
    return not known.sequence or session.scalar(query) == known.line


def _unkept(session: Session, folder: Path, workspace_id: int, days: int) -> Iterator[Kept]:
    lines, erased = _kept(folder, workspace_id)
    recent = ConsentEvent.recorded_at >= now() - timedelta(days=days)
    for some in _lines(session, workspace_id, recent):
        yield from (each for each in some if each.id not in lines)
    yield from _erased(session, workspace_id, erased)


def _kept(folder: Path, workspace_id: int) -> tuple[set[int], set[int]]:
    """The ids of the lines, and of the people, that the files know."""
    lines: set[int] = set()
    people: set[int] = set()
    for each in files.read(folder):
        if each and each.workspace == workspace_id:
            (people if isinstance(each, Erasure) else lines).add(each.id)
    return lines, people


def _lines(session: Session, workspace_id: int, *where: ColumnElement[bool]) -> Iterator[list[Refusal]]:
    """The restricting lines of the ledger, some at a time, in their order."""
    last = 0
    query = select(*_COLUMNS).where(
        ConsentEvent.workspace_id == workspace_id, ConsentEvent.kind.in_(RESTRICTING), *where
    )
    query = query.order_by(ConsentEvent.sequence).limit(AT_ONCE)
    while rows := session.execute(query.where(ConsentEvent.sequence > last)).all():
        last = rows[-1].sequence
        yield [Refusal(workspace_id, _event(row), row.recorded_at) for row in rows]


def _event(row: Any) -> LedgerEvent:
    return LedgerEvent(
        id=row.id,
        sequence=row.sequence,
        kind=row.kind,
        at=row.at,
        party=row.party,
        subject=row.subject_id,
        address_key=row.address_key,
        topic=row.topic_id,
        reason=row.reason,
        until=row.until,
    )


def _are_erased(workspace_id: int) -> tuple[ColumnElement[bool], ...]:
    return Departure.workspace_id == workspace_id, Departure.kind == Departed.ERASED


def _erased(session: Session, workspace_id: int, kept: Collection[int]) -> Iterator[Erasure]:
    query = select(Departure.constituent_id, Departure.at).where(*_are_erased(workspace_id))
    for person, at in session.execute(query):
        if person not in kept:
            yield Erasure(workspace_id, person, at)


def _some(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
