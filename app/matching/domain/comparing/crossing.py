"""First and last name exchanged: compared crosswise where they do not agree as they stand."""

import numpy as np

from app.matching.domain.comparing.columns import Distinct, nothing, settle, share
from app.matching.domain.comparing.levels import CODE, Compared, Field, Floats, Level, Levels
from app.matching.domain.comparing.likeness import slips
from app.matching.domain.comparing.sheet import Sheet
from app.matching.domain.nicknames import are_forms_of_one
from app.matching.domain.population import Counted

_APART = [CODE[level] for level in (Level.UNKNOWN, Level.DIFFERENT, Level.SIMILAR, Level.MAILBOX)]
_EXACTLY, _NEARLY = 2, 1
_GIVEN_BY_CHANCE = 0.003
"""How common a given name is that nobody looked up: it stands where surnames are counted."""


def put_right(sheet: Sheet, found: dict[Field, Compared]) -> None:
    """Where the names agree crosswise, say so: SWAPPED for both; for the last name alone, if one has no other."""
    first, last = found[Field.FIRST], found[Field.LAST]
    names = sheet.joined("first", "last")
    mine, theirs = sheet.pairs.of(names)
    known = np.array([text != "\x1c" for text in names.texts])
    apart = np.isin(first.level, _APART) & np.isin(last.level, _APART) & known[mine] & known[theirs]
    level, chance = nothing(len(mine))
    settle(level, chance, mine, theirs, apart, lambda pairs: _judge(pairs, names.texts, sheet))
    for reached in (Level.SWAPPED, Level.SAME):
        here = level == CODE[reached]
        last.level[here], last.chance[here] = CODE[Level.SWAPPED], chance[here]
        first.level[here] = CODE[Level.SWAPPED if reached is Level.SWAPPED else Level.UNKNOWN]
        first.chance[here] = _GIVEN_BY_CHANCE


def _judge(pairs: Distinct, texts: list[str], sheet: Sheet) -> tuple[Levels, Floats]:
    """SWAPPED where both agree crosswise; SAME where the one name of a record is the other's surname."""
    ones, others = pairs.texts(texts)
    level, chance = nothing(len(ones))
    for at, (one, other) in enumerate(zip(ones, others, strict=True)):
        reached, surname = _crossed(one, other)
        if reached is not Level.UNKNOWN:
            level[at] = CODE[reached]
            parts = surname.split()
            chance[at] = min(share(Counted.LAST, part, sheet.population, 0.6) for part in parts)
    return level, chance


def _crossed(one: str, other: str) -> tuple[Level, str]:
    (first, last), (its_first, its_last) = one.split("\x1c"), other.split("\x1c")
    if not {*first.split(), *last.split()} & {*its_first.split(), *its_last.split()}:
        return Level.UNKNOWN, ""
    ahead, back = _agreement(first, its_last), _agreement(its_first, last)
    if ahead and back and _EXACTLY in (ahead, back):
        return Level.SWAPPED, its_last if ahead == _EXACTLY else last
    if ahead == _EXACTLY and not last:
        return Level.SAME, its_last
    if back == _EXACTLY and not its_last:
        return Level.SAME, last
    return Level.UNKNOWN, ""


def _agreement(given: str, surname: str) -> int:
    if not given or not surname:
        return 0
    if given == surname.replace(" ", "") or given in surname.split():
        return _EXACTLY
    nearly = are_forms_of_one(given, surname) or bool(slips([given], [surname])[0])
    return _NEARLY if nearly else 0
