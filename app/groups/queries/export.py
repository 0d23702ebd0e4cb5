"""A group as a table to take away."""

from collections.abc import Iterator
from datetime import date

from app.consent.domain.links import COLUMNS
from app.consent.services import LinksOf
from app.groups.domain.sheet import slug
from app.groups.queries.members import Member, Who, every_member
from app.groups.queries.scope import Scope

HEADER = ("Lookup ID", "Name", "Kind", "Email")
STATUS = "Can be emailed"


def head(*, everybody: bool, links: bool) -> tuple[str, ...]:
    """The names of the columns."""
    return (*HEADER, *((STATUS,) if everybody else ()), *(COLUMNS if links else ()))


def table(
    scope: Scope, who: Who, *, everybody: bool = False, links: LinksOf | None = None
) -> list[tuple[str, ...]]:
    """The head, and a row for each person: those who can be emailed, or everybody with a status."""
    named = head(everybody=everybody, links=links is not None)
    return [named, *rows(scope, who, everybody=everybody, links=links)]


def rows(
    scope: Scope, who: Who, *, everybody: bool, links: LinksOf | None = None
) -> Iterator[tuple[str, ...]]:
    """One row of cells for each person, by name; with `links`, those of who can be emailed."""
    for person in every_member(scope, who, eligible_only=not everybody):
        cells = (person.lookup_id, person.name, person.kind.value, person.email)
        status = (_status(person),) if everybody else ()
        added = links(person.id, "" if person.barrier else person.email) if links else ()
        yield (*cells, *status, *added)


def _status(person: Member) -> str:
    return f"no: {person.barrier.label}" if person.barrier else "yes"


def file_name(group: str, today: date, *, everybody: bool) -> str:
    """The name of the file, which tells its filter and its day; without its ending."""
    who = "everybody" if everybody else "can-be-emailed"
    return f"{slug(group)}-{who}-{today.isoformat()}"
