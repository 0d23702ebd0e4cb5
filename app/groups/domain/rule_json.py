"""A rule as JSON and back. The reader is closed: whatever it does not know is an error, never ignored."""

from collections.abc import Callable
from typing import Any, assert_never

from app.constituents.domain.record import Kind
from app.constituents.domain.text import fold
from app.cultivation.domain.stages import Stage
from app.groups.domain import cultivated
from app.groups.domain.period_json import period_to_json, read_period
from app.groups.domain.reading import MAX_AMOUNT, Fields, Invalid, Unreadable, shown
from app.groups.domain.rules import (
    MAX_CONDITIONS,
    MAX_DEPTH,
    VERSION,
    AddedWithin,
    Bracket,
    CanBeEmailed,
    Choice,
    Condition,
    Count,
    GiftCount,
    HasEmail,
    InGroup,
    InSegment,
    InterestIn,
    KindIs,
    Limit,
    Match,
    PlaceIs,
    RegisteredFor,
    RoleIs,
    Rule,
    StageIs,
    Status,
    StatusIs,
    TextSearch,
    TotalGiven,
    UpdatedWithin,
    conditions,
)
from app.groups.domain.segments import Segment

Json = dict[str, Any]
MAX_GIFTS = 10_000


def parse_rule(told: object) -> Rule | Invalid:
    """The rule that decoded JSON describes, or the first thing wrong with it. Never raises.

    {"version": 1, "match": "all", "conditions": [{"type": "total_given", "op": "at_least", "amount": 10000,
    "period": {"type": "last", "n": 12, "unit": "months"}}, {"match": "none", "conditions": [...]}]}.
    Amounts are in minor units. No conditions are allowed at the top only: nobody yet.
    """
    try:
        return _rule(Fields(told, ""))
    except Unreadable as found:
        return found.invalid


def _rule(fields: Fields) -> Rule:
    fields.integer("version", VERSION, VERSION)
    root = _bracket(fields, 0)
    count = sum(1 for _ in conditions(root))
    if count > MAX_CONDITIONS:
        raise Unreadable("conditions", f"{count} conditions", f"at most {MAX_CONDITIONS}")
    return Rule(root)


def _bracket(fields: Fields, depth: int) -> Bracket:
    match = fields.choice("match", Match)
    told = fields.take("conditions")
    path = fields.at("conditions")
    if not isinstance(told, list) or len(told) > MAX_CONDITIONS or (depth and not told):
        expected = f"a list of {'1' if depth else '0'} to {MAX_CONDITIONS} conditions"
        raise Unreadable(path, f"{len(told)} items" if isinstance(told, list) else shown(told), expected)
    fields.finish()
    return Bracket(match, tuple(_part(Fields(each, f"{path}[{at}]"), depth) for at, each in enumerate(told)))


def _part(fields: Fields, depth: int) -> Condition | Bracket:
    if "match" not in fields.told:
        return _condition(fields)
    if depth == MAX_DEPTH:
        raise Unreadable(fields.path, "a bracket", f"brackets at most {MAX_DEPTH} deep")
    return _bracket(fields, depth + 1)


def _condition(fields: Fields) -> Condition:
    kind = fields.take("type")
    read = _READERS.get(kind) if isinstance(kind, str) else None
    if read is None:
        raise Unreadable(fields.at("type"), shown(kind), f"one of {', '.join(_READERS)}")
    condition = read(fields)
    fields.finish()
    return condition


def _total_given(fields: Fields) -> TotalGiven:
    op = fields.choice("op", Limit)
    amount = fields.integer("amount", 1 if op is Limit.AT_LEAST else 0, MAX_AMOUNT)
    return TotalGiven(op, amount, read_period(fields))


def _gift_count(fields: Fields) -> GiftCount:
    op = fields.choice("op", Count)
    n = fields.integer("n", 1 if op is Count.AT_LEAST else 0, MAX_GIFTS)
    floor = "amount_at_least" in fields.told and fields.integer("amount_at_least", 1, MAX_AMOUNT)
    return GiftCount(op, n, floor or None, read_period(fields))


def _can_be_emailed(fields: Fields) -> CanBeEmailed:
    return CanBeEmailed(fields.identifier("topic") if "topic" in fields.told else None)


def _place_is(fields: Fields) -> PlaceIs:
    place = PlaceIs(fields.text("city"), fields.text("region"), fields.text("country"))
    if place == PlaceIs():
        raise Unreadable(fields.path, "no place", "a city, a region or a country")
    return place


def _text_search(fields: Fields) -> TextSearch:
    text = fields.text("text")
    if not fold(text):
        raise Unreadable(fields.at("text"), shown(text), "text with a letter or a digit")
    return TextSearch(text)


def _role_is(fields: Fields) -> RoleIs:
    role = fields.text("role")
    if not fold(role):
        raise Unreadable(fields.at("role"), shown(role), "the name of a role")
    return RoleIs(role)


_READERS: dict[str, Callable[[Fields], Condition]] = {
    "total_given": _total_given,
    "gift_count": _gift_count,
    "can_be_emailed": _can_be_emailed,
    "in_segment": lambda fields: InSegment(fields.choice("segment", Segment)),
    "kind_is": lambda fields: KindIs(fields.choice("kind", Kind)),
    "status_is": lambda fields: StatusIs(fields.choice("status", Status)),
    "place_is": _place_is,
    "added_within": lambda fields: AddedWithin(read_period(fields)),
    "updated_within": lambda fields: UpdatedWithin(read_period(fields)),
    "has_email": lambda fields: HasEmail(),
    "registered_for": lambda fields: RegisteredFor(fields.identifier("event")),
    "interest_in": lambda fields: InterestIn(fields.identifier("interest"), fields.choice("choice", Choice)),
    "in_group": lambda fields: InGroup(fields.identifier("group")),
    "text_search": _text_search,
    "role_is": _role_is,
    "stage_is": lambda fields: StageIs(fields.choice("stage", Stage)),
}


def rule_to_json(rule: Rule) -> Json:
    """The rule as JSON that `parse_rule` reads back to an equal rule."""
    return {"version": VERSION, **_bracket_to_json(rule.root)}


def _bracket_to_json(bracket: Bracket) -> Json:
    parts = (_bracket_to_json(each) if isinstance(each, Bracket) else to_json(each) for each in bracket.parts)
    return {"match": bracket.match.value, "conditions": list(parts)}


def to_json(condition: Condition) -> Json:
    """One condition as JSON, without blanks."""
    match condition:
        case TotalGiven(op, amount, period):
            return {"type": "total_given", "op": op.value, "amount": amount, "period": period_to_json(period)}
        case GiftCount(op, n, floor, period):
            optional = {} if floor is None else {"amount_at_least": floor}
            return {
                "type": "gift_count",
                "op": op.value,
                "n": n,
                **optional,
                "period": period_to_json(period),
            }
        case AddedWithin(period) | UpdatedWithin(period):
            kind = "added_within" if isinstance(condition, AddedWithin) else "updated_within"
            return {"type": kind, "period": period_to_json(period)}
        case RoleIs() | StageIs():
            return cultivated.told(condition)
        case InSegment(segment):
            return {"type": "in_segment", "segment": segment.value}
        case CanBeEmailed(topic):
            return {"type": "can_be_emailed", **({} if topic is None else {"topic": topic})}
        case PlaceIs(city, region, country):
            told = {"city": city, "region": region, "country": country}
            return {"type": "place_is", **{name: value for name, value in told.items() if value}}
        case _:
            return _plain_to_json(condition)


def _plain_to_json(
    condition: KindIs | StatusIs | HasEmail | RegisteredFor | InterestIn | InGroup | TextSearch,
) -> Json:
    match condition:
        case KindIs(kind):
            return {"type": "kind_is", "kind": kind.value}
        case StatusIs(status):
            return {"type": "status_is", "status": status.value}
        case HasEmail():
            return {"type": "has_email"}
        case RegisteredFor(event):
            return {"type": "registered_for", "event": event}
        case InterestIn(interest, choice):
            return {"type": "interest_in", "interest": interest, "choice": choice.value}
        case InGroup(group):
            return {"type": "in_group", "group": group}
        case TextSearch(text):
            return {"type": "text_search", "text": text}
        case _:
            assert_never(condition)
