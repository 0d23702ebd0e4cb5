"""Why a score is what it is, in words for staff."""

from app.matching.domain.compare import Field, Level
from app.matching.domain.result import Match
from app.matching.domain.weigh import Rival

LABELS = {
    "lookup_id": "Lookup ID",
    "external_id": "External ID",
    "shared_email": "Shared email",
    "rival": "Another explanation",
    **{field.value: field.value.capitalize() for field in Field},
    Field.LAST.value: "Last name",
    Field.FIRST.value: "First name",
    Field.MIDDLE.value: "Middle name",
    Field.BIRTH.value: "Birth date",
}

_POINTS = {
    Level.SAME: "the same {}",
    Level.ENDED: "the same {}, but it has ended",
    Level.DIFFERENT: "another {}",
}
_NAMES = {
    Level.SAME: "the same {}",
    Level.FORM: "another form of the {}",
    Level.INITIAL: "the initial of the {}",
    Level.PART: "part of the {}, or a former one",
    Level.SIMILAR: "nearly the same {}",
    Level.DIFFERENT: "another {}",
}
_WORDS: dict[Field, dict[Level, str]] = {
    Field.EMAIL: _POINTS,
    Field.PHONE: _POINTS,
    Field.ADDRESS: {
        **_POINTS,
        Level.NEAR: "the same house, another unit",
        Level.PART: "the same town",
    },
    Field.BIRTH: {
        **_POINTS,
        Level.PART: "the same birth date as far as it is known",
        Level.SIMILAR: "the birth date with day and month swapped",
    },
    Field.GENERATION: {
        Level.SAME: "the same generation (Jr., Sr.)",
        Level.ONE_SIDED: "only one of them states a generation",
        Level.DIFFERENT: "another generation (Jr., Sr.)",
    },
    Field.TITLE: {Level.DIFFERENT: "titles of a man and of a woman"},
}
_RIVALS = {
    Rival.HOUSEHOLD: "could be a relative in the same household",
    Rival.NAMESAKE: "could be a namesake",
    Rival.UNRELATED: "could be chance",
    Rival.NONE: "",
}


def words_for(field: Field, level: Level) -> str:
    """What a field's level says: "the same email", "first name is another form of it"."""
    return _WORDS.get(field, _NAMES)[level].format(LABELS[field.value].lower())


def rival_words(rival: Rival) -> str:
    """What else could explain that two records agree."""
    return _RIVALS[rival]


def headline(match: Match) -> str:
    """The match in one line: "98.4: the same last name, the same email"."""
    agreeing = [each.words for each in match.contributions if each.agrees]
    return f"{match.score:g}: {', '.join(agreeing) or 'nothing agrees'}"


def explain(match: Match) -> tuple[str, ...]:
    """The match in full: every part with its points, then every reason why a person has to decide."""
    parts = (f"{LABELS[each.field]}: {each.words} ({each.points:+g})" for each in match.contributions)
    return (*parts, f"Score: {match.score:g}", *(guard.words for guard in match.guards))
