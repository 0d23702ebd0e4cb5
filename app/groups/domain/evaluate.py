"""Is this person in the group? The plain answer, by which the translation to SQL is judged."""

from typing import assert_never

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
from app.groups.domain.facts import Facts
from app.groups.domain.periods import AsOf
from app.groups.domain.rules import (
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
    pruned,
)


def matches(rule: Rule, facts: Facts, as_of: AsOf) -> bool:
    """Whether the rule, asked on that day, includes this person. Without conditions it includes nobody."""
    root = pruned(rule.root)
    return root is not None and _holds(root, facts, as_of)


def _holds(part: Condition | Bracket, facts: Facts, as_of: AsOf) -> bool:
    if not isinstance(part, Bracket):
        return satisfies(part, facts, as_of)
    found = (_holds(each, facts, as_of) for each in part.parts)
    match part.match:
        case Match.ALL:
            return all(found)
        case Match.ANY:
            return any(found)
        case Match.NONE:
            return not any(found)
        case _:
            assert_never(part.match)


def satisfies(condition: Condition, facts: Facts, as_of: AsOf) -> bool:
    """Whether one condition is true of this person on that day."""
    if isinstance(condition, Giving):
        return giving.holds(condition, facts, as_of)
    if isinstance(condition, Patterned):
        return patterns.holds(condition, facts, as_of)
    if isinstance(condition, Registered):
        return registrations.holds(condition, facts, as_of)
    if isinstance(condition, Emailed):
        return emails.holds(condition, facts, as_of)
    if isinstance(condition, Permitted):
        return permission.holds(condition, facts, as_of)
    if isinstance(condition, Belonging):
        return belonging.holds(condition, facts, as_of)
    if isinstance(condition, InSegment):
        return segments.holds(condition, facts, as_of)
    return _of_record(condition, facts, as_of)


def _of_record(condition: OnRecord | Originated | Reached | Cultivated, facts: Facts, as_of: AsOf) -> bool:
    if isinstance(condition, OnRecord):
        return profile.holds(condition, facts, as_of)
    if isinstance(condition, Originated):
        return origin.holds(condition, facts, as_of)
    if isinstance(condition, Reached):
        return contact.holds(condition, facts, as_of)
    if isinstance(condition, Cultivated):
        return cultivated.holds(condition, facts, as_of)
    assert_never(condition)
