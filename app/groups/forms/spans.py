"""A span of time as it is typed: a choice, and the few controls that belong to it."""

from collections.abc import Mapping
from typing import Any

from app.words import N_

Typed = dict[str, str]

SPANS = (
    ("any_time", N_("at any time")),
    ("last", N_("in the last …")),
    ("over", N_("more than … ago")),
    ("ago", N_("between … and … ago")),
    ("since", N_("since a day")),
    ("before", N_("before a day")),
    ("between", N_("between two days")),
    ("this_calendar", N_("this calendar year")),
    ("last_calendar", N_("last calendar year")),
    ("this_fiscal", N_("this fiscal year")),
    ("last_fiscal", N_("last fiscal year")),
    ("quarter_this_calendar", N_("this calendar quarter")),
    ("quarter_last_calendar", N_("last calendar quarter")),
    ("quarter_this_fiscal", N_("this fiscal quarter")),
    ("quarter_last_fiscal", N_("last fiscal quarter")),
)
"""The spans that lie behind us, as the builder offers them."""

TO_COME = (("next", N_("in the next …")),)
"""What is offered besides where a day may be still to come."""

UNITS = (("days", N_("days")), ("months", N_("months")), ("years", N_("years")))


def span_of(name: str, typed: Mapping[str, str]) -> dict[str, Any]:
    """The span as JSON tells it; what is missing in it stays out, for the reader to name."""
    which = typed.get(name) or "any_time"
    match which.split("_"):
        case ["last" | "over" | "next"]:
            return {"type": which, **_counted(typed, name)}
        case ["ago"]:
            sides = {"from": _counted(typed, name), "to": _counted(typed, f"{name}_until")}
            return {"type": "ago", **sides}
        case ["between"]:
            return {"type": "between"} | {side: typed.get(f"{name}_{side}", "") for side in ("start", "end")}
        case ["since"]:
            return {"type": "since", "start": typed.get(f"{name}_start", "")}
        case ["before"]:
            return {"type": "before", "day": typed.get(f"{name}_start", "")}
        case ["this" | "last" as year, "calendar" | "fiscal" as kind]:
            return {"type": "year", "which": year, "kind": kind}
        case ["quarter", "this" | "last" as quarter, "calendar" | "fiscal" as kind]:
            return {"type": "quarter", "which": quarter, "kind": kind}
        case _:
            return {"type": which}


def _counted(typed: Mapping[str, str], name: str) -> dict[str, Any]:
    text = typed.get(f"{name}_n", "").strip()
    n = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None
    return {"n": n, "unit": typed.get(f"{name}_unit") or "months"}


def typed_span(name: str, told: Mapping[str, Any]) -> Typed:
    """What would be typed for a span that JSON tells."""
    match told["type"]:
        case "last" | "over" | "next" as which:
            return {name: which, **_typed_counted(name, told)}
        case "ago":
            sides = _typed_counted(name, told["from"]) | _typed_counted(f"{name}_until", told["to"])
            return {name: "ago", **sides}
        case "between":
            return {name: "between", f"{name}_start": told["start"], f"{name}_end": told["end"]}
        case "since":
            return {name: "since", f"{name}_start": told["start"]}
        case "before":
            return {name: "before", f"{name}_start": told["day"]}
        case "year":
            return {name: f"{told['which']}_{told['kind']}"}
        case "quarter":
            return {name: f"quarter_{told['which']}_{told['kind']}"}
        case which:
            return {name: str(which)}


def _typed_counted(name: str, told: Mapping[str, Any]) -> Typed:
    return {f"{name}_n": str(told["n"]), f"{name}_unit": told["unit"]}
