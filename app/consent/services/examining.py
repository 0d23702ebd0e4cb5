"""Whether what is in force equals the ledger folded anew, and making it so: a chunk of people at a time."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, select

from app.consent import queries
from app.consent.domain.facts import EventKind
from app.consent.domain.projection import project
from app.consent.models import ConsentEvent, RestrictionInForce
from app.consent.services.projections import PROJECTIONS, rows_of
from app.constituents.services import next_numbers
from app.db import db, insert_all
from app.words import _

AT_ONCE = 1_000
_CLOSING = (EventKind.RESTRICTION_LIFTED, EventKind.RESUBSCRIBED, EventKind.TOPIC_JOINED)
Closers = Mapping[int, Sequence[int]]
"""By line, those that close it: a few, as what is closed is closed one by one."""

Folded = dict[Any, list[dict[str, Any]]]


def differences(workspace_id: int) -> list[str]:
    """Where what is in force does not equal the ledger folded anew, in any column; empty when all is well."""
    return list(discrepancies(workspace_id))


def discrepancies(workspace_id: int) -> Iterator[str]:
    """The same one by one; the memory that it takes does not grow with the ledger."""
    closers = _closers(workspace_id)
    for about in _chunks(workspace_id):
        if _compared(workspace_id, about, closers):
            # Looked at twice: on PostgreSQL somebody may have written between the two readings.
            yield from _compared(workspace_id, about, closers)
    yield from _without_a_line(workspace_id)


def rebuild(workspace_id: int) -> None:
    """Forget every projection of this workspace and fold its whole ledger anew; the ledger stays as it is.

    Whoever writes lines meanwhile waits for the end of the transaction; the caller commits.
    """
    next_numbers(workspace_id, "consent", 0)
    for model in PROJECTIONS:
        db.session.execute(delete(model).where(model.workspace_id == workspace_id))
    closers = _closers(workspace_id)
    for about in _chunks(workspace_id):
        for model, rows in _due(workspace_id, about, closers).items():
            insert_all(model, rows)


class _Chunk:
    """Some people, or some lines that name nobody: what counts about them depends on nobody else."""

    def __init__(self, people: Collection[int] = (), lines: Collection[int] = ()) -> None:
        self.people, self.lines = people, lines

    def of_ledger(self) -> ColumnElement[bool]:
        return ConsentEvent.subject_id.in_(self.people) if self.people else ConsentEvent.id.in_(self.lines)

    def of(self, model: Any) -> ColumnElement[bool]:
        if self.people:
            return model.subject_id.in_(self.people)  # type: ignore[no-any-return]
        return model.event_id.in_(self.lines)  # type: ignore[no-any-return]

    def has(self, row: Mapping[str, Any]) -> bool:
        return row["subject_id"] in self.people if self.people else row["event_id"] in self.lines


def _chunks(workspace_id: int) -> Iterator[_Chunk]:
    last = 0
    while people := _people_after(workspace_id, last):
        yield _Chunk(people=frozenset(people))
        last = people[-1]
    sequence = 0
    while rows := _bare_after(workspace_id, sequence):
        yield _Chunk(lines=frozenset(row.id for row in rows))
        sequence = rows[-1].sequence


def _people_after(workspace_id: int, last: int) -> list[int]:
    """The next people whom the ledger or what is in force names, in the order of their ids."""
    found: set[int] = set()
    for model in (ConsentEvent, *PROJECTIONS):
        query = select(model.subject_id).where(model.workspace_id == workspace_id, model.subject_id > last)
        found.update(db.session.scalars(query.distinct().order_by(model.subject_id).limit(AT_ONCE)))
    return sorted(found)[:AT_ONCE]


def _bare_after(workspace_id: int, sequence: int) -> Sequence[Any]:
    query = select(ConsentEvent.id, ConsentEvent.sequence).where(
        ConsentEvent.workspace_id == workspace_id,
        ConsentEvent.subject_id.is_(None),
        ConsentEvent.sequence > sequence,
    )
    return db.session.execute(query.order_by(ConsentEvent.sequence).limit(AT_ONCE)).all()


def _closers(workspace_id: int) -> Closers:
    query = select(ConsentEvent.id, ConsentEvent.closes).where(
        ConsentEvent.workspace_id == workspace_id, ConsentEvent.kind.in_(_CLOSING)
    )
    found: dict[int, list[int]] = defaultdict(list)
    for row in db.session.execute(query.execution_options(yield_per=AT_ONCE)):
        for closed in row.closes:
            found[closed].append(row.id)
    return found


def _due(workspace_id: int, about: _Chunk, closers: Closers) -> Folded:
    """The rows that have to be in force about these, by projection."""
    lines = _lines(workspace_id, about.of_ledger())
    known = {line.id for line in lines}
    closing = {each for line in lines for each in closers.get(line.id, ())} - known
    lines = [*lines, *_lines(workspace_id, ConsentEvent.id.in_(closing))] if closing else lines
    folded = rows_of(workspace_id, project(map(queries.ledger_event, lines)))
    return {model: [row for row in rows if about.has(row)] for model, rows in folded.items()}


def _lines(workspace_id: int, where: ColumnElement[bool]) -> list[Any]:
    query = select(*ConsentEvent.__table__.columns).where(ConsentEvent.workspace_id == workspace_id, where)
    return list(db.session.execute(query).all())


def _compared(workspace_id: int, about: _Chunk, closers: Closers) -> list[str]:
    found: list[str] = []
    for model, rows in _due(workspace_id, about, closers).items():
        query = select(*model.__table__.columns).where(model.workspace_id == workspace_id, about.of(model))
        kept = {row.event_id: dict(row._mapping) for row in db.session.execute(query)}
        found += _unlike(model.__tablename__, {row["event_id"]: row for row in rows}, kept)
    return found


def _unlike(name: str, due: Mapping[int, Any], kept: Mapping[int, Any]) -> Iterable[str]:
    yield from (
        _("{name}: line {event} should not be in force", name=name, event=event)
        for event in sorted(kept.keys() - due.keys())
    )
    yield from (
        _("{name}: line {event} should be in force", name=name, event=event)
        for event in sorted(due.keys() - kept.keys())
    )
    for event in sorted(due.keys() & kept.keys()):
        if other := [column for column, value in due[event].items() if kept[event][column] != value]:
            yield _(
                "{name}: line {event} is kept otherwise ({other})",
                name=name,
                event=event,
                other=", ".join(other),
            )


def _without_a_line(workspace_id: int) -> Iterator[str]:
    """Restrictions of nobody that no line of the ledger made."""
    line = exists().where(
        ConsentEvent.workspace_id == workspace_id, ConsentEvent.id == RestrictionInForce.event_id
    )
    query = select(RestrictionInForce.event_id).where(
        RestrictionInForce.workspace_id == workspace_id, RestrictionInForce.subject_id.is_(None), ~line
    )
    for event in db.session.scalars(query.order_by(RestrictionInForce.event_id)):
        yield _("restrictions: line {event} should not be in force", event=event)
