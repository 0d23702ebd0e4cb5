"""Conditions taken apart, so that whoever counts people reads the short rows about them, not everybody.

A condition may say whose row of a table with one row a person is like this: `whose` of the rollups, and what
is kept of standings. Those of one table are one condition about its rows.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, and_, case, literal, or_, select, true
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import BinaryExpression, BooleanClauseList, Grouping, UnaryExpression

from app.activity.rollup_models import Rollup
from app.consent.standing_models import KeptStanding
from app.constituents.models import Constituent
from app.db import db

Who = ColumnElement[bool]
_ROWS: dict[Any, Any] = {kind.__table__: kind for kind in (Rollup, KeptStanding)}
_PLUS: Any = operators.custom_op("+")
"""Before a column it changes nothing, but that no index is looked through for it."""
_PERSON = Constituent.__table__.c.id


@dataclass(frozen=True, slots=True)
class Rows:
    """Whose row of a table is like this, or not; `of_none` says whether that holds for who has no row."""

    kind: Any
    like: Who
    of_none: bool = False
    is_not: bool = False

    @property
    def where(self) -> Who:
        """As a condition about a row; NULL is no."""
        return self.like.is_not(true()) if self.is_not else self.like

    def __invert__(self) -> "Rows":
        return replace(self, of_none=not self.of_none, is_not=not self.is_not)


@dataclass(frozen=True, slots=True)
class Apart:
    """What has to hold of somebody: conditions about rows, at most one for each table, and all others."""

    rows: tuple[Rows, ...]
    others: tuple[Who, ...]


def apart(who: Who) -> Apart:
    """The condition in parts that all have to hold."""
    parts = _parts(who, operators.and_)
    found = [(part, rows_of(part)) for part in parts]
    kinds = dict.fromkeys(rows.kind for _, rows in found if rows)
    together = (_together([rows for _, rows in found if rows and rows.kind is kind], all) for kind in kinds)
    return Apart(tuple(together), tuple(part for part, rows in found if rows is None))


def rows_of(who: Any) -> Rows | None:
    """The condition about the rows of one table that says the same; None where there is no such."""
    match who:
        case Grouping(element=inner):
            return rows_of(inner)
        case UnaryExpression(operator=operators.inv, element=inner):
            found = rows_of(inner)
            return ~found if found else None
        case BooleanClauseList(operator=operator, clauses=parts):
            each = [rows_of(part) for part in parts]
            rows = [found for found in each if found]
            if len(rows) < len(each) or len({found.kind for found in rows}) > 1:
                return None
            return _together(rows, all if operator is operators.and_ else any)
        case BinaryExpression(operator=operators.in_op | operators.not_in_op, left=left, right=right):
            found = _named(right) if left is _PERSON or left.compare(_PERSON) else None
            return ~found if found and who.operator is operators.not_in_op else found
        case _:
            return None


def _parts(who: Who, operator: Any) -> Sequence[Who]:
    if isinstance(who, BooleanClauseList) and who.operator is operator:
        return tuple(inner for part in who.clauses for inner in _parts(part, operator))
    return (who,)


def _named(right: Any) -> Rows | None:
    """Whose rows a select names; one of these tables is never grouped, having one row a person."""
    inner = getattr(right, "element", None)
    if not isinstance(inner, Select) or inner.whereclause is None:
        return None
    froms = inner.get_final_froms()
    kind = _ROWS.get(froms[0]) if len(froms) == 1 else None
    return Rows(kind, inner.whereclause) if kind else None


def _together(rows: Sequence[Rows], combine: Callable[[Iterable[bool]], bool]) -> Rows:
    """All of these, or any of them; they are of one table."""
    if len(rows) == 1:
        return rows[0]
    wheres = [each.where for each in rows]
    like = and_(*wheres) if combine is all else or_(*wheres)
    return Rows(rows[0].kind, like, combine(each.of_none for each in rows))


# --- counting


@dataclass(frozen=True, slots=True)
class Term:
    """People to be added to, or taken from, a number: whose rows are like this, and what else holds."""

    sign: int
    rows: tuple[Rows, ...]
    others: tuple[Who, ...] = ()

    def narrowed(self, rows: Rows) -> "Term":
        """Those of them whose rows are also like this."""
        same = [each for each in self.rows if each.kind is rows.kind]
        rest = tuple(each for each in self.rows if each.kind is not rows.kind)
        return replace(self, rows=(*rest, _together([*same, rows], all)))


def terms(who: Who) -> list[Term]:
    """Sets whose numbers sum up to that of the condition, none of which asks for rows that are not there."""
    taken = apart(who)
    either = [_either(part) for part in taken.others]
    if not all(either):
        return [Term(1, taken.rows, taken.others)]
    found = [Term(1, ())]
    for rows in taken.rows:
        found = _and(found, rows)
    for several in either:
        found = _or(found, several)
    return [present for term in found for present in _present(term)]


def _either(who: Who) -> list[Rows]:
    """The conditions about rows of which any has to hold, one for each table; none where there is more."""
    parts = [rows_of(part) for part in _parts(who, operators.or_)]
    rows = [part for part in parts if part]
    kinds = dict.fromkeys(each.kind for each in rows)
    whole = len(rows) == len(parts)
    return [_together([each for each in rows if each.kind is kind], any) for kind in kinds] if whole else []


def _and(found: Sequence[Term], rows: Rows) -> list[Term]:
    """Those of the sets whose rows are also like this."""
    return [term.narrowed(rows) for term in found]


def _or(found: Sequence[Term], several: Sequence[Rows]) -> list[Term]:
    """Those to whom any of these applies: each set of them less those who were counted already."""
    taken: list[Term] = []
    for rows in several:
        twice = [replace(term, sign=-term.sign) for term in _and(taken, rows)]
        taken += [*_and(found, rows), *twice]
    return taken


def _present(term: Term) -> list[Term]:
    """The same without asking for rows that are not there: everybody less those who have such a row."""
    found = [replace(term, rows=tuple(rows for rows in term.rows if not rows.of_none))]
    for missing in (rows for rows in term.rows if rows.of_none):
        found += [Term(-each.sign, (*each.rows, ~missing)) for each in found]
    return found


def people(workspace_id: int, who: Who) -> Select[int]:
    """The ids of those whom the condition means, each once."""
    taken = apart(who)
    term = Term(1, taken.rows, taken.others)
    base = _tables(term)[0]
    return among(workspace_id, term, _person(base).label("id"))


def probed(query: Select[Any], who: Who) -> Select[Any]:
    """A query about `Constituent` narrowed to whom the condition means, each looked up as she is met.

    For who walks people in their order and soon has enough: no database begins with the rows instead.
    """
    taken = apart(who)
    for each in taken.rows:
        query = query.outerjoin(each.kind, _same(Constituent, each.kind))
        no_row = each.kind.constituent_id.is_(None)
        query = query.where(case((no_row, literal(each.of_none)), else_=each.where))
    return query.where(*taken.others)


def among(workspace_id: int, term: Term, *columns: Any, beside: Any = None) -> Select[Any]:
    """These columns of the people of a term; `beside` is a table of rows that the columns are from."""
    base, *joined = _tables(term, beside)
    query = select(*columns).select_from(base)
    for kind in joined:
        query = query.join(kind, _same(base, kind))
    for each in term.rows:
        if each.of_none and each.kind not in (base, *joined):
            query = query.outerjoin(each.kind, _same(base, each.kind))
    wheres = list(map(_walked, term.rows)) if db.engine.dialect.name == "sqlite" else term.rows
    return query.where(base.workspace_id == workspace_id, *map(_holds, wheres), *term.others)


def _walked(rows: Rows) -> Rows:
    """Where no index has all that is asked, SQLite is told to read the rows in their own order.

    It would else look up each row that an index finds, all over the table: ten times slower at a million.
    """
    table, key = rows.kind.__table__, rows.kind.__table__.primary_key.columns.keys()
    columns = (each for each in visitors.iterate(rows.like) if isinstance(each, Column))
    own = {each.name for each in columns if each.table is table}
    if any(own <= set(index.columns.keys()) for index in table.indexes):
        return rows

    def unfound(element: Any, **_how: Any) -> Any:
        mine = isinstance(element, Column) and element.table is table and element.name not in key
        return UnaryExpression(element, operator=_PLUS, type_=element.type) if mine else None

    return replace(rows, like=visitors.replacement_traverse(rows.like, {}, unfound))


def _tables(term: Term, beside: Any = None) -> list[Any]:
    """The tables that have a row about each of them; the people themselves only where it has to be."""
    sure = [each.kind for each in term.rows if not each.of_none]
    kinds = list(dict.fromkeys([*sure, beside] if beside else sure))
    alone = kinds and not term.others and len(sure) == len(term.rows)
    return kinds if alone else [Constituent, *kinds]


def _person(kind: Any) -> Any:
    """Whom a row is about."""
    return kind.id if kind is Constituent else kind.constituent_id


def _same(base: Any, kind: Any) -> Who:
    """The row of the same person."""
    return and_(kind.workspace_id == base.workspace_id, kind.constituent_id == _person(base))


def _holds(rows: Rows) -> Who:
    return or_(rows.kind.constituent_id.is_(None), rows.where) if rows.of_none else rows.where
