"""The members of a group a page at a time: whom filters leave, in which order, since when and how."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, assert_never

from sqlalchemy import ColumnElement, Select, and_, func, literal, not_, select, true

from app.activity.domain.kinds import GiftStatus
from app.activity.models import Donation
from app.activity.rollup_models import Rollup
from app.consent import queries as consent
from app.consent.domain.barrier import Barrier
from app.constituents import directory
from app.constituents.models import Constituent, Departure
from app.db import db
from app.groups.domain.causes import Cause
from app.groups.domain.columns import Column
from app.groups.domain.kinds import JoinedBy, Side
from app.groups.domain.member_filters import By, Mail, Wanted
from app.groups.domain.periods import Since
from app.groups.models import Group, GroupMember, GroupPin
from app.groups.queries.lines import Line, details
from app.groups.queries.members import Who, follows_rule
from app.groups.queries.pinned import is_pinned
from app.groups.queries.scope import Scope
from app.groups.queries.terms import MANY, probed
from app.web.keyset import dated, read_from
from app.web.pagination import Cursor, Key, Page, decode, page

PAGE = 50
_NOT_YET = datetime(9999, 1, 1, tzinfo=UTC)
"""When those joined whom the rule means now and who are not in the stored list yet: they are the latest."""
_NEVER = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Membership:
    """How one member stands in the stored list, and her pin; `since` is None for who is not in it yet."""

    since: datetime | None = None
    by: JoinedBy | None = None
    added_by: int | None = None
    cause: Cause | None = None
    note: str = ""
    pinned: Side | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A member as the list shows her."""

    line: Line
    membership: Membership


def whom(scope: Scope, group: Group, who: Who, wanted: Wanted) -> Who:
    """Those of them whom the filters leave; two statements for a text, else none."""
    return and_(who, *_filters(scope, group, wanted))


def _filters(scope: Scope, group: Group, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.text:
        found = directory.search(scope.workspace, wanted.text)
        yield Constituent.id.in_(directory.ids(directory.listing(scope.workspace, text=found)))
    if wanted.mail:
        yield _mail(scope, wanted.mail, wanted.topic)
    if wanted.way:
        yield _way(group, wanted.way)
    if wanted.since:
        start, _ = scope.instants(Since(wanted.since))
        yield _member(group, GroupMember.since >= start) if start else true()


def _mail(scope: Scope, mail: Mail | Barrier, topic_id: int | None) -> ColumnElement[bool]:
    topic = scope.topics.get(topic_id) if topic_id else None
    match mail:
        case Mail.YES:
            return consent.can_be_emailed(scope.workspace, at=scope.at, topic=topic)
        case Mail.NO:
            return not_(consent.can_be_emailed(scope.workspace, at=scope.at, topic=topic))
        case Barrier():
            return consent.headline(scope.workspace, at=scope.at, topic=topic) == mail.value
        case _:
            assert_never(mail)


def _way(group: Group, way: JoinedBy) -> ColumnElement[bool]:
    """Who is pinned is so whether or not the rule means her as well."""
    return is_pinned(group.id, Side.IN) if way is JoinedBy.PIN else _member(group, GroupMember.by == way)


def _member(group: Group, *so: ColumnElement[bool]) -> ColumnElement[bool]:
    here = (GroupMember.workspace_id == group.workspace_id, GroupMember.group_id == group.id)
    return Constituent.id.in_(select(GroupMember.constituent_id).where(*here, *so))


def rows(
    scope: Scope,
    group: Group,
    who: Who,
    wanted: Wanted,
    shown: Collection[Column],
    after: str | None = None,
    *,
    among: int = 0,
) -> Page[Row]:
    """One page of members from a cursor on, in three statements however many are on it.

    `among` tells how many they are, where that is known: of many, the first by name are met by walking.
    """
    cursor, key = _placed(wanted.by, after), _key_by(scope, wanted.by)
    people = select(Constituent.id, key.label("key")).select_from(Constituent)
    people = people.where(Constituent.workspace_id == scope.workspace.id)
    is_walk = wanted.by is By.NAME and not wanted.text and among >= MANY
    query = probed(people, who) if is_walk else _joined(people, scope, group, wanted.by).where(who)
    order = (key, Constituent.id)
    if wanted.by is By.JOINED and not wanted.narrows and not follows_rule(group):
        query, order = _listed(group)
    read = read_from(query, order, cursor, size=PAGE, falling=wanted.falling)
    some = page(db.session.execute(read).all(), size=PAGE, cursor=cursor, key=_key)
    ids = [row.id for row in some.rows]
    memberships = memberships_of(group, ids)
    found = [Row(line, memberships.get(line.id, Membership())) for line in details(scope, ids, shown)]
    return Page(found, some.previous, some.next)


def _key(row: Any) -> Key:
    return (row.key.isoformat() if isinstance(row.key, date) else row.key, row.id)


def _placed(by: By, after: str | None) -> Cursor | None:
    cursor = decode(after, str, int)
    match by:
        case By.NAME:
            return cursor
        case By.JOINED:
            return dated(cursor, datetime)
        case By.GIFT:
            return dated(cursor, date)
        case _:
            assert_never(by)


def _key_by(scope: Scope, by: By) -> Any:
    """What people are sorted by: who is not in the list yet joined last, and who gave nothing gave first."""
    match by:
        case By.NAME:
            return Constituent.sort_name
        case By.JOINED:
            return _or(GroupMember.since, _NOT_YET, GroupMember.since.type)
        case By.GIFT:
            last = _last_gift() if scope.workspace.rollups_stale else Rollup.any_last_on
            return _or(last, _NEVER, Donation.received_on.type)
        case _:
            assert_never(by)


def _joined(query: Select[Any], scope: Scope, group: Group, by: By) -> Select[Any]:
    """The query with the table that the key is in."""
    match by:
        case By.JOINED:
            return query.outerjoin(GroupMember, _hers(GroupMember, group))
        case By.GIFT if not scope.workspace.rollups_stale:
            is_hers = Rollup.constituent_id == Constituent.id
            return query.outerjoin(Rollup, and_(Rollup.workspace_id == Constituent.workspace_id, is_hers))
        case _:
            return query


def _listed(group: Group) -> tuple[Any, tuple[Any, Any]]:
    """The stored list with its order of joining, without a look at the people themselves."""
    who, since = GroupMember.constituent_id, GroupMember.since
    gone = select(Departure.constituent_id).where(Departure.workspace_id == group.workspace_id)
    mine = (GroupMember.workspace_id == group.workspace_id, GroupMember.group_id == group.id)
    return select(who.label("id"), since.label("key")).where(*mine, who.not_in(gone)), (since, who)


def _last_gift() -> Any:
    """The day of her last settled gift that is no refund, out of the gifts themselves."""
    last = select(func.max(Donation.received_on)).where(
        Donation.workspace_id == Constituent.workspace_id,
        Donation.constituent_id == Constituent.id,
        Donation.status == GiftStatus.SETTLED,
        Donation.amount >= 0,
    )
    return last.correlate(Constituent).scalar_subquery()


def _or(known: Any, otherwise: date, kind: Any) -> Any:
    return func.coalesce(known, literal(otherwise, type_=kind), type_=kind)


def _hers(table: Any, group: Group) -> ColumnElement[bool]:
    return and_(
        table.workspace_id == Constituent.workspace_id,
        table.group_id == group.id,
        table.constituent_id == Constituent.id,
    )


def memberships_of(group: Group, ids: Sequence[int]) -> dict[int, Membership]:
    """How each of these people stands in the list, in one statement."""
    if not ids:
        return {}
    member, pin = GroupMember, GroupPin
    query = (
        select(Constituent.id, member.since, member.by, member.added_by, member.cause, member.note, pin.side)
        .select_from(Constituent)
        .outerjoin(member, _hers(member, group))
        .outerjoin(pin, _hers(pin, group))
        .where(Constituent.workspace_id == group.workspace_id, Constituent.id.in_(ids))
    )
    found = db.session.execute(query)
    return {row.id: _membership(row) for row in found}


def _membership(row: Any) -> Membership:
    return Membership(row.since, row.by, row.added_by, row.cause, row.note or "", row.side)
