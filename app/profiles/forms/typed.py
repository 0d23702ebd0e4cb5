"""What was typed into one control, and noting beside it what is wrong."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from wtforms import Field

from app.constituents.domain.dates import PartialDate
from app.constituents.domain.emails import EmailAddress
from app.constituents.domain.phones import PhoneNumber
from app.constituents.domain.problems import Problem
from app.constituents.domain.text import visible
from app.profiles.forms.rows import Row
from app.words import N_

Read = TypeVar("Read", EmailAddress, PhoneNumber, PartialDate)


def text(field: Field, known: str) -> str:
    """What was typed, tidied; the known text where nothing but tidying would differ, or nothing was asked."""
    typed = visible(field.data or "")
    return known if not field.raw_data or typed == visible(known) else typed


def parsed(field: Field, typed: str, parse: Callable[[str], Read | Problem]) -> Read | None:
    """What the text means; None, with the problem noted, where it means nothing."""
    found = parse(typed)
    if isinstance(found, Problem):
        refuse(field, str(found))
        return None
    return found


def refuse_twins(points: Sequence[Any], rows: dict[int, Row]) -> None:
    """No value twice in one list, as nobody could tell afterwards which of them holds."""
    seen: set[str] = set()
    for point in (point for point in points if point.active):
        row = rows.get(id(point))
        if row is not None and point.key and point.key in seen:
            refuse(row[row.main], N_("This is in the list twice. Remove one of them."))
        seen.add(point.key)


def refuse(field: Any, message: str) -> None:
    """Say beside the control what is wrong with it."""
    field.errors = [*field.errors, message]
