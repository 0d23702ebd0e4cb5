"""Conditions about how and where people are reached, as SQL."""

from collections.abc import Iterator
from typing import Any, assert_never

from sqlalchemy import ColumnElement, String, false, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from app.constituents.domain.text import fold
from app.constituents.models import Address, EmailAddress, Phone
from app.groups.domain.conditions.contact import HasAddress, HasEmail, HasPhone, PlaceIs, Reached, plain_code
from app.groups.queries.profile import owned


def reached(condition: Reached) -> ColumnElement[bool]:
    """Who has an active point of contact like that."""
    match condition:
        case PlaceIs():
            return _lives_in(condition)
        case HasEmail():
            return owned(EmailAddress, EmailAddress.is_active.is_(True))
        case HasPhone():
            return owned(Phone, Phone.is_active.is_(True))
        case HasAddress():
            return owned(Address, Address.is_active.is_(True))
        case _:
            assert_never(condition)


def _lives_in(place: PlaceIs) -> ColumnElement[bool]:
    columns = {
        Address.city_key: place.city,
        Address.region_key: place.region,
        Address.country_key: place.country,
    }
    asked = [(column, fold(text)) for column, text in columns.items() if text]
    if not all(key for _, key in asked):
        return false()
    same = (column == key for column, key in asked)
    return owned(Address, Address.is_active.is_(True), *same, *_begins(plain_code(place.postal_code)))


def _begins(code: str) -> Iterator[ColumnElement[bool]]:
    if code:
        plain = func.replace(func.replace(_Capitals(Address.postcode), " ", ""), "-", "")
        yield func.substr(plain, 1, len(code)) == code


class _Capitals(GenericFunction[str]):
    """Text with the letters from a to z as capitals, and every other as it is."""

    inherit_cache = True
    type = String()
    name = "capitals"


@compiles(_Capitals, "sqlite")
def _by_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    return f"upper({compiler.process(element.clauses, **options)})"


@compiles(_Capitals, "postgresql")
def _by_postgres(element: Any, compiler: Any, **options: Any) -> str:
    return f'upper({compiler.process(element.clauses, **options)} COLLATE "C")'
