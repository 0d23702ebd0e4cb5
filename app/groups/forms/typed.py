"""One condition as it is typed: fields of text in, JSON of a condition out, and back."""

from typing import Any

from app.activity.domain.money import parse_typed
from app.constituents.domain.problems import Problem
from app.groups.domain.reading import Invalid
from app.groups.domain.rule_json import parse_rule, to_json
from app.groups.domain.rules import VERSION, Bracket, Condition
from app.groups.forms.fields import Control, Field, Money, Typed, typed_value, value_of
from app.groups.forms.kinds import KINDS, Kind, kind_of
from app.words import N_, _

_SPANS = {
    "n": N_("type how many"),
    "start": N_("choose the first day"),
    "day": N_("choose the day"),
    "end": N_("choose the last day, not before the first"),
    "to": N_("the second number must be smaller than the first"),
    "from": N_("type the larger number first"),
}
"""What to do about a part of a span that cannot be read."""


def condition_of(kind: str, typed: Typed, currency: str, locale: str) -> Condition | str:
    """The condition, or what is still missing, as words after "Finish it: "."""
    money, known = Money(currency, locale), kind_of(kind)
    if kind not in KINDS:
        return str(known.missing)
    typed = known.starts() | typed
    if wrong := _wrong_amount(known, typed, money):
        return wrong
    told: dict[str, Any] = {"type": kind, **_values(known, typed, money)}
    rule = parse_rule({"version": VERSION, "match": "all", "conditions": [told]})
    if isinstance(rule, Invalid):
        return _missing(known, rule)
    condition = rule.root.parts[0]
    return _("choose a condition") if isinstance(condition, Bracket) else condition


def _values(kind: Kind, typed: Typed, money: Money) -> dict[str, Any]:
    """What JSON tells about it; what is left empty stays out."""
    told = {field.name: value_of(field, typed, money) for field in kind.fields if field.shown(typed)}
    known = {name: value for name, value in told.items() if value is not None}
    return known | {"op": "exactly", "n": 0} if known.get("op") == "none" else known


def _wrong_amount(kind: Kind, typed: Typed, money: Money) -> str:
    """What to type instead of an amount that cannot be read; "" where all can."""
    fields = [field for field in kind.fields if field.control is Control.MONEY]
    texts = (typed.get(field.name, "").strip() for field in fields)
    found = (parse_typed(text, money.currency, money.locale) for text in texts if text)
    words = next((each.fix for each in found if isinstance(each, Problem)), "")
    return words[:1].lower() + words[1:].removesuffix(".")


def _missing(kind: Kind, invalid: Invalid) -> str:
    """What to do about the first thing that the reader did not like."""
    first, *rest = invalid.path.removeprefix("conditions[0]").removeprefix(".").split(".")
    field = next((each for each in kind.fields if each.name == first), None)
    if field is None:
        whole = next((each.missing for each in kind.fields if each.missing), "")
        return str(kind.missing or whole) or _("expected {expected}", expected=invalid.expected)
    if field.control is Control.PERIOD:
        return next((str(_SPANS[part]) for part in reversed(rest) if part in _SPANS), _("choose when"))
    return str(field.missing) or _otherwise(field, invalid)


def _otherwise(field: Field, invalid: Invalid) -> str:
    """About a field that may stay empty, and holds what cannot be read."""
    if field.control is Control.MONEY:
        return _("type an amount above zero, or none")
    return _("{label}: expected {expected}", label=field.label, expected=invalid.expected)


def typed_of(condition: Condition, currency: str, locale: str) -> tuple[str, Typed]:
    """The kind and the fields that would be typed for a condition."""
    told, money = to_json(condition), Money(currency, locale)
    name = told.pop("type")
    kind = KINDS[name]
    if told.get("op") == "exactly" and told.get("n") == 0 and any(field.unless for field in kind.fields):
        told |= {"op": "none", "n": None}
    typed = kind.starts()
    for field in kind.fields:
        typed |= typed_value(field, told.get(field.name), money)
    return name, typed
