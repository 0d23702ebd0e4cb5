"""Who belongs to an interest group, who left it, since when and how; and how many of them mail may reach."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from sqlalchemy import ColumnElement, and_, case, distinct, func, or_, select

from app.accounts.models import Workspace
from app.consent.domain.barrier import Barrier, Gate
from app.consent.domain.facts import EventKind
from app.consent.domain.finding import Topic
from app.consent.domain.membership import Stand, stand
from app.consent.models import ConsentEvent, RestrictionInForce
from app.consent.queries.ledger import ledger_event
from app.consent.queries.sets import can_be_emailed, headline
from app.consent.queries.stopped import joined_topic, left_topic
from app.constituents import directory
from app.constituents.directory import Listed
from app.constituents.models import Constituent
from app.db import db
from app.web.pagination import Cursor, Page, decode

CHUNK = 1_000
_CHOICES = (EventKind.TOPIC_JOINED, EventKind.TOPIC_LEFT)


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people there are, how many of them can be emailed, and the first reason of the others."""

    members: int
    eligible: int
    reasons: tuple[tuple[Barrier, int], ...]


@dataclass(frozen=True, slots=True)
class Turned:
    """How many can be emailed about a topic as it is, and as it would be."""

    before: int
    after: int

    @property
    def loosens(self) -> bool:
        """Whether it would reach anybody more."""
        return self.after > self.before


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people joined in a span of time, and how many left."""

    joined: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """One person of the file: with the first reason why mail about the topic cannot go to her, if any."""

    who: Listed
    stand: Stand | None
    barrier: Barrier | None


def belongs(topic: Topic) -> ColumnElement[bool]:
    """Who joined it and did not leave; where it is opt-out, everybody who did not leave."""
    return joined_topic(topic.id) if topic.opt_in else ~left_topic(topic.id)


def people_of(
    workspace: Workspace,
    topic: Topic,
    *,
    left: bool = False,
    text: str = "",
    cursor: Cursor | None = None,
    size: int = directory.PAGE,
) -> Page[Listed]:
    """One page by name of those who belong to it or, with `left`, of those who left it."""
    where = _left(workspace, topic) if left else belongs(topic)
    return directory.people(workspace, text=text, where=[where], cursor=cursor, size=size)


def _left(workspace: Workspace, topic: Topic) -> ColumnElement[bool]:
    """Who left it: few of many, so that they are looked up first and nobody else is asked about."""
    return Constituent.id.in_(
        select(RestrictionInForce.subject_id).where(
            RestrictionInForce.workspace_id == workspace.id,
            RestrictionInForce.gate == Gate.TOPIC,
            RestrictionInForce.topic_id == topic.id,
        )
    )


def stands(workspace: Workspace, people: Collection[int], topic_id: int) -> dict[int, Stand | None]:
    """How each of these people stands to a topic; in one statement."""
    about = or_(
        and_(ConsentEvent.topic_id == topic_id, ConsentEvent.kind.in_(_CHOICES)),
        ConsentEvent.kind == EventKind.RESTRICTION_LIFTED,
    )
    query = select(*ConsentEvent.__table__.columns).where(
        ConsentEvent.workspace_id == workspace.id, ConsentEvent.subject_id.in_(people), about
    )
    rows = db.session.execute(query.order_by(ConsentEvent.subject_id)) if people else ()
    found = groupby(map(ledger_event, rows), key=lambda event: event.subject or 0)
    return dict.fromkeys(people) | {person: stand(lines, topic_id) for person, lines in found}


def reach(workspace: Workspace, topic: Topic, *, at: datetime) -> Reach:
    """How many belong to it and what stops mail about it to them; in one statement."""
    return reach_of(workspace, belongs(topic), at=at, topic=topic)


def reach_of(
    workspace: Workspace, who: ColumnElement[bool], *, at: datetime, topic: Topic | None = None
) -> Reach:
    """How many people these are, and what stops mail to them; in one statement."""
    why = headline(workspace, at=at, topic=topic).label("why")
    decided = select(why).where(Constituent.workspace_id == workspace.id, who)
    # Once for each person: a database that merges the two statements decides again for the groups.
    people = decided.cte("people").prefix_with("MATERIALIZED")
    rows = db.session.execute(select(people.c.why, func.count()).group_by(people.c.why)).all()
    found: dict[str | None, int] = dict(rows)
    eligible = found.pop(None, 0)
    reasons = sorted(
        ((Barrier(each), n) for each, n in found.items() if each), key=lambda pair: (-pair[1], pair[0])
    )
    return Reach(eligible + sum(found.values()), eligible, tuple(reasons))


def turned(workspace: Workspace, topic: Topic, *, opt_in: bool, at: datetime) -> Turned:
    """Whom mail about it reaches now, and whom it would as opt-in or opt-out; in one statement.

    As opt-in it reaches those who joined, of whom it reaches as opt-out.
    """
    widely = can_be_emailed(workspace, at=at, topic=replace(topic, opt_in=False))
    numbers = select(func.count(), func.count().filter(joined_topic(topic.id))).select_from(Constituent)
    wide, narrow = db.session.execute(numbers.where(Constituent.workspace_id == workspace.id, widely)).one()
    return Turned(narrow if topic.opt_in else wide, narrow if opt_in else wide)


def comings_and_goings(
    workspace: Workspace, topics: Collection[int], starts: Sequence[datetime]
) -> dict[int, list[Counted]]:
    """How many people joined and left each topic in each span of time; in one statement.

    A span goes from one of `starts` to the next, the last one to whatever comes.
    """
    span = case(*((ConsentEvent.at >= start, n) for n, start in reversed(list(enumerate(starts)))))
    query = (
        select(ConsentEvent.topic_id, ConsentEvent.kind, span, func.count(distinct(ConsentEvent.subject_id)))
        .where(
            ConsentEvent.workspace_id == workspace.id,
            ConsentEvent.topic_id.in_(topics),
            ConsentEvent.at >= starts[0],
            ConsentEvent.kind.in_(_CHOICES),
        )
        .group_by(ConsentEvent.topic_id, ConsentEvent.kind, span)
    )
    told = {(topic, kind, n): people for topic, kind, n, people in db.session.execute(query)}
    joined, left = _CHOICES
    return {
        topic: [
            Counted(told.get((topic, joined, n), 0), told.get((topic, left, n), 0))
            for n in range(len(starts))
        ]
        for topic in topics
    }


def everybody_of(
    workspace: Workspace, topic: Topic, *, left: bool, text: str, at: datetime
) -> Iterator[Kept]:
    """All of them by name, a thousand at a time, each thousand in a few statements."""
    cursor: Cursor | None = None
    while True:
        some = people_of(workspace, topic, left=left, text=text, cursor=cursor, size=CHUNK)
        ids = [who.id for who in some.rows]
        found, why = stands(workspace, ids, topic.id), _barriers(workspace, topic, ids, at)
        yield from (Kept(who, found[who.id], why.get(who.id)) for who in some.rows)
        cursor = decode(some.next, str, int)
        if cursor is None:
            return


def _barriers(workspace: Workspace, topic: Topic, ids: Collection[int], at: datetime) -> dict[int, Barrier]:
    why = headline(workspace, at=at, topic=topic, exactly=True)
    query = select(Constituent.id, why).where(
        Constituent.workspace_id == workspace.id, Constituent.id.in_(ids)
    )
    rows = db.session.execute(query).all() if ids else ()
    return {who: Barrier(why) for who, why in rows if why}
