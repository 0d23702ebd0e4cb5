"""First and last name exchanged: compared crosswise where they do not agree as they stand."""

import numpy as np

from app.matching.domain.comparing.columns import Distinct, nothing, settle, share
from app.matching.domain.comparing.levels import CODE, Compared, Field, Floats, Ints, Level, Levels, reached
from app.matching.domain.comparing.likeness import slips
from app.matching.domain.comparing.sheet import Sheet
from app.matching.domain.population import Counted

_APART = (Level.UNKNOWN, Level.DIFFERENT, Level.SIMILAR, Level.MAILBOX)
_EXACTLY, _NEARLY = 2, 1
_GIVEN_BY_CHANCE = 0.003
"""How common a given name is that nobody looked up: it stands where surnames are counted."""


def put_right(sheet: Sheet, found: dict[Field, Compared]) -> None:
    """Where the names agree crosswise, say so: SWAPPED for both, or for the last name if one has no other."""
    first, last = found[Field.FIRST], found[Field.LAST]
    names = sheet.joined("first", "last")
    mine, theirs = sheet.pairs.of(names)
    known = np.array([text != "\x1f" for text in names.texts])
    apart = reached(first.level, *_APART) & reached(last.level, *_APART) & known[mine] & known[theirs]
    level, chance = nothing(len(mine))
    settle(level, chance, mine, theirs, apart, lambda pairs: _judge(pairs, names.texts, sheet))
    for how in (Level.SWAPPED, Level.SAME):
        here = level == CODE[how]
        last.level[here], last.chance[here] = CODE[Level.SWAPPED], chance[here]
        first.level[here] = CODE[Level.SWAPPED if how is Level.SWAPPED else Level.UNKNOWN]
        first.chance[here] = _GIVEN_BY_CHANCE


def _judge(pairs: Distinct, texts: list[str], sheet: Sheet) -> tuple[Levels, Floats]:
    """SWAPPED where both agree crosswise; SAME where the one name of a record is the other's surname."""
    ones, others = ([text.split("\x1f") for text in side] for side in pairs.texts(texts))
    ahead = _agreements([one[0] for one in ones], [other[1] for other in others], sheet)
    back = _agreements([other[0] for other in others], [one[1] for one in ones], sheet)
    level, chance = nothing(len(ones))
    for at in np.flatnonzero((ahead > 0) | (back > 0)).tolist():
        how, surname = _crossed(ones[at], others[at], int(ahead[at]), int(back[at]))
        if how is not Level.UNKNOWN:
            level[at] = CODE[how]
            shares = [share(Counted.LAST, part, sheet.population, 0.6) for part in surname.split()]
            chance[at] = min(shares, default=1.0)
    return level, chance


def _crossed(one: list[str], other: list[str], ahead: int, back: int) -> tuple[Level, str]:
    """How two records agree crosswise, and in which surname."""
    if ahead and back:
        exact = [name[1] for name, how in ((other, ahead), (one, back)) if how == _EXACTLY]
        return Level.SWAPPED, min(exact or (one[1], other[1]))  # the same in both directions
    if ahead == _EXACTLY and not one[1]:
        return Level.SAME, other[1]
    if back == _EXACTLY and not other[1]:
        return Level.SAME, one[1]
    return Level.UNKNOWN, ""


def _agreements(given: list[str], surnames: list[str], sheet: Sheet) -> Ints:
    """How far each given name is the surname beside it: not at all, nearly, or exactly."""
    nearly = slips(given, [surname.replace(" ", "") for surname in surnames])
    pairs = zip(given, surnames, nearly.tolist(), strict=True)
    return np.array([_agreement(name, surname, is_slip, sheet) for name, surname, is_slip in pairs], np.intp)


def _agreement(given: str, surname: str, is_slip: bool, sheet: Sheet) -> int:
    if not given or not surname:
        return 0
    if given == surname.replace(" ", "") or given in surname.split():
        return _EXACTLY
    return _NEARLY if is_slip or sheet.are_forms(given, surname) else 0
