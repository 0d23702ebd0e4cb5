"""A rule said in English, for the builder, the group page and the command line."""

import re
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
from app.groups.domain.speech import Speech as Speech
from app.words import _


def sentence(rule: Rule, speech: Speech) -> str:
    """The rule in one sentence: "People who gave at least $100 in total and can be emailed."."""
    root = pruned(rule.root)
    if not rule.readable:
        return _("Nobody: the rule cannot be read.")
    if root is None:
        return _("Nobody: the rule has no conditions yet.")
    return f"{_people(root, speech)}."


def _people(bracket: Bracket, speech: Speech) -> str:
    """The people a bracket means, as a noun."""
    if bracket.match is Match.NONE:
        return _("Everyone, leaving out people who {joined}", joined=_joined(bracket.parts, "or", speech))
    if bracket.match is Match.ANY:
        return _("People who {joined}", joined=_joined(bracket.parts, "or", speech))
    left_out = [part for part in bracket.parts if isinstance(part, Bracket) and part.match is Match.NONE]
    wanted = tuple(part for part in bracket.parts if part not in left_out)
    said = _("People who {joined}", joined=_joined(wanted, "and", speech)) if wanted else _("Everyone")
    out = (_("people who {joined}", joined=_joined(part.parts, "or", speech)) for part in left_out)
    return _("{said}, leaving out {out}", said=said, out=", and ".join(out)) if left_out else said


def _joined(parts: tuple[Condition | Bracket, ...], word: str, speech: Speech) -> str:
    *firsts, last = (part_words(part, speech) for part in parts)
    # A comma, so that nobody takes the word for one inside the phrase before it.
    apart = "," if any(_LINKS.search(_APART.sub("", said)) for said in firsts) else ""
    return f"{', '.join(firsts)}{apart} {word} {last}" if firsts else last


_APART = re.compile(r"“[^”]*”|\([^()]*\)")
"""What stands apart in a phrase: a name, and a bracket."""
_LINKS = re.compile(r", | (?:and|but|nor|or) ")


def part_words(part: Condition | Bracket, speech: Speech) -> str:
    """What people do, to follow "People who"; a bracket inside is kept apart by round ones."""
    if not isinstance(part, Bracket):
        return condition_words(part, speech)
    if part.match is Match.NONE:
        said = _joined(part.parts, "or", speech)
        return _("are not among those who {value}", value=said if len(part.parts) == 1 else f"({said})")
    if len(part.parts) == 1:
        return part_words(part.parts[0], speech)
    return f"({_joined(part.parts, 'and' if part.match is Match.ALL else 'or', speech)})"


def condition_words(condition: Condition, speech: Speech) -> str:
    """One condition as what people do, to follow "People who"."""
    if isinstance(condition, Giving):
        return giving.words(condition, speech)
    if isinstance(condition, Patterned):
        return patterns.words(condition, speech)
    if isinstance(condition, Registered):
        return registrations.words(condition, speech)
    if isinstance(condition, Emailed):
        return emails.words(condition, speech)
    if isinstance(condition, Permitted):
        return permission.words(condition, speech)
    if isinstance(condition, Belonging):
        return belonging.words(condition, speech)
    if isinstance(condition, InSegment):
        return segments.words(condition, speech)
    return _of_record(condition, speech)


def _of_record(condition: OnRecord | Originated | Reached | Cultivated, speech: Speech) -> str:
    if isinstance(condition, OnRecord):
        return profile.words(condition, speech)
    if isinstance(condition, Originated):
        return origin.words(condition, speech)
    if isinstance(condition, Reached):
        return contact.words(condition, speech)
    if isinstance(condition, Cultivated):
        return cultivated.words(condition, speech)
    assert_never(condition)
