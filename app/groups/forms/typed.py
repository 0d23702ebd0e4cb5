"""One condition as it is typed: fields of text in, JSON of a condition out, and back."""

from typing import Any

from app.activity.domain.money import minor_units, parse_typed, typed_amount
from app.constituents.domain.problems import Problem
from app.groups.domain.reading import Invalid
from app.groups.domain.rule_json import parse_rule, to_json
from app.groups.domain.rules import VERSION, Bracket, Condition

Typed = dict[str, str]

KINDS = {
    "can_be_emailed": "Can be emailed",
    "total_given": "Gifts: total given",
    "gift_count": "Gifts: number of gifts",
    "in_segment": "Quick segment",
    "registered_for": "Registered for an event",
    "interest_in": "Interest group",
    "in_group": "In another group",
    "kind_is": "Individual or organization",
    "status_is": "Active, inactive or deceased",
    "place_is": "Place",
    "added_within": "Added to Kith",
    "updated_within": "Last changed",
    "has_email": "Has an email address",
    "text_search": "Text search",
    "role_is": "Constituency",
    "stage_is": "Prospect stage",
}
"""The kinds of condition, as the builder offers them."""

PERIODS = {
    "any_time": "at any time",
    "last": "in the last …",
    "between": "between two dates",
    "since": "since a day",
    "this_calendar": "this calendar year",
    "last_calendar": "last calendar year",
    "this_fiscal": "this fiscal year",
    "last_fiscal": "last fiscal year",
}

DEFAULTS: Typed = {
    "op": "at_least",
    "n": "1",
    "period": "any_time",
    "period_n": "12",
    "period_unit": "months",
    "segment": "marketing_eligible",
    "kind": "individual",
    "status": "active",
    "stage": "identification",
    "choice": "joined",
}
"""What stands in the controls of a new condition."""

_FINISH = {
    "amount": "type an amount",
    "amount_at_least": "type an amount above zero, or none",
    "n": "type a number",
    "event": "choose an event",
    "interest": "choose an interest group",
    "topic": "choose an interest group",
    "group": "choose a group",
    "text": "type what to look for",
    "role": "type a role, like Volunteer",
    "start": "choose the first day",
    "end": "choose the last day, not before the first",
    "period.n": "type how many",
    "conditions[0]": "type a city, a region or a country",
}


def condition_of(kind: str, typed: Typed, currency: str, locale: str) -> Condition | str:
    """The condition, or what is still missing, as words after "Finish it: "."""
    if kind in _OF_MONEY and (wrong := _wrong_amount(typed, currency, locale)):
        return wrong
    told: dict[str, Any] = {"type": kind, **_values(kind, typed, currency, locale)}
    rule = parse_rule({"version": VERSION, "match": "all", "conditions": [told]})
    if isinstance(rule, Invalid):
        return _missing(rule)
    condition = rule.root.parts[0]
    return "choose a condition" if isinstance(condition, Bracket) else condition


_OF_MONEY = ("total_given", "gift_count")


def _wrong_amount(typed: Typed, currency: str, locale: str) -> str:
    """What to type instead of an amount that cannot be read; "" where all can."""
    amounts = [typed.get(field, "").strip() for field in ("amount", "amount_at_least")]
    found = (parse_typed(text, currency, locale) for text in amounts if text)
    words = next((each.fix for each in found if isinstance(each, Problem)), "")
    return words[:1].lower() + words[1:].removesuffix(".")


def _missing(invalid: Invalid) -> str:
    path = invalid.path.removeprefix("conditions[0].")
    words = _FINISH.get(path) or _FINISH.get(path.rpartition(".")[2])
    return words or f"expected {invalid.expected}"


def _values(kind: str, typed: Typed, currency: str, locale: str) -> dict[str, Any]:
    match kind:
        case "total_given":
            amount = minor_units(typed.get("amount", ""), currency, locale)
            op = "at_most" if typed.get("op") == "at_most" else "at_least"
            return {"op": op, "amount": amount, "period": _period(typed)}
        case "gift_count":
            return _gift_count(typed, currency, locale)
        case "added_within" | "updated_within":
            return {"period": _period(typed)}
        case "can_be_emailed":
            return {"topic": _number(typed.get("topic", ""))} if typed.get("topic") else {}
        case "registered_for" | "in_group":
            field = "event" if kind == "registered_for" else "group"
            return {field: _number(typed.get(field, ""))}
        case "interest_in":
            choice = typed.get("choice") or "joined"
            return {"interest": _number(typed.get("interest", "")), "choice": choice}
        case _:
            return {field: typed[field] for field in _PLAIN.get(kind, ()) if typed.get(field)}


_PLAIN = {
    "in_segment": ("segment",),
    "kind_is": ("kind",),
    "status_is": ("status",),
    "place_is": ("city", "region", "country"),
    "text_search": ("text",),
    "role_is": ("role",),
    "stage_is": ("stage",),
}


def _gift_count(typed: Typed, currency: str, locale: str) -> dict[str, Any]:
    floor = typed.get("amount_at_least", "").strip()
    optional = {"amount_at_least": minor_units(floor, currency, locale)} if floor else {}
    return {
        "op": typed.get("op") or "at_least",
        "n": _number(typed.get("n") or "1"),
        **optional,
        "period": _period(typed),
    }


def _period(typed: Typed) -> dict[str, Any]:
    which = typed.get("period") or "any_time"
    match which:
        case "last":
            n = _number(typed.get("period_n", ""))
            return {"type": "last", "n": n, "unit": typed.get("period_unit") or "months"}
        case "between":
            days = {side: typed.get(f"period_{side}", "") for side in ("start", "end")}
            return {"type": "between", **days}
        case "since":
            return {"type": "since", "start": typed.get("period_start", "")}
        case "this_calendar" | "last_calendar" | "this_fiscal" | "last_fiscal":
            year, _, kind = which.partition("_")
            return {"type": "year", "which": year, "kind": kind}
        case _:
            return {"type": which}


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None


def typed_of(condition: Condition, currency: str, locale: str) -> tuple[str, Typed]:
    """The kind and the fields that would be typed for a condition."""
    told = to_json(condition)
    kind, period = told.pop("type"), told.pop("period", None)
    typed = {field: str(value) for field, value in told.items()}
    for field in ("amount", "amount_at_least"):
        if field in told:
            typed[field] = typed_amount(told[field], currency, locale)
    return kind, DEFAULTS | typed | (_typed_period(period) if period else {})


def _typed_period(told: dict[str, Any]) -> Typed:
    match told["type"]:
        case "last":
            return {"period": "last", "period_n": str(told["n"]), "period_unit": told["unit"]}
        case "between":
            return {"period": "between", "period_start": told["start"], "period_end": told["end"]}
        case "since":
            return {"period": "since", "period_start": told["start"]}
        case "year":
            return {"period": f"{told['which']}_{told['kind']}"}
        case _:
            return {"period": told["type"]}
