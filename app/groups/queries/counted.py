"""How many rows of facts people have, as a set of people: looked up once, not for each of them."""

from typing import Any, assert_never

from sqlalchemy import ColumnElement, Select, func, not_, true

from app.constituents.models import Constituent
from app.groups.domain.conditions.ops import Count
from app.groups.queries import rollups
from app.groups.queries.scope import Scope


def numbering(people: Select[Any], op: Count, n: int) -> ColumnElement[bool]:
    """Who is in so many rows of the query, which selects the person of each row alone."""
    number, person = func.count(), people.selected_columns[0]
    match op:
        case Count.AT_LEAST if n <= 0:
            return true()
        case Count.AT_LEAST if n == 1:
            return among(people)
        case Count.AT_LEAST:
            return among(people.group_by(person).having(number >= n))
        case Count.AT_MOST | Count.EXACTLY if n == 0:
            return not_(among(people))
        case Count.AT_MOST:
            return not_(among(people.group_by(person).having(number > n)))
        case Count.EXACTLY:
            return among(people.group_by(person).having(number == n))
        case _:
            assert_never(op)


def among(people: Select[Any]) -> ColumnElement[bool]:
    """Who is one of these people."""
    return Constituent.id.in_(people)


def told(column: Any, scope: Scope, op: Count, n: int) -> ColumnElement[bool]:
    """Whose rollup has so many in this column; somebody without facts has none, and 0 of everything."""
    like = {Count.AT_LEAST: column >= n, Count.AT_MOST: column <= n, Count.EXACTLY: column == n}[op]
    return not_(rollups.whose(scope, not_(like))) if op.holds(0, n) else rollups.whose(scope, like)
