"""What a level of a field says, in words for staff."""

import re

from app.matching.domain.comparing.levels import Field, Level
from app.words import N_, _

_LABELS = {
    "lookup_id": N_("Lookup ID"),
    "external_id": N_("External ID"),
    "rival": N_("Another explanation"),
    "guard": N_("A person decides"),
    Field.KIND.value: N_("Person or organization"),
    Field.LAST.value: N_("Last name"),
    Field.FIRST.value: N_("First name"),
    Field.MIDDLE.value: N_("Middle name"),
    Field.BIRTH.value: N_("Birth date"),
    Field.TITLE.value: N_("Title"),
    Field.GENERATION.value: N_("Generation"),
    Field.ORGANIZATION.value: N_("Organization"),
    Field.ADDRESS.value: N_("Address"),
    Field.PHONE.value: N_("Phone"),
    Field.EMAIL.value: N_("Email"),
}
_NAMES = {
    Level.SAME: N_("the same {field}"),
    Level.FORM: N_("another form of the {field}"),
    Level.PART: N_("part of the {field}"),
    Level.INITIAL: N_("the initial of the {field}"),
    Level.TYPO: N_("the {field} with a slip"),
    Level.SOUNDS: N_("the {field} sounds alike"),
    Level.SIMILAR: N_("a similar {field}"),
    Level.DIFFERENT: N_("another {field}"),
    Level.ENDED: N_("the same {field}, but it has ended"),
}
_WORDS: dict[Field, dict[Level, str]] = {
    Field.KIND: {Level.DIFFERENT: N_("one is a person, the other an organization")},
    Field.ORGANIZATION: {
        Level.FORM: N_("the name of the organization in short or at length"),
        Level.SIMILAR: N_("a similar name of an organization, with another word in it"),
    },
    Field.LAST: {
        Level.FORMER: N_("an earlier last name"),
        Level.SWAPPED: N_("first and last name exchanged"),
        Level.MAILBOX: N_("another last name, but it is in the email"),
    },
    Field.FIRST: {
        Level.KNOWN: N_("a first name she or he also goes by"),
        Level.MIDDLE: N_("the middle name used as the first"),
        Level.SWAPPED: N_("first and last name exchanged"),
    },
    Field.GENERATION: {
        Level.SAME: N_("the same generation (Jr., Sr.)"),
        Level.SIMILAR: N_("a Jr. and a II, which some take for one"),
        Level.ONE_SIDED: N_("only one of them states a generation (Jr., Sr.)"),
        Level.DIFFERENT: N_("another generation (Jr., Sr.)"),
    },
    Field.TITLE: {
        Level.SAME: N_("titles that go together"),
        Level.DIFFERENT: N_("titles of a man and of a woman"),
    },
    Field.BIRTH: {
        Level.PART: N_("the same birth date as far as it is known"),
        Level.TYPO: N_("the birth date with a slip, or day and month exchanged"),
    },
    Field.ADDRESS: {
        Level.TYPO: N_("the same address with a slip in the street"),
        Level.FORM: N_("the same house number and street, the town not stated"),
        Level.NEAR: N_("the same house, another unit"),
        Level.STREET: N_("the same house number and street, in another town"),
        Level.TOWN: N_("the same town"),
        Level.ELSEWHERE: N_("the same town, another street"),
    },
    Field.PHONE: {
        Level.FORM: N_("the same phone, written without its code"),
        Level.AREA: N_("another phone of the same area"),
    },
    Field.EMAIL: {
        Level.MAILBOX: N_("the same name before the @, another provider"),
        Level.NAMED: N_("two emails that are both made of the name"),
        Level.HOST: N_("another email at the same domain"),
        Level.SIMILAR: N_("a similar email"),
    },
}
_IDENTIFIERS = {
    "lookup_id": N_("the same lookup ID {value}"),
    "external_id": N_("the same ID {value} in {system}"),
    "guard": N_("a person is to decide"),
}
_RIVALS = {
    "household": N_("could be another of the same household or office"),
    "namesake": N_("could be somebody else of the same name"),
    "unrelated": N_("could be chance"),
    "": N_("could be chance"),
}
_TOLD_APART = {Level.FORM, Level.KNOWN, Level.MIDDLE, Level.TYPO, Level.SOUNDS, Level.SIMILAR, Level.PART} | {
    Level.DIFFERENT
}
_INITIALS = re.compile("[b-df-hj-np-tv-xz]{3,5}").fullmatch
"""A word without a vowel is read letter by letter: HCF."""
_CAPITAL = {Field.LAST, Field.FIRST, Field.MIDDLE, Field.ORGANIZATION}


def label(field: str) -> str:
    """What is compared, as a heading: "Last name"."""
    return _LABELS.get(field) or field.capitalize()


def words(field: str, level: str, mine: str, theirs: str) -> str:
    """What a contribution says; with what was compared where that helps."""
    if field in _IDENTIFIERS:
        return _(_IDENTIFIERS[field], value=mine, system=theirs).strip()
    if field == "rival":
        return str(_RIVALS.get(level, _RIVALS[""]))
    compared, how = Field(field), Level(level or Level.DIFFERENT)
    told = _(_WORDS.get(compared, {}).get(how) or _NAMES[how], field=label(field).lower())
    if how not in _TOLD_APART or not (mine and theirs) or compared not in _CAPITAL:
        return told
    return f"{told}: {_written(compared, mine)}, {_written(compared, theirs)}"


def _written(field: Field, name: str) -> str:
    """A name with its capitals: "María López", "HCF Foundation"."""
    is_named = field is Field.ORGANIZATION
    return " ".join(word.upper() if is_named and _INITIALS(word) else word.title() for word in name.split())
