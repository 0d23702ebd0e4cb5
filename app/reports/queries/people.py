"""Whoever stands behind a number, as a condition about people; and how many they are."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Any

from babel.numbers import get_currency_precision
from sqlalchemy import ColumnElement, Select, func, select

from app.constituents.models import Constituent, Departure
from app.db import db
from app.groups.queries.members import Member, every_member
from app.groups.queries.scope import Scope
from app.web.workbook import Cell
from app.words import _

Amounts = Mapping[int, tuple[int, ...]]
AT_ONCE = 1_000
HEAD = ("Lookup ID", "Name", "Kind", "Email", "Can be emailed")


def _nothing(_ids: Collection[int]) -> Amounts:
    return {}


@dataclass(frozen=True, slots=True)
class Behind:
    """The people behind one number: who they are, the heading above them, and the sentence that says why.

    `query` are the parameters that name them beside the year. `columns` names what else is shown of each, and
    `amounts` tells it in minor units of `currency`.
    """

    who: ColumnElement[bool]
    heading: str
    words: str
    query: Mapping[str, str] = field(default_factory=dict)
    columns: Sequence[str] = ()
    currency: str = ""
    amounts: Callable[[Collection[int]], Amounts] = _nothing


def here(workspace_id: int, person: Any) -> ColumnElement[bool]:
    """Whether somebody whom facts name is in sight: who was erased is in no list, and so in no number."""
    gone = select(Departure.constituent_id).where(Departure.workspace_id == workspace_id)
    in_sight: ColumnElement[bool] = person.not_in(gone)
    return in_sight


def among(ids: Select[Any]) -> ColumnElement[bool]:
    """Those whom a statement of ids names."""
    return Constituent.id.in_(ids)


def count(workspace_id: int, who: ColumnElement[bool]) -> int:
    """How many of those who are here are meant; in one statement."""
    query = select(func.count()).select_from(Constituent).where(Constituent.workspace_id == workspace_id, who)
    return db.session.scalar(query) or 0


def table(scope: Scope, found: Behind) -> Iterator[Sequence[Cell]]:
    """The head, and one row for each of these people by name, read as a stream."""
    yield [*HEAD, *(f"{name} ({found.currency})" for name in found.columns)]
    everybody = every_member(scope, found.who, eligible_only=False)
    while people := list(islice(everybody, AT_ONCE)):
        amounts = found.amounts([person.id for person in people])
        for person in people:
            yield [*_cells(person), *_written(found, amounts.get(person.id, ()))]


def _cells(person: Member) -> Sequence[Cell]:
    can = _("no: {reason}", reason=person.barrier.label) if person.barrier else _("yes")
    return (person.lookup_id, person.name, person.kind.value, person.email, can)


def _written(found: Behind, amounts: Sequence[int]) -> Iterator[Cell]:
    """Amounts in major units, exactly."""
    for place in range(len(found.columns)):
        minor = amounts[place] if place < len(amounts) else 0
        yield Decimal(minor).scaleb(-get_currency_precision(found.currency))
