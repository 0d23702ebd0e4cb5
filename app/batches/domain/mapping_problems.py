"""What has to be settled on a mapping before a file can be checked."""

from collections import Counter
from dataclasses import dataclass

from app.batches.domain.columns import ToField
from app.batches.domain.contacts import ADDRESS_PARTS
from app.batches.domain.countries import is_country
from app.batches.domain.headers import words
from app.batches.domain.mapping import Mapping
from app.words import _, all_of, plural


@dataclass(frozen=True, slots=True)
class MappingProblem:
    """Something to settle on the mapping; `index` is the column, None for the file as a whole.

    Where `blocks` is false the check may start, and the rows concerned will come out as errors.
    """

    index: int | None
    what: str
    blocks: bool = True


def mapping_problems(mapping: Mapping, *, external_system: str = "") -> tuple[MappingProblem, ...]:
    """What is to be settled before the file is checked; `external_system` is the one of the whole file."""
    return (
        *_missing_email(mapping),
        *_doubled(mapping),
        *_unsettled(mapping),
        *_nowhere(mapping),
        *_half_ids(mapping, external_system),
        *_second_best(mapping),
        *_of_the_dead(mapping),
    )


def _missing_email(mapping: Mapping) -> list[MappingProblem]:
    if mapping.column_for("email"):
        return []
    return [MappingProblem(None, _("Choose the column with the email address: every row needs one."))]


def _doubled(mapping: Mapping) -> list[MappingProblem]:
    uses = Counter(column.target for column in mapping.columns if isinstance(column.target, ToField))
    return [
        MappingProblem(column.index, _("Two columns go to “{label}”. Keep one of them.", label=field.label))
        for column in mapping.columns
        if (field := column.field) and uses[ToField(field.id)] > 1
    ]


def _unsettled(mapping: Mapping) -> list[MappingProblem]:
    what = _("Are these dates written day first or month first? Choose one for the whole column.")
    return [
        MappingProblem(column.index, what)
        for column in mapping.columns
        if column.is_date and column.date_format is None
    ]


def _nowhere(mapping: Mapping) -> list[MappingProblem]:
    return [
        MappingProblem(column.index, no_country(column.country))
        for column in mapping.columns
        if column.country and not is_country(column.country)
    ]


def no_country(typed: str) -> str:
    """What is wrong with a country that is none."""
    return _("“{typed}” is no country that is known here. Choose one from the list.", typed=typed)


def _second_best(mapping: Mapping) -> list[MappingProblem]:
    """An address in one cell counts only where nothing stands in the columns of its parts."""
    whole = mapping.column_for("address_whole")
    parts = [column.header for column in mapping.columns if column.field and column.field.id in ADDRESS_PARTS]
    if whole is None or not parts:
        return []
    beside = all_of([f"“{header}”" for header in parts[:2]])
    what = plural(
        len(parts[:2]),
        "Read only in rows in which {columns} says nothing: the address in parts comes first.",
        "Read only in rows in which {columns} say nothing: the address in parts comes first.",
        columns=beside,
    )
    return [MappingProblem(whole.index, what, blocks=False)]


_DEATH = frozenset(
    (
        *("deceased", "is deceased", "deceased date", "date deceased", "date of death", "death date"),
        *("died", "died on", "passed away", "deceased on", "deceased flag", "decd"),
    )
)


def _of_the_dead(mapping: Mapping) -> list[MappingProblem]:
    """Who has died is said on the profile, where it also ends all mail: a file is easily wrong about it."""
    what = _(
        "Not imported: nobody is marked as deceased by a file. Take people who have died out of it, or mark "
        "them on their profiles."
    )
    return [
        MappingProblem(column.index, what, blocks=False)
        for column in mapping.columns
        if column.field is None and not column.is_refused and words(column.header) in _DEATH
    ]


def _half_ids(mapping: Mapping, external_system: str) -> list[MappingProblem]:
    ids, systems = mapping.column_for("external_id"), mapping.column_for("external_system")
    if ids and not systems and not external_system:
        what = _("Say which system these IDs come from; until then every row with an ID is an error.")
        return [MappingProblem(ids.index, what, blocks=False)]
    if systems and not ids:
        what = _(
            "An external system needs an external ID beside it; until then every row with one is an error."
        )
        return [MappingProblem(systems.index, what, blocks=False)]
    return []
