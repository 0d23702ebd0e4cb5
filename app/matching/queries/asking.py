"""Lists as parameters and in answers: thousands of values in one statement, without a row for each."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Dialect, FromClause, Text, bindparam, column, func
from sqlalchemy.types import TypeDecorator, TypeEngine


class _Several(TypeDecorator[list[Any]]):
    """One text of JSON on SQLite, one array on PostgreSQL."""

    impl = Text
    cache_ok = True
    item: type[TypeEngine[Any]]

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: TypeEngine[Any] = Text() if dialect.name == "sqlite" else ARRAY(self.item)
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: Iterable[Any] | None, dialect: Dialect) -> Any:
        values = list(value or ())
        return json.dumps(values) if dialect.name == "sqlite" else values


class _Numbers(_Several):
    cache_ok = True
    item = BigInteger


class _Texts(_Several):
    cache_ok = True
    item = Text


def numbers(parameter: str, dialect: str) -> FromClause:
    """The numbers of a parameter as rows with one column `value`."""
    return _rows(parameter, _Numbers(), dialect)


def texts(parameter: str, dialect: str) -> FromClause:
    """The texts of a parameter as rows with one column `value`."""
    return _rows(parameter, _Texts(), dialect)


def _rows(parameter: str, kind: _Several, dialect: str) -> FromClause:
    values = bindparam(parameter, type_=kind)
    named = column("value", kind.item)
    if dialect == "sqlite":
        return func.json_each(values).table_valued(named, name=parameter)
    return func.unnest(values).table_valued(named, name=parameter).render_derived()


def listed(told: ColumnElement[str], separator: str) -> ColumnElement[str]:
    """All values in one text: to take a row for each would cost more than to look them up."""
    return func.aggregate_strings(told, separator)
