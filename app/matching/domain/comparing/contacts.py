"""Emails and phones compared."""

from collections.abc import Callable

import numpy as np

from app.matching.domain.blocking import number_text
from app.matching.domain.comparing.columns import Column, Distinct, column, nothing, settle, share
from app.matching.domain.comparing.levels import (
    CODE,
    Compared,
    Field,
    Floats,
    Ints,
    Level,
    Levels,
    Mask,
    reached,
)
from app.matching.domain.comparing.likeness import likeness
from app.matching.domain.comparing.several import Several, several
from app.matching.domain.comparing.sheet import Sheet
from app.matching.domain.population import Counted
from app.matching.domain.standard.points import corrected

_EMAILS = (
    Level.SAME,
    Level.TYPO,
    Level.ENDED,
    Level.MAILBOX,
    Level.HOST,
    Level.SIMILAR,
    Level.DIFFERENT,
)
_PHONES = (Level.SAME, Level.FORM, Level.TYPO, Level.ENDED, Level.AREA, Level.DIFFERENT)
_ALIKE_ONLY = (Level.TYPO, Level.MAILBOX, Level.SIMILAR)
_NAMED_BY_CHANCE, _SLIP_BY_CHANCE = 0.12, 0.03
_SHORTEST_NAME = 3
_SEPARATORS = str.maketrans("", "", "._-")
_SHORTEST_MAILBOX = 5
_ROLES = frozenset(
    """admin administrator bookkeeper contact director donations events giving hello help info infoorg mail
    members membership newsletter office parish president programs secretary staff support team treasurer
    volunteer volunteers webmaster welcome""".split()
)
_PROVIDERS = frozenset(
    """aim aol aon arcor att bellsouth bigpond bluewin btinternet cfl charter comcast cox earthlink
    embarqmail fastmail free freenet frontier frontiernet gmail gmx googlemail hotmail icloud juno
    laposte libero live mac mail me msn naver netscape netzero ntlworld optonline optusnet orange
    outlook pacbell proton protonmail qq roadrunner rocketmail rogers rr sbcglobal sfr shaw sky
    sympatico t-online talktalk telus tiscali tutanota twc uol verizon virgin virginmedia wanadoo
    web windstream yahoo yandex ymail zoho""".split()
)
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
    texts = combined.texts
    level, chance = _equal(combined, sheet, Counted.EMAIL, 0.01, corrected)
    unequal = combined.active & (combined.mine != combined.theirs)
    settle(level, chance, combined.mine, combined.theirs, unequal, lambda pairs: _by_mailbox(pairs, texts))
    found = combined.best(level, chance, _EMAILS)
    _made_of_names(sheet, found)
    return found


def _made_of_names(sheet: Sheet, found: Compared) -> None:
    """Alike only because both are made of a name, "j.smith@" and "jsmith2@": NAMED, as namesakes do the same.

    Digits that agree tell them from others.
    """
    names = sheet.joined("first", "last", by=" ")
    ones, others = sheet.pairs.of(names)
    for at in np.flatnonzero(reached(found.level, *_ALIKE_ONLY)).tolist():
        mine, theirs = found.texts[found.mine[at]], found.texts[found.theirs[at]]
        digits = _digits(_mailbox(mine)), _digits(_mailbox(theirs))
        words = f"{names.texts[ones[at]]} {names.texts[others[at]]}".split()
        if (digits[0] != digits[1] or not digits[0]) and _has_name(_mailbox(mine) + _mailbox(theirs), words):
            is_slip = found.level[at] == CODE[Level.TYPO] and _host(mine) == _host(theirs)
            found.level[at] = CODE[Level.NAMED]
            found.chance[at] = _SLIP_BY_CHANCE if is_slip else _NAMED_BY_CHANCE


def _has_name(mailboxes: str, names: list[str]) -> bool:
    return any(len(name) >= _SHORTEST_NAME and name in mailboxes for name in names)


def _equal(
    combined: Several, sheet: Sheet, kind: Counted, smoothing: float, text_of: Callable[[str], str]
) -> tuple[Levels, Floats]:
    """SAME where both values are one, with the share of those on record who hold it."""
    level, chance = nothing(len(combined.pair))
    same = combined.mine == combined.theirs
    level[same] = CODE[Level.SAME]
    held = {
        at: share(kind, text_of(combined.texts[at]), sheet.population, smoothing)
        for at in np.unique(combined.mine[same]).tolist()
    }
    chance[same] = [held[at] for at in combined.mine[same].tolist()]
    return level, chance


def _by_mailbox(pairs: Distinct, texts: list[str]) -> tuple[Levels, Floats]:
    """Two different addresses: a slip in one of them, the same mailbox elsewhere, or names alike."""
    level, chance = nothing(len(pairs.ones))
    level[:] = CODE[Level.DIFFERENT]
    boxes, hosts = column(list(map(_mailbox, texts)), []), column(list(map(_host, texts)), [])
    one_host = hosts.incoming[pairs.ones] == hosts.incoming[pairs.others]
    one_box = boxes.incoming[pairs.ones] == boxes.incoming[pairs.others]
    alike = likeness(*(_texts_of(boxes, side) for side in (pairs.ones, pairs.others))) >= _SIMILAR_MAILBOX
    for at in np.flatnonzero(one_host | one_box | alike).tolist():
        one, other = texts[pairs.ones[at]], texts[pairs.others[at]]
        level[at] = CODE[_near(one, other, alike=bool(alike[at]))]
    return level, chance


def _texts_of(part: Column, which: Ints) -> list[str]:
    return [part.texts[at] for at in part.incoming[which].tolist()]


def _near(one: str, other: str, *, alike: bool) -> Level:
    mine, theirs = _mailbox(one), _mailbox(other)
    is_long = min(len(mine), len(theirs)) >= _SHORTEST_MAILBOX
    if is_long and _digits(mine) == _digits(theirs) and _is_slip(one, other):
        return Level.TYPO
    is_own = mine not in _ROLES and theirs not in _ROLES and is_long
    if _joined(mine) == _joined(theirs) and is_own and _host(one) != _host(other):
        return Level.MAILBOX
    if alike and is_own:
        return Level.SIMILAR
    return Level.HOST if _is_own_host(_host(one), _host(other)) else Level.DIFFERENT


def _joined(mailbox: str) -> str:
    return mailbox.translate(_SEPARATORS)


def _is_slip(one: str, other: str) -> bool:
    """One slip in the mailbox or up to two in the domain, not in both."""
    from rapidfuzz.distance import OSA

    if _host(one) == _host(other):
        return OSA.distance(_mailbox(one), _mailbox(other)) == 1
    return _mailbox(one) == _mailbox(other) and OSA.distance(_host(one), _host(other)) <= 2


def _is_own_host(one: str, other: str) -> bool:
    """The same host, and not one where everybody may have an address."""
    return one == other and not _PROVIDERS & set(one.split(".")[:-1])


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
    level, chance = _equal(combined, sheet, Counted.PHONE, 0.03, number_text)
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
    level[within] = CODE[Level.FORM]
    return level, chance


def _ends_alike(one: str, other: str) -> bool:
    """One is the other without the country's code or the area's, or with a zero in their place."""
    mine, theirs = one.lstrip("0"), other.lstrip("0")
    return min(len(mine), len(theirs)) >= _FEWEST_DIGITS and (mine.endswith(theirs) or theirs.endswith(mine))
