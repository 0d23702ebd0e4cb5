"""One restriction for many people at once. Nothing here lifts a restriction or records a consent."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import ColumnElement, func, select

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.consent import queries as consent
from app.consent.domain.acts import MANY
from app.consent.services import Superseded, Told, add_restriction
from app.constituents.locking import still_here
from app.constituents.models import Constituent
from app.db import db

MOST = 10_000
"""People whom one act may restrict, in a few seconds; a file of restrictions takes more."""
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people are meant, how many of them have it already, and how many can be emailed so far."""

    people: int
    already: int
    mailable: int

    @property
    def lacking(self) -> int:
        """Those to whom it will be added."""
        return self.people - self.already


@dataclass(frozen=True, slots=True)
class Restricted:
    """It holds for so many more people."""

    count: int


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Not as many as were shown. Nothing was written."""

    reach: Reach


def reach_of(workspace: Workspace, who: ColumnElement[bool], told: Told) -> Reach:
    """Whom it would reach, in one statement."""
    already = consent.has_already(told.what, until=told.until)
    mailable = consent.can_be_emailed(workspace, at=told.at)
    query = select(
        func.count(), func.count().filter(already), func.count().filter(~already & mailable)
    ).where(Constituent.workspace_id == workspace.id, who)
    return Reach(*db.session.execute(query.select_from(Constituent)).one())


def restrict_many(
    workspace: Workspace,
    who: ColumnElement[bool],
    told: Told,
    *,
    expected: int,
    words: str,
    groups: Sequence[int] = (),
    actor: Actor,
) -> Restricted | Otherwise:
    """Add it to everybody meant who lacks it, if they are as many as were `expected`; else write nothing.

    Statements grow with each five hundred people, not with each. `words` say for the journal who is meant,
    and `groups` whose people they are.
    Flushes; the caller commits. Raises ValueError for an act that is not for many.
    """
    if not told.what.act.for_many:
        raise ValueError(f"{told.what.act} is for one person at a time")
    ids = _lacking(workspace, who, told)
    if len(ids) != expected or len(ids) > MOST:
        return Otherwise(reach_of(workspace, who, told))
    rest = iter(ids)
    while some := list(islice(rest, _AT_ONCE)):
        here = sorted(still_here(workspace.id, some))
        if isinstance(add_restriction(workspace, here, told, actor=actor), Superseded):
            return Otherwise(reach_of(workspace, who, told))  # somebody said yes in this very moment
    _note(workspace, told, len(ids), words, groups, actor)
    return Restricted(len(ids))


def _lacking(workspace: Workspace, who: ColumnElement[bool], told: Told) -> Sequence[int]:
    lacks = ~consent.has_already(told.what, until=told.until)
    query = select(Constituent.id).where(Constituent.workspace_id == workspace.id, who, lacks)
    return db.session.scalars(query.order_by(Constituent.id).limit(MOST + 1)).all()


def _note(
    workspace: Workspace, told: Told, count: int, words: str, groups: Sequence[int], actor: Actor
) -> None:
    """How many, and of which list. The evidence stands with each line, and goes when she is erased."""
    after = {
        "restriction": told.what.act.value,
        "topic": told.what.topic,
        "people": count,
        "list": words,
        "groups": [str(each) for each in groups],
    }
    record(workspace.id, actor, [Change(Subject.WORKSPACE, workspace.id, MANY, after=after)])
