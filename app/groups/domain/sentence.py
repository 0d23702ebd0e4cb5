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
from app.words import N_, _


def sentence(rule: Rule, speech: Speech) -> str:
    """The rule in one sentence: "People who gave at least $100 in total and can be emailed."."""
    root = pruned(rule.root)
    if not rule.readable:
        return _("Nobody: the rule cannot be read.")
    if root is None:
        return _("Nobody: the rule has no conditions yet.")
    return _("{people}.", people=_people(root, speech))


def _people(bracket: Bracket, speech: Speech) -> str:
    """The people a bracket means, as a noun."""
    if bracket.match is Match.NONE:
        return _(
            "Everyone, leaving out people who {conditions}",
            conditions=_joined(bracket.parts, Match.ANY, speech),
        )
    if bracket.match is Match.ANY:
        return _("People who {conditions}", conditions=_joined(bracket.parts, Match.ANY, speech))
    left_out = [part for part in bracket.parts if isinstance(part, Bracket) and part.match is Match.NONE]
    wanted = tuple(part for part in bracket.parts if part not in left_out)
    said = (
        _("People who {conditions}", conditions=_joined(wanted, Match.ALL, speech))
        if wanted
        else _("Everyone")
    )
    for part in left_out:
        others = _("people who {conditions}", conditions=_joined(part.parts, Match.ANY, speech))
        if part is left_out[0]:
            said = _("{people}, leaving out {others}", people=said, others=others)
        else:
            said = _("{people}, and {others}", people=said, others=others)
    return said


def _joined(parts: tuple[Condition | Bracket, ...], match: Match, speech: Speech) -> str:
    *firsts, last = (part_words(part, speech) for part in parts)
    if not firsts:
        return last
    # A comma, so that nobody takes the word for one inside the phrase before it.
    apart = any(_LINKS.search(_APART.sub("", said)) for said in firsts)
    if match is Match.ANY:
        link = N_("{firsts}, or {last}") if apart else N_("{firsts} or {last}")
    else:
        link = N_("{firsts}, and {last}") if apart else N_("{firsts} and {last}")
    return link.format(firsts=", ".join(firsts), last=last)


_APART = re.compile(r"“[^”]*”|\([^()]*\)")
"""What stands apart in a phrase: a name, and a bracket."""
_LINKS = re.compile(r", | (?:and|but|nor|or) ")


def part_words(part: Condition | Bracket, speech: Speech) -> str:
    """What people do, to follow "People who"; a bracket inside is kept apart by round ones."""
    if not isinstance(part, Bracket):
        return condition_words(part, speech)
    if part.match is Match.NONE:
        said = _joined(part.parts, Match.ANY, speech)
        whole = said if len(part.parts) == 1 else f"({said})"
        return _("are not among those who {conditions}", conditions=whole)
    if len(part.parts) == 1:
        return part_words(part.parts[0], speech)
    return f"({_joined(part.parts, part.match, speech)})"


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
