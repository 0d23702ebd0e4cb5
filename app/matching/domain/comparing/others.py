"""Birth dates, organizations, and what names say beside the name: generation and gender."""

import re

import numpy as np

from app.matching.domain.blocking import organization_text
from app.matching.domain.comparing.columns import Distinct, nothing, settle, share
from app.matching.domain.comparing.levels import CODE, Compared, Field, Floats, Level, Levels
from app.matching.domain.comparing.likeness import likeness, slips
from app.matching.domain.comparing.sheet import Sheet
from app.matching.domain.population import Counted

_BIRTHDAYS = 25_000
"""Days on which those now alive were born: one of so many agrees by chance."""
_SHORTEST_BEGINNING = 4
_UNDERSTOOD = frozenset({"school", "church", "club", "office"})
"""Words that are left out as they are understood: Lincoln Elementary (School)."""
_LOOSELY_ONE = frozenset({"jr", "ii"})
"""Strictly a II is named for another than his father; many do not keep to it."""


def births(sheet: Sheet) -> dict[Field, Compared]:
    """The birth dates of every pair, as far as both are known."""
    column = sheet.column("birth")
    mine, theirs = sheet.pairs.of(column)
    known = (mine > 0) & (theirs > 0)
    level, chance = nothing(len(mine))
    population = sheet.population
    held = np.array(
        [_chance_of(text, population.count(Counted.BIRTH, text), population.people) for text in column.texts]
    )

    def judge(pairs: Distinct) -> tuple[Levels, Floats]:
        found, by_chance = nothing(len(pairs.ones))
        ones, others = pairs.texts(column.texts)
        for at, (one, other) in enumerate(zip(ones, others, strict=True)):
            found[at] = CODE[_births(one, other)]
        exact = found == CODE[Level.SAME]
        by_chance[exact] = held[pairs.ones][exact]
        return found, by_chance

    settle(level, chance, mine, theirs, known, judge)
    return {Field.BIRTH: Compared(level, chance, mine, theirs, column.texts)}


def _chance_of(text: str, held: int, size: int) -> float:
    """How likely another one was born on the day: as common as it is on record, one day of a life added."""
    return held / (size + _BIRTHDAYS)


def _births(one: str, other: str) -> Level:
    one, other = (_as_known(text, beside) for text, beside in ((one, other), (other, one)))
    if one == other:
        return Level.SAME if len(one) == len("1970-02-15") and one[0] != "-" else Level.PART
    (year, month, day), (its_year, its_month, its_day) = _date(one), _date(other)
    if not _agree((year, month, day), (its_year, its_month, its_day)):
        return Level.TYPO if _is_slip(one, other) else Level.DIFFERENT
    shares_any = any(mine and mine == its for mine, its in ((year, its_year), (month, its_month)))
    return Level.PART if shares_any else Level.UNKNOWN


def _as_known(text: str, beside: str) -> str:
    """1 January beside another day of the year stands for a year of which the day is not known."""
    stands_in = text.endswith("-01-01") and text[:5] == beside[:5] and text != beside
    return text[:4] if stands_in else text


def _date(text: str) -> tuple[str, str, str]:
    found = re.fullmatch(r"(\d{4}|-)(?:-(\d{2})(?:-(\d{2}))?)?", text)
    year, month, day = found.groups(default="") if found else ("", "", "")
    return year.strip("-"), month, day


def _agree(one: tuple[str, str, str], other: tuple[str, str, str]) -> bool:
    return all(not mine or not theirs or mine == theirs for mine, theirs in zip(one, other, strict=True))


def _is_slip(one: str, other: str) -> bool:
    """One digit wrong, two exchanged, or day and month exchanged, in full dates."""
    if len(one) != len(other) or len(one) < len("1970-02-15"):
        return False
    differs = [at for at, (mine, theirs) in enumerate(zip(one, other, strict=True)) if mine != theirs]
    turned = (one[:4], one[5:7], one[8:]) == (other[:4], other[8:], other[5:7])
    exchanged = (
        len(differs) == 2 and one[differs[0]] == other[differs[1]] and one[differs[1]] == other[differs[0]]
    )
    return len(differs) == 1 or turned or (exchanged and differs[1] - differs[0] <= 2)


def organizations(sheet: Sheet) -> dict[Field, Compared]:
    """The names of organizations, where both records have one; what people work for is not compared."""
    column = sheet.column("organization")
    mine, theirs = sheet.pairs.of(column)
    kinds = sheet.column("kind")
    ones, others = sheet.pairs.of(kinds)
    is_one = np.array([text == "o" for text in kinds.texts])
    known = (mine > 0) & (theirs > 0) & is_one[ones] & is_one[others]
    level, chance = nothing(len(mine))

    def judge(pairs: Distinct) -> tuple[Levels, Floats]:
        return _organizations(pairs, column.texts, sheet)

    settle(level, chance, mine, theirs, known, judge)
    return {Field.ORGANIZATION: Compared(level, chance, mine, theirs, column.texts)}


def _organizations(pairs: Distinct, texts: list[str], sheet: Sheet) -> tuple[Levels, Floats]:
    from rapidfuzz.fuzz import token_sort_ratio
    from rapidfuzz.process import cpdist

    ones, others = pairs.texts(texts)
    level, chance = nothing(len(ones))
    level[:] = CODE[Level.DIFFERENT]
    mine, theirs = [_sorted(text) for text in ones], [_sorted(text) for text in others]
    level[cpdist(mine, theirs, scorer=token_sort_ratio, dtype=np.float64) >= 80] = CODE[Level.SIMILAR]
    level[(likeness(mine, theirs) >= 0.95) | slips(mine, theirs)] = CODE[Level.TYPO]
    for at, (one, other) in enumerate(zip(ones, others, strict=True)):
        if (found := _by_words(one.split(), other.split())) is not Level.UNKNOWN:
            level[at] = CODE[found]
            chance[at] = _held(one, other, sheet) if found is Level.SAME else np.nan
    return level, chance


def _held(one: str, other: str, sheet: Sheet) -> float:
    """The share of organizations of that name; of names that no key joins, of one alone."""
    mine, theirs = organization_text(one), organization_text(other)
    return share(Counted.ORGANIZATION, mine if mine == theirs else "", sheet.population, 0.05)


def _sorted(text: str) -> str:
    return " ".join(sorted(text.split()))


def _by_words(one: list[str], other: list[str]) -> Level:
    """The same words, one name inside the other, or another word in the one place ("high", "elementary")."""
    mine, theirs = set(one), set(other)
    if mine == theirs or "".join(one) == "".join(other):
        return Level.SAME
    if _numbers(mine) != _numbers(theirs):
        return Level.DIFFERENT
    if _abbreviates(one, other) or _abbreviates(other, one):
        return Level.FORM
    if mine <= theirs or theirs <= mine:
        return Level.FORM if mine ^ theirs <= _UNDERSTOOD else Level.PART
    if _is_acronym(one, other) or _is_acronym(other, one):
        return Level.FORM
    return Level.UNKNOWN


def _numbers(words: set[str]) -> set[str]:
    return {word for word in words if word.isdecimal()}


def _abbreviates(short: list[str], full: list[str]) -> bool:
    """Word by word the same or its beginning: "Ruiz Constr", "Ruiz Construction"."""
    return len(short) == len(full) and all(
        its == word or (len(word) >= _SHORTEST_BEGINNING and its.startswith(word))
        for word, its in zip(short, full, strict=True)
    )


def _is_acronym(short: list[str], full: list[str]) -> bool:
    return len(short) == 1 and len(full) > 2 and short[0] == "".join(word[0] for word in full)


def beside_names(sheet: Sheet) -> dict[Field, Compared]:
    """Kind, generation and gender of every pair."""
    return {
        Field.KIND: _stated(sheet, "kind", one_sided=False, agrees=False),
        Field.GENERATION: _stated(sheet, "generation", one_sided=True, agrees=True),
        Field.TITLE: _stated(sheet, "gender", one_sided=False, agrees=True),
    }


def _stated(sheet: Sheet, part: str, *, one_sided: bool, agrees: bool) -> Compared:
    column = sheet.column(part)
    mine, theirs = sheet.pairs.of(column)
    level, chance = nothing(len(mine))
    if one_sided:
        level[(mine > 0) != (theirs > 0)] = CODE[Level.ONE_SIDED]
    both = (mine > 0) & (theirs > 0)
    level[both & (mine != theirs)] = CODE[Level.DIFFERENT]
    if agrees:
        level[both & (mine == theirs)] = CODE[Level.SAME]
    loose = np.array([text in _LOOSELY_ONE for text in column.texts])
    level[both & (mine != theirs) & loose[mine] & loose[theirs]] = CODE[Level.SIMILAR]
    return Compared(level, chance, mine, theirs, column.texts)
