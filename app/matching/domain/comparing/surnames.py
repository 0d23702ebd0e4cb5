"""Last names compared, with their parts and with earlier ones."""

import numpy as np

from app.matching.domain.comparing.columns import Column, Distinct, nothing, settle, share
from app.matching.domain.comparing.levels import CODE, Compared, Field, Floats, Level, Levels
from app.matching.domain.comparing.likeness import slips, sound
from app.matching.domain.comparing.sheet import Sheet
from app.matching.domain.identity import values
from app.matching.domain.population import Counted

_SMOOTHING = 0.6
_SHORTEST_IN_EMAIL = 4


def last_names(sheet: Sheet) -> dict[Field, Compared]:
    """The last names of every pair."""
    column = sheet.column("last")
    mine, theirs = sheet.pairs.of(column)
    known = (mine > 0) & (theirs > 0)
    level, chance = nothing(len(mine))
    same = known & (mine == theirs)
    level[same], chance[same] = CODE[Level.SAME], _held(column.texts, sheet)[mine[same]]
    whole = sheet.joined("last", "former")
    ones, others = sheet.pairs.of(whole)
    settle(level, chance, ones, others, known & ~same, lambda pairs: _judge(pairs, whole.texts, sheet))
    _in_email(sheet, column, level)
    return {Field.LAST: Compared(level, chance, mine, theirs, column.texts)}


def _held(texts: list[str], sheet: Sheet) -> Floats:
    """The share of those on record with each surname; of several parts, with the rarest."""
    return np.array([_rarest(text.split(), sheet) for text in texts])


def _rarest(parts: list[str], sheet: Sheet) -> float:
    return min((share(Counted.LAST, part, sheet.population, _SMOOTHING) for part in parts), default=1.0)


def _judge(pairs: Distinct, texts: list[str], sheet: Sheet) -> tuple[Levels, Floats]:
    ones, others = pairs.texts(texts)
    level, chance = nothing(len(ones))
    level[:] = CODE[Level.DIFFERENT]
    mine, theirs = [_joined(text) for text in ones], [_joined(text) for text in others]
    level[slips(mine, theirs)] = CODE[Level.TYPO]
    for at, (one, other) in enumerate(zip(ones, others, strict=True)):
        found, shared = _told(one, other)
        if found is not Level.UNKNOWN:
            level[at], chance[at] = CODE[found], _rarest(shared, sheet)
        elif level[at] != CODE[Level.TYPO] and _sound_alike(mine[at], theirs[at]):
            level[at] = CODE[Level.SOUNDS]
    return level, chance


def _joined(text: str) -> str:
    return text.split("\x1f")[0].replace(" ", "")


def _told(one: str, other: str) -> tuple[Level, list[str]]:
    """How two surnames agree by their words, and in which; UNKNOWN when in none."""
    (mine, before), (theirs, earlier) = one.split("\x1f"), other.split("\x1f")
    if mine.replace(" ", "") == theirs.replace(" ", ""):
        return Level.SAME, mine.split()
    if shared := set(mine.split()) & set(theirs.split()):
        return Level.PART, sorted(shared)
    formers, others = set(" ".join(values(before)).split()), set(" ".join(values(earlier)).split())
    shared = (set(mine.split()) & others) | (set(theirs.split()) & formers)
    return (Level.FORMER, sorted(shared)) if shared else (Level.UNKNOWN, [])


def _sound_alike(one: str, other: str) -> bool:
    return min(len(one), len(other)) > 3 and len(sound(one)) > 1 and sound(one) == sound(other)


def _in_email(sheet: Sheet, column: Column, level: Levels) -> None:
    """Another surname, but the one is in the other's email: it may be the earlier one."""
    emails = sheet.column("emails")
    (mine, theirs), (from_, to) = sheet.pairs.of(column), sheet.pairs.of(emails)
    differs = np.flatnonzero((level == CODE[Level.DIFFERENT]) & ((from_ > 0) | (to > 0)))
    for at in differs.tolist():
        one, other = column.texts[mine[at]], column.texts[theirs[at]]
        if _is_in(one, emails.texts[to[at]]) or _is_in(other, emails.texts[from_[at]]):
            level[at] = CODE[Level.MAILBOX]


def _is_in(surname: str, emails: str) -> bool:
    return any(
        len(part) >= _SHORTEST_IN_EMAIL and any(part in email.rpartition("@")[0] for email in values(emails))
        for part in surname.split()
    )
