"""Sets of people put together out of the short rows about them, to be counted or listed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    Column,
    CompoundSelect,
    Select,
    and_,
    case,
    false,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import UnaryExpression

from app.constituents.models import Constituent
from app.db import db
from app.groups.queries.shapes import Rows, Who, apart, parts_of, rows_of, sides, together

MANY = 20_000
"""Of so many people one is met soon in the order of names; fewer are found first and sorted then."""
MOST = 16
"""Sets that one number is summed up from; a condition that takes more is asked person by person."""
_PLUS: Any = operators.custom_op("+")
"""Before a column it changes nothing, but that no index is looked through for it."""


@dataclass(frozen=True, slots=True)
class Term:
    """People to be added to, or taken from, a number: whose rows are like this, and what else holds.

    `within` are few, to whom they belong: each of these is looked up.
    """

    sign: int
    rows: tuple[Rows, ...]
    others: tuple[Who, ...] = ()
    within: Who | None = None

    def narrowed(self, rows: Rows) -> "Term":
        """Those of them whose rows are also like this."""
        same = [each for each in self.rows if each.kind is rows.kind]
        rest = tuple(each for each in self.rows if each.kind is not rows.kind)
        return replace(self, rows=(*rest, together([*same, rows], all)))


def terms(who: Who) -> list[Term]:
    """Sets whose numbers sum up to that of the condition, none of which asks for rows that are not there."""
    asked = sides(who)
    mended = amends(asked.kept, asked.exactly, asked.unsure) if asked.unsure is not None else []
    return [*known_terms(asked.kept), *mended]


def amends(kept: Who, exactly: Who, unsure: Who) -> list[Term]:
    """The few of whom what is kept may be wrong: taken away as they were counted, and counted exactly."""
    return [Term(-1, (), (kept,), unsure), Term(1, (), (exactly,), unsure)]


def known_terms(who: Who) -> list[Term]:
    """The sets of a condition in which all are taken to be sure."""
    taken = apart(who)
    either = [_either(part) for part in taken.others]
    one_by_one = [Term(1, taken.rows, taken.others)]
    if not all(either):
        return one_by_one
    found = [Term(1, taken.rows)]
    for several in either:
        found = _or(found, several)
        if len(found) > MOST:
            return one_by_one
    found = [present for term in found for present in _present(term)]
    return found if len(found) <= MOST else one_by_one


def _either(who: Who) -> list[Rows]:
    """The conditions about rows of which any has to hold, one for each table; none where there is more."""
    parts = [rows_of(part) for part in parts_of(who, operators.or_)]
    rows = [part for part in parts if part]
    kinds = dict.fromkeys(each.kind for each in rows)
    whole = len(rows) == len(parts)
    return [together([each for each in rows if each.kind is kind], any) for kind in kinds] if whole else []


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


def people(workspace_id: int, who: Who) -> Select[int] | CompoundSelect[int]:
    """The ids of those whom the condition means, each once."""
    asked = sides(who)
    taken = apart(asked.kept)
    term = Term(1, taken.rows, taken.others)
    mine = _person(_tables(term)[0]).label("id")
    known: Select[int] = among(workspace_id, term, mine)
    if asked.unsure is None:
        return known
    unsure = select(Constituent.id).where(Constituent.workspace_id == workspace_id, asked.unsure)
    few: Select[int] = among(workspace_id, Term(1, (), (who,), asked.unsure), Constituent.id)
    return union_all(known.where(mine.element.not_in(unsure)), few)


def probed(query: Select[Any], who: Who, *, but: Any = None) -> Select[Any]:
    """A query about `Constituent` narrowed to whom the condition means, each looked up as she is met.

    For who walks people in their order and soon has enough: no database begins with the rows instead.
    The query has the table `but` already.
    """
    kinds: set[Any] = set()
    wheres = [_looked_up(part, kinds) for part in parts_of(who, operators.and_)]
    for kind in sorted(kinds - {but}, key=str):
        query = query.outerjoin(kind, _same(Constituent, kind))
    return query.where(*wheres)


def _looked_up(who: Who, kinds: set[Any]) -> Who:
    """The condition with columns of rows beside the person wherever it is about such; `kinds` grows."""
    if rows := rows_of(who):
        kinds.add(rows.kind)
        no_row = rows.kind.constituent_id.is_(None)
        return case((no_row, literal(rows.of_none)), else_=rows.where)
    either = parts_of(who, operators.or_)
    if len(either) == 1:
        return who
    each = [[_looked_up(part, kinds) for part in parts_of(some, operators.and_)] for some in either]
    return case((or_(*(and_(*parts) for parts in each)), true()), else_=false())


def among(workspace_id: int, term: Term, *columns: Any, beside: Any = None) -> Select[Any]:
    """These columns of the people of a term; `beside` is a table of rows that the columns are from."""
    if term.within is not None:
        few = (Constituent.workspace_id == workspace_id, term.within)
        return _each(few, term.others, *columns, beside=beside)
    base, *joined = _tables(term, beside)
    query = select(*columns).select_from(base)
    for kind in joined:
        query = query.join(kind, _same(base, kind))
    for each in term.rows:
        if each.of_none and each.kind not in (base, *joined):
            query = query.outerjoin(each.kind, _same(base, each.kind))
    wheres = list(map(_walked, term.rows)) if db.engine.dialect.name == "sqlite" else term.rows
    return query.where(base.workspace_id == workspace_id, *map(_holds, wheres), *term.others)


def _each(few: Sequence[Who], others: Sequence[Who], *columns: Any, beside: Any) -> Select[Any]:
    """Few people, each looked up; without a row of `beside` its columns are NULL."""
    query = select(*columns).select_from(Constituent)
    if beside:
        query = query.outerjoin(beside, _same(Constituent, beside))
    return probed(query.where(*few), and_(*others), but=beside)


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
