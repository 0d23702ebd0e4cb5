"""Emails and phones compared."""

from collections.abc import Callable

import numpy as np

from app.matching.domain.comparing.columns import Distinct, nothing, settle, share
from app.matching.domain.comparing.levels import CODE, Compared, Field, Floats, Level, Levels, Mask
from app.matching.domain.comparing.likeness import likeness
from app.matching.domain.comparing.several import Several, several
from app.matching.domain.comparing.sheet import Sheet
from app.matching.domain.population import Counted

_EMAILS = (Level.SAME, Level.TYPO, Level.ENDED, Level.MAILBOX, Level.SIMILAR, Level.DIFFERENT)
_PHONES = (Level.SAME, Level.TYPO, Level.ENDED, Level.AREA, Level.DIFFERENT)
_SHORTEST_MAILBOX = 5
_SIMILAR_MAILBOX = 0.9
_NATIONAL = 10
_FEWEST_DIGITS = 7
_AREA = 4
"""Digits of a number in international form that tell where it is: +1 503."""


def contacts(sheet: Sheet) -> dict[Field, Compared]:
    """Emails and phones of every pair."""
    return {Field.EMAIL: _emails(sheet), Field.PHONE: _phones(sheet)}


def _emails(sheet: Sheet) -> Compared:
    combined = several(sheet, "emails")
    level, chance = _equal(combined, sheet, Counted.EMAIL, 0.01)
    unequal = combined.active & (combined.mine != combined.theirs)
    settle(
        level,
        chance,
        combined.mine,
        combined.theirs,
        unequal,
        lambda pairs: _by_mailbox(pairs, combined.texts),
    )
    return combined.best(level, chance, _EMAILS)


def _equal(combined: Several, sheet: Sheet, kind: Counted, smoothing: float) -> tuple[Levels, Floats]:
    """SAME where both values are one, with the share of those on record who hold it."""
    level, chance = nothing(len(combined.pair))
    same = combined.mine == combined.theirs
    level[same] = CODE[Level.SAME]
    held = {
        at: share(kind, combined.texts[at], sheet.population, smoothing)
        for at in np.unique(combined.mine[same]).tolist()
    }
    chance[same] = [held[at] for at in combined.mine[same].tolist()]
    return level, chance


def _by_mailbox(pairs: Distinct, texts: list[str]) -> tuple[Levels, Floats]:
    """Two different addresses: a slip in one of them, the same mailbox elsewhere, or names alike."""
    ones, others = pairs.texts(texts)
    level, chance = nothing(len(ones))
    level[:] = CODE[Level.DIFFERENT]
    mine, theirs = [_mailbox(text) for text in ones], [_mailbox(text) for text in others]
    long = _each(mine, theirs, lambda one, other: min(len(one), len(other)) >= _SHORTEST_MAILBOX)
    digits = _each(mine, theirs, lambda one, other: _digits(one) == _digits(other))
    level[(likeness(mine, theirs) >= _SIMILAR_MAILBOX) & long] = CODE[Level.SIMILAR]
    boxes = _each(mine, theirs, lambda one, other: one == other)
    level[boxes & long] = CODE[Level.MAILBOX]
    level[_slipped(ones, others) & long & digits] = CODE[Level.TYPO]
    return level, chance


def _slipped(ones: list[str], others: list[str]) -> Mask:
    """One slip in the mailbox or up to two in the domain, not in both."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import cpdist

    boxes = cpdist(
        list(map(_mailbox, ones)), list(map(_mailbox, others)), scorer=OSA.distance, dtype=np.int32
    )
    hosts = cpdist(list(map(_host, ones)), list(map(_host, others)), scorer=OSA.distance, dtype=np.int32)
    slipped: Mask = ((boxes == 1) & (hosts == 0)) | ((boxes == 0) & (hosts <= 2))
    return slipped


def _each(ones: list[str], others: list[str], told: Callable[[str, str], bool]) -> Mask:
    return np.array([told(one, other) for one, other in zip(ones, others, strict=True)], bool)


def _mailbox(email: str) -> str:
    return email.rpartition("@")[0]


def _host(email: str) -> str:
    return email.rpartition("@")[2]


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _phones(sheet: Sheet) -> Compared:
    combined = several(sheet, "phones")
    level, chance = _equal(combined, sheet, Counted.PHONE, 0.03)
    unequal = combined.active & (combined.mine != combined.theirs)
    settle(
        level,
        chance,
        combined.mine,
        combined.theirs,
        unequal,
        lambda pairs: _by_digits(pairs, combined.texts),
    )
    return combined.best(level, chance, _PHONES)


def _by_digits(pairs: Distinct, texts: list[str]) -> tuple[Levels, Floats]:
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import cpdist

    ones, others = pairs.texts(texts)
    level, chance = nothing(len(ones))
    level[:] = CODE[Level.DIFFERENT]
    level[_each(ones, others, lambda one, other: one[:_AREA] == other[:_AREA])] = CODE[Level.AREA]
    slip = cpdist(ones, others, scorer=OSA.distance, dtype=np.int32) == 1
    long = _each(ones, others, lambda one, other: min(len(one), len(other)) >= _NATIONAL)
    level[slip & long] = CODE[Level.TYPO]
    within = _each(ones, others, _ends_alike)
    level[within] = CODE[Level.TYPO]
    return level, chance


def _ends_alike(one: str, other: str) -> bool:
    """One is the other without the country's code or the area's."""
    return min(len(one), len(other)) >= _FEWEST_DIGITS and (one.endswith(other) or other.endswith(one))
