"""Reading untrusted JSON field by field: each reader answers with a value or says what it expected."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from app.words import _

MAX_ID = 2**63 - 1
MAX_AMOUNT = 10**15
MAX_TEXT = 200

Choice = TypeVar("Choice", bound=StrEnum)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Invalid:
    """Why JSON is no rule: where (like "conditions[1].amount"), what was found, and what was expected."""

    path: str
    what: str
    expected: str


class Unreadable(Exception):
    """Carries an `Invalid` out of a reader; it never leaves the package."""

    def __init__(self, path: str, what: str, expected: str) -> None:
        super().__init__(path)
        self.invalid = Invalid(path, what, expected)


class Fields:
    """The fields of one JSON object, each taken once; what is left over in the end is a mistake."""

    def __init__(self, told: object, path: str) -> None:
        if not isinstance(told, Mapping) or not all(isinstance(key, str) for key in told):
            raise Unreadable(path, shown(told), _("an object"))
        self.told: dict[str, Any] = dict(told)
        self.path = path
        self.known: list[str] = []

    def at(self, name: str) -> str:
        """The path of a field."""
        return f"{self.path}.{name}" if self.path else name

    def take(self, name: str) -> Any:
        """The field's value as it came; None when it is missing."""
        self.known.append(name)
        return self.told.pop(name, None)

    def finish(self) -> None:
        """Refuse whatever was not taken."""
        for name in self.told:
            raise Unreadable(
                self.path,
                _("an unknown field {name}", name=shown(name)),
                _("only {fields}", fields=", ".join(self.known)),
            )

    def integer(self, name: str, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        value = self.take(name)
        if type(value) is not int or not low <= value <= high:
            raise Unreadable(
                self.at(name), shown(value), _("a whole number from {low} to {high}", low=low, high=high)
            )
        return value

    def identifier(self, name: str) -> int:
        """The id of a record."""
        return self.integer(name, 1, MAX_ID)

    def choice(self, name: str, choices: type[Choice]) -> Choice:
        """One of a closed set of words."""
        value = self.take(name)
        if not isinstance(value, str) or value not in list(choices):
            raise Unreadable(self.at(name), shown(value), _("one of {choices}", choices=", ".join(choices)))
        return choices(value)

    def day(self, name: str) -> date:
        """A date written 2026-03-04."""
        value = self.take(name)
        try:
            if isinstance(value, str) and _DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise Unreadable(self.at(name), shown(value), _("a date like 2026-03-04"))

    def text(self, name: str) -> str:
        """Printable text of reasonable length, trimmed; blank when the field is missing."""
        value = self.take(name)
        if value is None:
            return ""
        if not isinstance(value, str) or len(value) > MAX_TEXT or not value.isprintable():
            raise Unreadable(
                self.at(name),
                shown(value),
                _("plain text of at most {most} characters", most=MAX_TEXT),
            )
        return value.strip()


def shown(value: object) -> str:
    """What was found, short enough for a message."""
    match value:
        case None:
            return _("nothing")
        case bool() | float():
            return str(value)
        case int():
            return str(value) if abs(value) <= MAX_ID else _("a huge number")
        case str():
            return (
                f"“{value[:40]}”" if value.isprintable() else _("text with characters that cannot be shown")
            )
        case list():
            return _("a list")
        case _:
            return _("an object")
