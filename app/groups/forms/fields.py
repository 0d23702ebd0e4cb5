"""How one field of a condition is typed: text in the form, a value in the JSON of the rule, and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, assert_never

from app.activity.domain.money import minor_units, typed_amount
from app.groups.forms.spans import span_of, typed_span

Typed = dict[str, str]
Options = tuple[tuple[str, str], ...]


class Control(StrEnum):
    """What stands on the page for a field."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    CHOICE = "choice"
    SEVERAL = "several"
    THING = "thing"
    PERIOD = "period"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a kind of condition.

    `options` are the choices, `offered` names those that only the workspace knows. `missing` says what to do
    while nothing that can be read is typed; without it the field may stay empty, and `blank` is its empty
    choice. `shapes` is True where other fields depend on it, `apart` where it stands among further fields.
    It has a meaning `only` beside, or `unless`, this other field holds that word.
    """

    name: str
    label: str
    control: Control = Control.TEXT
    options: Options = ()
    offered: str = ""
    start: str = ""
    missing: str = ""
    blank: str | None = None
    shapes: bool = False
    apart: bool = False
    unless: tuple[str, str] | None = None
    only: tuple[str, str] | None = None

    @property
    def optional(self) -> bool:
        """Whether the condition is finished without it."""
        return not self.missing and self.control in (Control.TEXT, Control.NUMBER, Control.MONEY)

    def shown(self, typed: Mapping[str, str]) -> bool:
        """Whether it has a meaning beside what else is typed."""
        asked = self.only is None or typed.get(self.only[0], "") == self.only[1]
        return asked and (self.unless is None or typed.get(self.unless[0]) != self.unless[1])

    def filled(self, typed: Mapping[str, str]) -> bool:
        """Whether anything is typed into it."""
        if self.control is Control.SEVERAL:
            return any(typed.get(f"{self.name}_{key}") for key, _ in self.options)
        if self.control is Control.PERIOD:
            return typed.get(self.name, "any_time") != "any_time"
        return bool(typed.get(self.name, "").strip())

    def is_strange(self, typed: Mapping[str, str]) -> bool:
        """Whether a word is chosen that is not among its choices: another kind of condition has it."""
        words = [word for word, _ in self.options]
        return self.control is Control.CHOICE and bool(words) and typed.get(self.name, "") not in ("", *words)

    def starts(self) -> Typed:
        """What stands in the controls of a new condition."""
        if self.control is not Control.PERIOD:
            return {self.name: self.start} if self.start else {}
        rest = {"n": "12", "unit": "months", "until_n": "6", "until_unit": "months"}
        return {self.name: self.start or "any_time"} | {f"{self.name}_{key}": rest[key] for key in rest}


@dataclass(frozen=True, slots=True)
class Money:
    """In which money, and how it is written."""

    currency: str
    locale: str


def value_of(field: Field, typed: Mapping[str, str], money: Money) -> Any:
    """The value as JSON tells it; None for nothing, or for what cannot be read."""
    text = typed.get(field.name, "").strip()
    match field.control:
        case Control.TEXT | Control.CHOICE:
            return text or None
        case Control.NUMBER:
            return number_of(text)
        case Control.THING:
            return number_of(text) or text or None
        case Control.MONEY:
            return minor_units(text, money.currency, money.locale) if text else None
        case Control.SEVERAL:
            return [key for key, _ in field.options if typed.get(f"{field.name}_{key}")] or None
        case Control.PERIOD:
            return span_of(field.name, typed)
        case _:
            assert_never(field.control)


def typed_value(field: Field, told: Any, money: Money) -> Typed:
    """What would be typed for a value; nothing for None."""
    match told:
        case None:
            return {}
        case list():
            return {f"{field.name}_{key}": "1" for key in told}
        case dict():
            return typed_span(field.name, told)
        case int() if field.control is Control.MONEY:
            return {field.name: typed_amount(told, money.currency, money.locale)}
        case _:
            return {field.name: str(told)}


def number_of(text: str) -> int | None:
    """A whole number that is typed in figures; None for any other text."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None
