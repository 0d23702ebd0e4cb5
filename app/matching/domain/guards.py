"""What forces a person to decide, however high the score is."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import numpy as np

from app.matching.domain.comparing import Compared, Field, Level, Sheet
from app.matching.domain.comparing.levels import Mask, reached
from app.matching.domain.comparing.likeness import sound
from app.matching.domain.identity import PARTNER
from app.words import N_


class Guard(StrEnum):
    """Why a person has to decide, however high the score."""

    KIND = "kind"
    COUPLE = "couple"
    SURNAME_ONLY = "surname_only"
    FIRST_DIFFERS = "first_differs"
    FIRST_UNSURE = "first_unsure"
    LAST_DIFFERS = "last_differs"
    GENERATION = "generation"
    TITLE = "title"
    BIRTH_DIFFERS = "birth_differs"
    ENDED = "ended"
    NAME_ONLY = "name_only"

    @property
    def words(self) -> str:
        """The reason as a sentence."""
        return _WORDS[self]


_WORDS = {
    Guard.KIND: N_("One is a person, the other an organization."),
    Guard.COUPLE: N_("One record is of two people."),
    Guard.SURNAME_ONLY: N_("One has no first name: it may be anybody of the family."),
    Guard.FIRST_DIFFERS: N_("The first names differ: it may be somebody else of the household."),
    Guard.FIRST_UNSURE: N_("The first names agree by an initial or with a slip only: it may be a relative."),
    Guard.LAST_DIFFERS: N_("The names differ."),
    Guard.GENERATION: N_("Jr. and Sr. are two people."),
    Guard.TITLE: N_("The titles are of a man and of a woman."),
    Guard.BIRTH_DIFFERS: N_("The birth dates differ."),
    Guard.ENDED: N_("What they share has ended."),
    Guard.NAME_ONLY: N_("Only the name agrees; nothing else tells one bearer of it from another."),
}
_UNSURE = (Level.INITIAL, Level.TYPO)
_SHORTEST_NAME = 3
_TELLING_BIRTHDAY = 0.0003
"""A birth date that a larger share of those on record hold is a stand-in, such as 1 January."""
HELD_AT = 940
"""Tenths of a point that a match has at most while a person has to decide."""

IDENTIFIERS = (Field.EMAIL, Field.PHONE, Field.ADDRESS, Field.BIRTH)
_CLOSE = {
    Field.EMAIL: (Level.SAME, Level.TYPO),
    Field.PHONE: (Level.SAME, Level.FORM),
    Field.ADDRESS: (Level.SAME, Level.TYPO),
    Field.BIRTH: (Level.SAME,),
}

Found = Mapping[Field, Compared]


def has(found: Found, field: Field, *levels: Level) -> Mask:
    """Which pairs reach one of the levels in the field."""
    return reached(found[field].level, *levels)


def any_of(masks: Sequence[Mask]) -> Mask:
    """Where any of the masks is true."""
    found: Mask = np.logical_or.reduce(masks)
    return found


def _close(found: Found, *fields: Field) -> Mask:
    """Which pairs agree in one of the identifiers; a birth date that many hold is none."""
    told = found[Field.BIRTH].chance <= _TELLING_BIRTHDAY
    agree = [has(found, field, *_CLOSE[field]) & (told if field is Field.BIRTH else True) for field in fields]
    return any_of(agree)


def agreeing(found: Found) -> Mask:
    """Which pairs agree in an identifier by active values, even one that many hold."""
    return any_of([has(found, field, *levels) for field, levels in _CLOSE.items()])


def identified(found: Found) -> Mask:
    """Which pairs agree in a strong identifier, by active values."""
    return _close(found, *IDENTIFIERS)


def _of_a_house(found: Found) -> Mask:
    """Which pairs agree in what relatives share: an address, a phone, an email."""
    return _close(found, Field.ADDRESS, Field.PHONE, Field.EMAIL)


def _personal(sheet: Sheet, found: Found) -> Mask:
    """Which pairs agree in an email that is hers alone: nobody else on record has it, and it has her name.

    An address, a phone and a birth date may be a relative's as well, a twin's even all three.
    """
    alone = found[Field.EMAIL].chance * sheet.population.people < 1
    personal: Mask = _close(found, Field.EMAIL) & alone
    names = sheet.column("first")
    mine, theirs = sheet.pairs.of(names)
    emails = found[Field.EMAIL]
    for at in np.flatnonzero(personal & has(found, Field.FIRST, *_UNSURE)).tolist():
        mailbox = emails.texts[emails.mine[at]].partition("@")[0]
        firsts = {names.texts[mine[at]], names.texts[theirs[at]]}
        personal[at] = any(len(first) >= _SHORTEST_NAME and first in mailbox for first in firsts)
    return personal


def _slips_of_the_pen(sheet: Sheet, found: Found) -> Mask:
    """Pairs of first names of which one is a name and the other is none, nor sounds like one: charotte."""
    first = found[Field.FIRST]
    slips = has(found, Field.FIRST, Level.TYPO)
    for at in np.flatnonzero(slips).tolist():
        one, other = first.texts[first.mine[at]], first.texts[first.theirs[at]]
        is_one_a_name = sheet.is_in_use(one) != sheet.is_in_use(other)
        slips[at] = is_one_a_name and one[0] == other[0] and sound(one) != sound(other)
    return slips


def _couples(sheet: Sheet) -> Mask:
    """Pairs of which one record is of two people: "John & Mary"."""
    names = sheet.column("nicknames")
    mine, theirs = sheet.pairs.of(names)
    of_two = np.array([PARTNER in text for text in names.texts])
    couples: Mask = of_two[mine] | of_two[theirs]
    return couples


def guards(sheet: Sheet, found: Found) -> dict[Guard, Mask]:
    """Every reason why a pair is never matched automatically, with the pairs it holds for."""
    same = identified(found)
    ended = any_of([has(found, field, Level.ENDED) for field in IDENTIFIERS])
    shared = ~_personal(sheet, found)
    birth = _close(found, Field.BIRTH)
    excused = _slips_of_the_pen(sheet, found) | (_close(found, Field.BIRTH) & ~_of_a_house(found))
    slip = has(found, Field.FIRST, Level.TYPO) & shared & ~excused
    unsure = has(found, Field.FIRST, Level.SOUNDS) | slip | (has(found, Field.FIRST, Level.INITIAL) & shared)
    one_sided = has(found, Field.GENERATION, Level.ONE_SIDED) & ~_close(found, Field.EMAIL) & ~birth
    return {
        Guard.KIND: has(found, Field.KIND, Level.DIFFERENT),
        Guard.COUPLE: _couples(sheet),
        Guard.SURNAME_ONLY: _people(sheet) & _by_surname_only(sheet, found),
        Guard.FIRST_DIFFERS: has(found, Field.FIRST, Level.DIFFERENT, Level.SIMILAR),
        Guard.FIRST_UNSURE: unsure,
        Guard.LAST_DIFFERS: has(found, Field.LAST, Level.DIFFERENT)
        | has(found, Field.ORGANIZATION, Level.DIFFERENT, Level.SIMILAR, Level.PART),
        Guard.GENERATION: has(found, Field.GENERATION, Level.DIFFERENT, Level.SIMILAR) | one_sided,
        Guard.TITLE: has(found, Field.TITLE, Level.DIFFERENT),
        Guard.BIRTH_DIFFERS: has(found, Field.BIRTH, Level.DIFFERENT),
        Guard.ENDED: ended & ~same,
        Guard.NAME_ONLY: ~same & ~ended,
    }


def _by_surname_only(sheet: Sheet, found: Found) -> Mask:
    """Pairs of which one record has a surname alone, or whose names agree in nothing else."""
    first, last = sheet.column("first"), sheet.column("last")
    (mine, theirs), (one, other) = sheet.pairs.of(first), sheet.pairs.of(last)
    alone = ((mine == 0) & (one > 0)) | ((theirs == 0) & (other > 0))
    told = has(found, Field.FIRST, Level.UNKNOWN) & ~has(found, Field.LAST, Level.UNKNOWN)
    only: Mask = alone | told
    return only


def _people(sheet: Sheet) -> Mask:
    """Pairs of which at least one is a person."""
    kinds = sheet.column("kind")
    one, other = sheet.pairs.of(kinds)
    is_person = np.array([text == "i" for text in kinds.texts])
    people: Mask = is_person[one] | is_person[other]
    return people
