"""First and middle names compared."""

from itertools import product
from typing import NamedTuple

import numpy as np

from app.constituents.domain.nicknames import roots
from app.matching.domain.comparing.columns import Distinct, nothing, settle, shares
from app.matching.domain.comparing.levels import CODE, Compared, Field, Floats, Level, Levels, Mask, reached
from app.matching.domain.comparing.likeness import are_of_two_genders, similar, slips, sound
from app.matching.domain.comparing.sheet import Sheet
from app.matching.domain.identity import other_givens
from app.matching.domain.own_pairs import NamePairs
from app.matching.domain.population import Counted

_UNSURE = (Level.DIFFERENT, Level.SIMILAR, Level.SOUNDS, Level.TYPO, Level.INITIAL)
_FORM_BY_CHANCE = 0.0005


def given_names(sheet: Sheet) -> dict[Field, Compared]:
    """First and middle names of every pair."""
    return {Field.FIRST: _firsts(sheet), Field.MIDDLE: _middles(sheet)}


def _firsts(sheet: Sheet) -> Compared:
    column = sheet.column("first")
    held = shares(column.texts, Counted.FIRST, sheet.population, 0.8)
    mine, theirs = sheet.pairs.of(column)
    known = (mine > 0) & (theirs > 0)
    level, chance = nothing(len(mine))
    same = known & (mine == theirs)
    level[same], chance[same] = CODE[Level.SAME], held[mine[same]]
    judge = _Firsts(column.texts, held, sheet)
    settle(level, chance, mine, theirs, known & ~same, judge.by_spelling)
    _more(sheet, level, chance)
    return Compared(level, chance, mine, theirs, column.texts)


class _Firsts(NamedTuple):
    """Two different first names. `held` is the share of those on record with each."""

    texts: list[str]
    held: Floats
    sheet: Sheet

    def by_spelling(self, pairs: Distinct) -> tuple[Levels, Floats]:
        """The level of each distinct pair as the two words alone tell it."""
        ones, others = pairs.texts(self.texts)
        level, chance = nothing(len(ones))
        level[:] = CODE[Level.DIFFERENT]
        level[similar(ones, others)] = CODE[Level.SIMILAR]
        slipped = slips(ones, others)
        level[slipped] = [CODE[self._slip(ones[at], others[at])] for at in np.flatnonzero(slipped).tolist()]
        level[_initials(ones, others)] = CODE[Level.INITIAL]
        forms = self._forms(ones, others)
        level[forms] = CODE[Level.FORM]
        chance[forms] = self._either(pairs)[forms]
        apart = np.array([self.sheet.names.are_different(*pair) for pair in zip(ones, others, strict=True)])
        level[apart] = CODE[Level.DIFFERENT]
        return level, chance

    def _slip(self, one: str, other: str) -> Level:
        """TYPO; but of two given names in use SOUNDS, or SIMILAR when they sound unlike: Mary and Gary.

        Those of a man and of a woman are SIMILAR only, known or not: Mario and Maria.
        """
        if are_of_two_genders(one, other):
            return Level.SIMILAR
        if not (self.sheet.is_in_use(one) and self.sheet.is_in_use(other)):
            return Level.TYPO
        return Level.SOUNDS if sound(one) == sound(other) else Level.SIMILAR

    def _forms(self, ones: list[str], others: list[str]) -> Mask:
        pairs = zip(ones, others, strict=True)
        return np.array([self.sheet.are_forms(*pair) for pair in pairs], bool)

    def _either(self, pairs: Distinct) -> Floats:
        return np.maximum(self.held[pairs.ones], self.held[pairs.others]) + _FORM_BY_CHANCE


def _initials(ones: list[str], others: list[str]) -> Mask:
    return np.array([_is_initial(one, other) for one, other in zip(ones, others, strict=True)], bool)


def _is_initial(one: str, other: str) -> bool:
    return 1 in (len(one), len(other)) and one[:1] == other[:1]


def _more(sheet: Sheet, level: Levels, chance: Floats) -> None:
    """Look among nicknames and middle names where the first names alone do not agree."""
    column = sheet.joined("first", "middle", "nicknames")
    mine, theirs = sheet.pairs.of(column)
    says_more = np.array([not text.endswith("\x1f\x1f") for text in column.texts])
    unsure = reached(level, *_UNSURE) & (says_more[mine] | says_more[theirs])
    if not unsure.any():
        return
    found, by_chance = nothing(len(level))
    settle(found, by_chance, mine, theirs, unsure, lambda pairs: _by_other_names(pairs, column.texts, sheet))
    better = found > 0
    level[better], chance[better] = found[better], by_chance[better]


def _by_other_names(pairs: Distinct, texts: list[str], sheet: Sheet) -> tuple[Levels, Floats]:
    ones, others = pairs.texts(texts)
    level, chance = nothing(len(ones))
    given = {text: _Given.of(text, sheet.names) for text in {*ones, *others}}
    for at, (one, other) in enumerate(zip(ones, others, strict=True)):
        mine, theirs = given[one], given[other]
        if not mine.forms.isdisjoint(theirs.forms):
            level[at] = CODE[_other_names(mine, theirs, sheet)]
    chance[level == CODE[Level.FORM]] = _FORM_BY_CHANCE
    return level, chance


class _Given(NamedTuple):
    first: str
    middle: list[str]
    nicknames: list[str]
    forms: frozenset[str]
    """All of them with what they may be short for: without one in common nothing agrees."""

    @classmethod
    def of(cls, text: str, pairs: NamePairs) -> "_Given":
        first, middle, nicknames = text.split("\x1f")
        words, others = middle.split(), other_givens(nicknames)
        forms = {root for name in (first, *words, *others) for root in (*roots(name), *pairs.partners(name))}
        return cls(first, words, others, frozenset(forms | {"".join((first, *words))}))

    @property
    def whole(self) -> str:
        return "".join((self.first, *self.middle))


def _other_names(one: _Given, other: _Given, sheet: Sheet) -> Level:
    """KNOWN by a nickname, FORM when parted elsewhere ("Mary Ann", "Maryann"), MIDDLE name; or UNKNOWN."""
    if sheet.names.are_different(one.first, other.first):
        return Level.UNKNOWN
    mine, theirs = {one.first, *one.nicknames}, {other.first, *other.nicknames}
    if mine & theirs or any(sheet.are_forms(*pair) for pair in product(mine, theirs) if all(pair)):
        return Level.KNOWN
    if one.whole in (other.whole, other.first) or other.whole == one.first:
        return Level.FORM
    if _is_middle(one.first, other.middle, sheet) or _is_middle(other.first, one.middle, sheet):
        return Level.MIDDLE
    return Level.UNKNOWN


def _is_middle(first: str, middle: list[str], sheet: Sheet) -> bool:
    return len(first) > 1 and any(first == word or sheet.are_forms(first, word) for word in middle)


def _middles(sheet: Sheet) -> Compared:
    column = sheet.column("middle")
    mine, theirs = sheet.pairs.of(column)
    level, chance = nothing(len(mine))

    def judge(pairs: Distinct) -> tuple[Levels, Floats]:
        ones, others = pairs.texts(column.texts)
        found, by_chance = nothing(len(ones))
        told = zip(ones, others, slips(ones, others).tolist(), strict=True)
        found[:] = [CODE[_by_words(one.split(), other.split(), is_slip)] for one, other, is_slip in told]
        return found, by_chance

    settle(level, chance, mine, theirs, (mine > 0) & (theirs > 0), judge)
    return Compared(level, chance, mine, theirs, column.texts)


def _by_words(one: list[str], other: list[str], is_slip: bool) -> Level:
    """How far two lists of middle names agree: in a name, in an initial, but for a slip, or not."""
    if any(len(word) > 1 for word in set(one) & set(other)):
        return Level.SAME
    if any(_is_initial(*pair) for pair in product(one, other)):
        return Level.INITIAL
    return Level.TYPO if is_slip else Level.DIFFERENT
