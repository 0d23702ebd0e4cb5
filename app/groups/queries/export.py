"""A group as CSV: UTF-8, CRLF, cells that are no formulas."""

import csv
import io
from collections.abc import Iterator
from datetime import date

from app.groups.domain.sheet import harmless, slug
from app.groups.queries.members import Member, Who, every_member
from app.groups.queries.scope import Scope

HEADER = ("Lookup ID", "Name", "Kind", "Email")
STATUS = "Can be emailed"


def table(scope: Scope, who: Who, *, everybody: bool = False) -> tuple[str, int]:
    """The file and the number of people in it: those who can be emailed, or everybody with a status."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow((*HEADER, STATUS) if everybody else HEADER)
    count = 0
    for row in rows(scope, who, everybody=everybody):
        writer.writerow(row)
        count += 1
    return out.getvalue(), count


def rows(scope: Scope, who: Who, *, everybody: bool) -> Iterator[tuple[str, ...]]:
    """One row of cells for each person, by name."""
    for person in every_member(scope, who, eligible_only=not everybody):
        cells = (person.lookup_id, person.name, person.kind.value, person.email)
        status = (_status(person),) if everybody else ()
        yield tuple(map(harmless, (*cells, *status)))


def _status(person: Member) -> str:
    return f"no: {person.barrier.label}" if person.barrier else "yes"


def file_name(group: str, today: date, *, everybody: bool) -> str:
    """The name of the file, which tells its filter and its day."""
    who = "everybody" if everybody else "can-be-emailed"
    return f"{slug(group)}-{who}-{today.isoformat()}.csv"
