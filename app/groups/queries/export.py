"""A group as a table to take away."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import islice

from app.consent.domain.links import COLUMNS
from app.consent.services import LinksOf
from app.groups.domain.columns import Column
from app.groups.domain.sheet import slug
from app.groups.models import Group
from app.groups.queries.cells import cells, heads
from app.groups.queries.lines import Line, details
from app.groups.queries.member_page import Membership, memberships_of
from app.groups.queries.members import Member, Who, every_member
from app.groups.queries.scope import Scope
from app.web.workbook import Cell
from app.words import _

HEADER = ("Lookup ID", "Name", "Kind", "Email")
LIST = ("Joined", "Note")
"""What a file says of the stored list of its group."""
STATUS = "Can be emailed"
AT_ONCE = 1_000
_ALWAYS = frozenset({Column.LOOKUP, Column.KIND, Column.EMAIL, Column.CAN_EMAIL})


def extra(shown: Collection[Column]) -> tuple[Column, ...]:
    """Those of the chosen columns that not every file has."""
    return tuple(column for column in Column if column in shown and column not in _ALWAYS)


def head(
    *, everybody: bool, links: bool, columns: Collection[Column] = (), with_list: bool = False
) -> tuple[str, ...]:
    """The names of the columns."""
    more = (*heads(columns), *(LIST if with_list else ()))
    return (*HEADER, *more, *((STATUS,) if everybody else ()), *(COLUMNS if links else ()))


def table(
    scope: Scope,
    who: Who,
    *,
    everybody: bool = False,
    links: LinksOf | None = None,
    columns: Collection[Column] = (),
    group: Group | None = None,
) -> Iterator[Sequence[Cell]]:
    """The head, and a row for each person: those who can be emailed, or everybody with a status.

    With a group, since when each is in its list, and the note there.
    """
    yield head(everybody=everybody, links=links is not None, columns=columns, with_list=group is not None)
    yield from rows(scope, who, everybody=everybody, links=links, columns=columns, group=group)


def rows(
    scope: Scope,
    who: Who,
    *,
    everybody: bool,
    links: LinksOf | None = None,
    columns: Collection[Column] = (),
    group: Group | None = None,
) -> Iterator[tuple[Cell, ...]]:
    """One row of cells for each person, by name, read as a stream; with `links`, of who can be emailed."""
    people = every_member(scope, who, eligible_only=not everybody)
    while some := list(islice(people, AT_ONCE)):
        ids = [person.id for person in some]
        lines = {line.id: line for line in details(scope, ids, columns)} if columns else {}
        memberships = memberships_of(group, ids) if group else {}
        for person in some:
            told = (person.lookup_id, person.name, person.kind.value, person.email)
            membership = memberships.get(person.id, Membership()) if group else None
            more = _more(scope, lines.get(person.id), columns, membership)
            status = (_status(person),) if everybody else ()
            added = links(person.id, "" if person.barrier else person.email) if links else ()
            yield (*told, *more, *status, *added)


def _more(
    scope: Scope, line: Line | None, columns: Collection[Column], membership: Membership | None
) -> Iterator[Cell]:
    """The chosen columns, blank for who was merged away in this moment; and how she stands in the list."""
    if line:
        yield from cells(scope, line, columns)
    else:
        yield from (None for _ in heads(columns))
    if membership:
        yield scope.local_day(membership.since) if membership.since else None
        yield membership.note


def _status(person: Member) -> str:
    return _("no: {reason}", reason=person.barrier.label) if person.barrier else _("yes")


def file_name(group: str, today: date, *, everybody: bool) -> str:
    """The name of the file, which tells its filter and its day; without its ending."""
    who = "everybody" if everybody else "can-be-emailed"
    return f"{slug(group)}-{who}-{today.isoformat()}"
