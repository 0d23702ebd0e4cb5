"""What a level of a field says, in words for staff."""

import re

from app.matching.domain.comparing.levels import Field, Level

_LABELS = {
    "lookup_id": "Lookup ID",
    "external_id": "External ID",
    "rival": "Another explanation",
    "guard": "A person decides",
    **{field.value: field.value.capitalize() for field in Field},
    Field.KIND.value: "Person or organization",
    Field.LAST.value: "Last name",
    Field.FIRST.value: "First name",
    Field.MIDDLE.value: "Middle name",
    Field.BIRTH.value: "Birth date",
    Field.TITLE.value: "Title",
}
_NAMES = {
    Level.SAME: "the same {}",
    Level.FORM: "another form of the {}",
    Level.PART: "part of the {}",
    Level.INITIAL: "the initial of the {}",
    Level.TYPO: "the {} with a slip",
    Level.SOUNDS: "the {} sounds alike",
    Level.SIMILAR: "a similar {}",
    Level.DIFFERENT: "another {}",
    Level.ENDED: "the same {}, but it has ended",
}
_WORDS: dict[Field, dict[Level, str]] = {
    Field.KIND: {Level.DIFFERENT: "one is a person, the other an organization"},
    Field.ORGANIZATION: {
        Level.FORM: "the name of the organization in short or at length",
        Level.SIMILAR: "a similar name of an organization, with another word in it",
    },
    Field.LAST: {
        Level.FORMER: "an earlier last name",
        Level.SWAPPED: "first and last name exchanged",
        Level.MAILBOX: "another last name, but it is in the email",
    },
    Field.FIRST: {
        Level.KNOWN: "a first name she or he also goes by",
        Level.MIDDLE: "the middle name used as the first",
        Level.SWAPPED: "first and last name exchanged",
    },
    Field.GENERATION: {
        Level.SAME: "the same generation (Jr., Sr.)",
        Level.SIMILAR: "a Jr. and a II, which some take for one",
        Level.ONE_SIDED: "only one of them states a generation (Jr., Sr.)",
        Level.DIFFERENT: "another generation (Jr., Sr.)",
    },
    Field.TITLE: {
        Level.SAME: "titles that go together",
        Level.DIFFERENT: "titles of a man and of a woman",
    },
    Field.BIRTH: {
        Level.PART: "the same birth date as far as it is known",
        Level.TYPO: "the birth date with a slip, or day and month exchanged",
    },
    Field.ADDRESS: {
        Level.TYPO: "the same address with a slip in the street",
        Level.FORM: "the same house number and street, the town not stated",
        Level.NEAR: "the same house, another unit",
        Level.STREET: "the same house number and street, in another town",
        Level.TOWN: "the same town",
        Level.ELSEWHERE: "the same town, another street",
    },
    Field.PHONE: {
        Level.FORM: "the same phone, written without its code",
        Level.AREA: "another phone of the same area",
    },
    Field.EMAIL: {
        Level.MAILBOX: "the same name before the @, another provider",
        Level.NAMED: "two emails that are both made of the name",
        Level.HOST: "another email at the same domain",
        Level.SIMILAR: "a similar email",
    },
}
_IDENTIFIERS = {
    "lookup_id": "the same lookup ID {}",
    "external_id": "the same ID {} in {}",
    "guard": "a person is to decide",
}
_RIVALS = {
    "household": "could be another of the same household or office",
    "namesake": "could be somebody else of the same name",
    "unrelated": "could be chance",
    "": "could be chance",
}
_TOLD_APART = {Level.FORM, Level.KNOWN, Level.MIDDLE, Level.TYPO, Level.SOUNDS, Level.SIMILAR, Level.PART} | {
    Level.DIFFERENT
}
_INITIALS = re.compile("[b-df-hj-np-tv-xz]{3,5}").fullmatch
"""A word without a vowel is read letter by letter: HCF."""
_CAPITAL = {Field.LAST, Field.FIRST, Field.MIDDLE, Field.ORGANIZATION}


def label(field: str) -> str:
    """What is compared, as a heading: "Last name"."""
    return _LABELS.get(field, field.capitalize())


def words(field: str, level: str, mine: str, theirs: str) -> str:
    """What a contribution says; with what was compared where that helps."""
    if field in _IDENTIFIERS:
        return _IDENTIFIERS[field].format(mine, theirs).strip()
    if field == "rival":
        return _RIVALS.get(level, _RIVALS[""])
    compared, how = Field(field), Level(level or Level.DIFFERENT)
    told = (_WORDS.get(compared, {}).get(how) or _NAMES[how]).format(label(field).lower())
    if how not in _TOLD_APART or not (mine and theirs) or compared not in _CAPITAL:
        return told
    return f"{told}: {_written(compared, mine)}, {_written(compared, theirs)}"


def _written(field: Field, name: str) -> str:
    """A name with its capitals: "María López", "HCF Foundation"."""
    is_named = field is Field.ORGANIZATION
    return " ".join(word.upper() if is_named and _INITIALS(word) else word.title() for word in name.split())
