"""The list of constituents: found by what one types, in order, a page at a time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select

from app.accounts.models import Workspace
from app.constituents.domain.emails import email_key
from app.constituents.domain.lookup import format_lookup, parse_lookup
from app.constituents.domain.names import Name, display_name, fold, sort_name
from app.constituents.domain.problems import Problem
from app.constituents.domain.record import Kind
from app.constituents.domain.text import visible
from app.constituents.models import Constituent, EmailAddress, Phone
from app.constituents.queries import NAME_PARTS
from app.db import db
from app.web.keyset import dated, read_from
from app.web.pagination import Cursor, Key, Page, page

PAGE = 50
_LAST = "\U0010ffff"
_FEWEST_DIGITS = 4
_LONGEST, _MOST_WORDS = 100, 8
_DIALED = re.compile(r"[+(\d][\d\s().\-/]*")


class Order(StrEnum):
    """How the list is sorted: by name from A, or the latest change first."""

    NAME = "name"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True)
class Listed:
    """One constituent as a list shows it; `filed` is the name by which the list is sorted."""

    id: int
    kind: Kind
    name: str
    filed: str
    email: str
    lookup_id: str
    is_active: bool
    is_deceased: bool
    updated_at: datetime
    sort_key: str


def find(workspace: Workspace, text: str, *, limit: int = 5) -> list[Listed]:
    """The first constituents, by name, that the text finds; none for a blank text."""
    if not visible(text):
        return []
    query = _listed(workspace).where(finds(workspace.id, text))
    ordered = query.order_by(Constituent.sort_name, Constituent.id).limit(limit)
    return [_row(row) for row in db.session.execute(ordered)]


def people(
    workspace: Workspace,
    *,
    text: str = "",
    order: Order = Order.NAME,
    cursor: Cursor | None = None,
    size: int = PAGE,
) -> Page[Listed]:
    """One page of the list, in one statement; a blank text lists everybody."""
    query = _listed(workspace)
    if visible(text):
        query = query.where(finds(workspace.id, text))
    by_name = order is Order.NAME
    place = cursor if by_name else dated(cursor, datetime)
    column: Any = Constituent.sort_name if by_name else Constituent.updated_at
    rows = db.session.execute(
        read_from(query, (column, Constituent.id), place, size=size, falling=not by_name)
    )
    return page([_row(row) for row in rows], size=size, cursor=place, key=_key_by(order))


def _key_by(order: Order) -> Any:
    def key(row: Listed) -> Key:
        return (row.sort_key if order is Order.NAME else row.updated_at.isoformat(), row.id)

    return key


def _listed(workspace: Workspace) -> Select[*tuple[Any, ...]]:
    names = [getattr(Constituent, part) for part in NAME_PARTS]
    primary = and_(
        EmailAddress.workspace_id == Constituent.workspace_id,
        EmailAddress.constituent_id == Constituent.id,
        EmailAddress.is_primary,
    )
    columns = (
        *(Constituent.id, Constituent.kind, Constituent.lookup_number, Constituent.display_override),
        *(Constituent.is_active, Constituent.is_deceased, Constituent.updated_at, Constituent.sort_name),
        *(EmailAddress.address, *names),
    )
    return select(*columns).outerjoin(EmailAddress, primary).where(Constituent.workspace_id == workspace.id)


def _row(row: Row[*tuple[Any, ...]]) -> Listed:
    name = Name(**{part: getattr(row, part) for part in NAME_PARTS})
    return Listed(
        id=row.id,
        kind=row.kind,
        name=row.display_override or display_name(name),
        filed=sort_name(name),
        email=row.address or "",
        lookup_id=format_lookup(row.lookup_number),
        is_active=row.is_active,
        is_deceased=row.is_deceased,
        updated_at=row.updated_at,
        sort_key=row.sort_name,
    )


# --- what a text finds


def finds(workspace_id: int, text: str) -> ColumnElement[bool]:
    """Whom a typed text means: beginnings of words of a name, of an email; digits of a phone; a lookup ID."""
    return or_(*_readings(workspace_id, visible(text)[:_LONGEST]))


def _readings(workspace_id: int, text: str) -> Iterator[ColumnElement[bool]]:
    if words := fold(text).split()[:_MOST_WORDS]:
        yield and_(*(_has_word(word) for word in words))
    if " " not in text:
        yield Constituent.id.in_(_owners_of_email(workspace_id, email_key(text)))
    if _DIALED.fullmatch(text) and len(digits := re.sub(r"\D", "", text)) >= _FEWEST_DIGITS:
        yield Constituent.id.in_(_owners_of_phone(workspace_id, digits))
    lookup = parse_lookup(text)
    if not isinstance(lookup, Problem):
        yield Constituent.lookup_number == int(lookup.removeprefix("C-"))
    yield Constituent.id == 0  # nobody: so that a text of mere punctuation finds nobody


def _has_word(word: str) -> ColumnElement[bool]:
    return or_(
        Constituent.sort_name.startswith(word, autoescape=True),
        Constituent.sort_name.contains(f" {word}", autoescape=True),
    )


def _owners_of_email(workspace_id: int, beginning: str) -> Select[int]:
    return select(EmailAddress.constituent_id).where(
        EmailAddress.workspace_id == workspace_id,
        EmailAddress.key >= beginning,
        EmailAddress.key < beginning + _LAST,
    )


def _owners_of_phone(workspace_id: int, digits: str) -> Select[int]:
    # A national number is typed with a 0 or 1 in front that its international form does not have there.
    national = digits.lstrip("0") if digits.startswith("0") else digits
    return select(Phone.constituent_id).where(
        Phone.workspace_id == workspace_id, Phone.e164.contains(national, autoescape=True)
    )
