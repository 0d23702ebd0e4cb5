"""How many rows of facts people have: out of the rollups where they tell, else as a set looked up once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, not_, or_, select, true

from app.activity.rollup_models import Rollup
from app.constituents.models import Constituent
from app.groups.domain.conditions.ops import Count, Limit
from app.groups.queries import rollups
from app.groups.queries.scope import Scope

Who = ColumnElement[bool]


def numbering(people: Select[Any], op: Count, n: int) -> Who:
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


def among(people: Select[Any]) -> Who:
    """Who is one of these people."""
    return Constituent.id.in_(people)


def limited(op: Limit, amount: Any, bound: Any) -> Who:
    """The amount is within the bound; both ends are included."""
    enough: Who = amount >= bound if op is Limit.AT_LEAST else amount <= bound
    return enough


def told(column: Any, scope: Scope, op: Count, n: int) -> Who:
    """Whose rollup has so many in this column; somebody without facts has none, and 0 of everything."""
    like = {Count.AT_LEAST: column >= n, Count.AT_MOST: column <= n, Count.EXACTLY: column == n}[op]
    return not_(rollups.whose(scope, not_(like))) if op.holds(0, n) else rollups.whose(scope, like)


@dataclass(frozen=True, slots=True)
class Span:
    """A span of time, and facts of which a rollup tells how many there are, the last and maybe the first.

    `at` is when each was, and `alike` which rows of its table count.
    """

    start: datetime | None
    end: datetime | None
    at: Any
    number: Any
    last: Any
    first: Any = None
    alike: Sequence[Who] = ()

    @property
    def _is_within(self) -> Sequence[Who]:
        begun = [] if self.start is None else [self.at >= self.start]
        return begun if self.end is None else [*begun, self.at < self.end]

    def holds(self, scope: Scope, op: Count, n: int) -> Who:
        """Who has so many of the facts in the span."""
        match op:
            case Count.AT_LEAST:
                return self._at_least(scope, n) if n > 0 else true()
            case Count.AT_MOST:
                return not_(self._at_least(scope, n + 1))
            case Count.EXACTLY if n == 0:
                return not_(self._at_least(scope, 1))
            case Count.EXACTLY:
                return and_(self._at_least(scope, n), not_(self._at_least(scope, n + 1)))
            case _:
                assert_never(op)

    def _at_least(self, scope: Scope, n: int) -> Who:
        """The facts themselves are looked at only of those of whom the rollup leaves it open."""
        first = self._asked_first(scope, n)
        possible = [self.last.is_not(None), *([self.number >= n] if n > 1 else [])]
        if self.start is not None:
            possible.append(self.last >= self.start)
        if self.end is not None and first is not None:
            possible.append(first < self.end)
        return rollups.whose(scope, *possible, or_(self._is_sure(first, n), self._found(n)))

    def _asked_first(self, scope: Scope, n: int) -> Any:
        """Of one in a span that is not over the last one tells, but for the few that are still to come."""
        is_over = self.end is not None and self.end <= scope.at
        return self.first if n > 1 or is_over else None

    def _is_sure(self, first: Any, n: int) -> Who:
        """One is in the span if the last is, or the first; all are if both are."""
        ended = true() if self.end is None else self.last < self.end
        begun = false() if first is None else true() if self.start is None else first >= self.start
        if n == 1:
            return or_(ended, begun)
        return and_(ended, true() if self.start is None else begun)

    def _found(self, n: int) -> Who:
        table = self.at.class_
        mine = (table.workspace_id == Rollup.workspace_id, table.constituent_id == Rollup.constituent_id)
        facts = (*mine, *self.alike, *self._is_within)
        if n == 1:
            return exists().where(*facts).correlate(Rollup)
        number = select(func.count()).select_from(table).where(*facts).correlate(Rollup).scalar_subquery()
        return number >= n
