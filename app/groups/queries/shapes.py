"""Conditions taken apart, so that whoever counts people reads the short rows about them, not everybody.

A condition may say whose row of a table with one row a person is like this: `whose` of the rollups, and what
is kept of standings. Those of one table are one condition about its rows.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, not_, or_, true
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BinaryExpression, BooleanClauseList, Grouping, UnaryExpression

from app.activity.rollup_models import Rollup
from app.consent.standing_models import KeptStanding
from app.constituents.models import Constituent

Who = ColumnElement[bool]
_ROWS: dict[Any, Any] = {kind.__table__: kind for kind in (Rollup, KeptStanding)}
_PERSON = Constituent.__table__.c.id
_NOT = (operators.inv, operators.is_false)
_OTHER: dict[Any, Any] = {operators.and_: operators.or_, operators.or_: operators.and_}


class Told(Grouping[bool]):
    """A condition about anybody, and a quicker one that says the same of everybody but the `unsure`."""

    inherit_cache = True
    operator = None
    """Whatever it is joined with, it stays one condition."""

    def __init__(self, exactly: Who, kept: Who, unsure: Who) -> None:
        super().__init__(exactly)
        self.kept, self.unsure = kept, unsure


@dataclass(frozen=True, slots=True)
class Sides:
    """What to ask about everybody, and what about the `unsure`, of whom that may be wrong."""

    kept: Who
    exactly: Who
    unsure: Who | None = None


def sides(who: Any) -> Sides:
    """The condition with whatever is kept, and as it is."""
    found: list[Told] = []
    kept = _kept(who, found)
    return Sides(kept, who, found[0].unsure) if found else Sides(who, who)


def _kept(who: Any, found: list[Told]) -> Who:
    match who:
        case Told(kept=kept):
            found.append(who)
            return kept
        case Grouping(element=inner):
            return _kept(inner, found)
        case UnaryExpression(operator=operator, element=inner) if operator in _NOT:
            return not_(_kept(inner, found))
        case BooleanClauseList(operator=operators.and_, clauses=parts):
            return and_(*(_kept(part, found) for part in parts))
        case BooleanClauseList(operator=operators.or_, clauses=parts):
            return or_(*(_kept(part, found) for part in parts))
        case _:
            return who  # type: ignore[no-any-return]


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
    parts = parts_of(who, operators.and_)
    found = [(part, rows_of(part)) for part in parts]
    kinds = dict.fromkeys(rows.kind for _, rows in found if rows)
    each = (together([rows for _, rows in found if rows and rows.kind is kind], all) for kind in kinds)
    return Apart(tuple(each), tuple(part for part, rows in found if rows is None))


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
            return together(rows, all if operator is operators.and_ else any)
        case BinaryExpression(operator=operators.in_op | operators.not_in_op, left=left, right=right):
            found = _named(right) if left is _PERSON or left.compare(_PERSON) else None
            return ~found if found and who.operator is operators.not_in_op else found
        case _:
            return None


def parts_of(who: Any, operator: Any) -> Sequence[Who]:
    """The conditions that are joined by this operator, however they are bracketed."""
    match who:
        case Grouping(element=inner) if not isinstance(who, Told):
            return parts_of(inner, operator)
        case BooleanClauseList(operator=joined) if joined is operator:
            return tuple(inner for part in who.clauses for inner in parts_of(part, operator))
        case UnaryExpression(operator=operators.inv, element=inner) if isinstance(
            _bare(inner), BooleanClauseList
        ):
            return tuple(not_(part) for part in parts_of(inner, _OTHER[operator]))
        case _:
            return (who,)


def _bare(who: Any) -> Any:
    return who.element if isinstance(who, Grouping) else who


def _named(right: Any) -> Rows | None:
    """Whose rows a select names; one of these tables is never grouped, having one row a person."""
    inner = getattr(right, "element", None)
    if not isinstance(inner, Select) or inner.whereclause is None:
        return None
    froms = inner.get_final_froms()
    kind = _ROWS.get(froms[0]) if len(froms) == 1 else None
    return Rows(kind, inner.whereclause) if kind else None


def together(rows: Sequence[Rows], combine: Callable[[Iterable[bool]], bool]) -> Rows:
    """All of these, or any of them; they are of one table."""
    if len(rows) == 1:
        return rows[0]
    wheres = [each.where for each in rows]
    like = and_(*wheres) if combine is all else or_(*wheres)
    return Rows(rows[0].kind, like, combine(each.of_none for each in rows))
