"""Statements about any number of people, who are one parameter: the statement is the same for all of them."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from app.gathered import HERE

PEOPLE = "people"
"""The parameter that holds ids as a JSON array."""


class _Each(GenericFunction[Any]):
    """The numbers of a JSON array as rows of one column `value`."""

    inherit_cache = True
    name = "each_number"


@compiles(_Each, "sqlite")
def _of_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **options)})"


@compiles(_Each, "postgresql")
def _of_postgres(element: Any, compiler: Any, **options: Any) -> str:
    """Its planner takes an array for few, and finds people by index; JSON it takes for many."""
    array = f"CAST(translate({compiler.process(element.clauses, **options)}, '[]', '{{}}') AS bigint[])"
    return f"(SELECT each_one AS value FROM unnest({array}) AS each_one)"  # noqa: S608


class _Clamped(GenericFunction[Any]):
    """A number, or the nearer of two others where it is not between them."""

    inherit_cache = True
    type = Integer()
    name = "clamped"


@compiles(_Clamped, "sqlite")
def _by_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    value, low, high = (compiler.process(each, **options) for each in element.clauses)
    return f"min(max({value}, {low}), {high})"


@compiles(_Clamped, "postgresql")
def _by_postgres(element: Any, compiler: Any, **options: Any) -> str:
    value, low, high = (compiler.process(each, **options) for each in element.clauses)
    return f"least(greatest({value}, {low}), {high})"


def clamped(value: ColumnElement[Any], low: int, high: int) -> ColumnElement[int]:
    """The value, but at least `low` and at most `high`; said once, as the databases work it out each time."""
    return _Clamped(value, literal_column(str(low)), literal_column(str(high)))


def asking(workspace_id: int, ids: Collection[int]) -> dict[str, Any]:
    """The parameters of a statement about these people."""
    return {"workspace_id": workspace_id, PEOPLE: packed(ids)}


def packed(numbers: Collection[int]) -> str:
    """The value of a parameter that `numbers_of` unpacks."""
    return json.dumps(sorted(numbers))


def people() -> Any:
    """The people of the parameter, as a table with the column `value`."""
    return numbers_of(PEOPLE)


def numbers_of(parameter: str) -> Any:
    """The numbers that a parameter of this name holds, as a table with the column `value`."""
    return _Each(bindparam(parameter, type_=Text)).table_valued(column("value", BigInteger), name="asked")


def any_of(numbers: Collection[int]) -> Select[tuple[int]]:
    """These numbers as rows, for an IN of any length: they are one parameter, which the statement carries."""
    given = bindparam(None, packed(numbers), type_=Text)
    return select(_Each(given).table_valued(column("value", BigInteger), name="given").c.value)


def of(table: Any, person: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(table.workspace_id == HERE, table.constituent_id == person)


def count(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(which)


def number(total: ColumnElement[Any]) -> ColumnElement[int]:
    """A sum that is 0 of nothing; PostgreSQL sums whole numbers into decimals."""
    return cast(func.coalesce(total, 0), BigInteger)
