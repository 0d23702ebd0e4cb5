"""A rule as JSON and back. The reader is closed: whatever it does not know is an error, never ignored."""

from collections.abc import Callable
from typing import Any, assert_never

from app.groups.domain.conditions import (
    belonging,
    contact,
    cultivated,
    emails,
    giving,
    origin,
    patterns,
    permission,
    profile,
    registrations,
    segments,
)
from app.groups.domain.reading import Fields, Invalid, Unreadable, shown
from app.groups.domain.rules import (
    MAX_CONDITIONS,
    MAX_DEPTH,
    UNREADABLE,
    VERSION,
    Belonging,
    Bracket,
    Condition,
    Cultivated,
    Emailed,
    Giving,
    InSegment,
    Match,
    OnRecord,
    Originated,
    Patterned,
    Permitted,
    Reached,
    Registered,
    Rule,
    conditions,
)
from app.words import _, plural

Json = dict[str, Any]
OLDEST = 1
"""The oldest version of the set of conditions that is still read; it could say less, and meant the same."""


def parse_rule(told: object) -> Rule | Invalid:
    """The rule that decoded JSON describes, or the first thing wrong with it. Never raises.

    {"version": 2, "match": "all", "conditions": [{"type": "total_given", "op": "at_least", "amount": 10000,
    "period": {"type": "last", "n": 12, "unit": "months"}}, {"match": "none", "conditions": [...]}]}.
    Amounts are in minor units. No conditions are allowed at the top only: nobody yet.
    """
    try:
        return _rule(Fields(told, ""))
    except Unreadable as found:
        return found.invalid


def kept_rule(stored: object) -> Rule:
    """The rule that a group keeps; one that cannot be read breaks the group, and means nobody."""
    rule = parse_rule(stored)
    return rule if isinstance(rule, Rule) else UNREADABLE


def _rule(fields: Fields) -> Rule:
    fields.integer("version", OLDEST, VERSION)
    root = _bracket(fields, 0)
    count = sum(1 for __ in conditions(root))
    if count > MAX_CONDITIONS:
        raise Unreadable(
            "conditions",
            plural(count, "{n} condition", "{n} conditions"),
            _("at most {most}", most=MAX_CONDITIONS),
        )
    return Rule(root)


def _bracket(fields: Fields, depth: int) -> Bracket:
    match = fields.choice("match", Match)
    told = fields.take("conditions")
    path = fields.at("conditions")
    if not isinstance(told, list) or len(told) > MAX_CONDITIONS or (depth and not told):
        expected = _(
            "a list of {least} to {most} conditions",
            least=int(depth > 0),
            most=MAX_CONDITIONS,
        )
        found = plural(len(told), "{n} item", "{n} items") if isinstance(told, list) else shown(told)
        raise Unreadable(path, found, expected)
    fields.finish()
    return Bracket(match, tuple(_part(Fields(each, f"{path}[{at}]"), depth) for at, each in enumerate(told)))


def _part(fields: Fields, depth: int) -> Condition | Bracket:
    if "match" not in fields.told:
        return _condition(fields)
    if depth == MAX_DEPTH:
        raise Unreadable(fields.path, _("a bracket"), _("brackets at most {most} deep", most=MAX_DEPTH))
    return _bracket(fields, depth + 1)


def _condition(fields: Fields) -> Condition:
    kind = fields.take("type")
    read = _READERS.get(kind) if isinstance(kind, str) else None
    if read is None:
        raise Unreadable(fields.at("type"), shown(kind), _("one of {choices}", choices=", ".join(_READERS)))
    condition = read(fields)
    fields.finish()
    return condition


_READERS: dict[str, Callable[[Fields], Condition]] = {
    **giving.READERS,
    **patterns.READERS,
    **registrations.READERS,
    **emails.READERS,
    **permission.READERS,
    **profile.READERS,
    **origin.READERS,
    **contact.READERS,
    **cultivated.READERS,
    **belonging.READERS,
    **segments.READERS,
}


def rule_to_json(rule: Rule) -> Json:
    """The rule as JSON that `parse_rule` reads back to an equal rule."""
    return {"version": VERSION, **_bracket_to_json(rule.root)}


def _bracket_to_json(bracket: Bracket) -> Json:
    parts = (_bracket_to_json(each) if isinstance(each, Bracket) else to_json(each) for each in bracket.parts)
    return {"match": bracket.match.value, "conditions": list(parts)}


def to_json(condition: Condition) -> Json:
    """One condition as JSON, without blanks."""
    if isinstance(condition, Giving | Patterned):
        return giving.told(condition) if isinstance(condition, Giving) else patterns.told(condition)
    if isinstance(condition, Registered | Emailed):
        return registrations.told(condition) if isinstance(condition, Registered) else emails.told(condition)
    if isinstance(condition, Permitted):
        return permission.told(condition)
    if isinstance(condition, OnRecord | Originated | Reached | Cultivated):
        return _record_to_json(condition)
    if isinstance(condition, Belonging):
        return belonging.told(condition)
    if isinstance(condition, InSegment):
        return segments.told(condition)
    assert_never(condition)


def _record_to_json(condition: OnRecord | Originated | Reached | Cultivated) -> Json:
    if isinstance(condition, OnRecord):
        return profile.told(condition)
    if isinstance(condition, Originated):
        return origin.told(condition)
    return contact.told(condition) if isinstance(condition, Reached) else cultivated.told(condition)
