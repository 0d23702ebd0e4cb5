"""What rows of one batch do to each other: found over the whole batch before anything is written.

Nothing of what a row says is kept in a finding, but for the numbers of rows and the names of fields.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Self

MOST_ROWS = 50
"""Rows that one finding names."""


class FindingKind(StrEnum):
    """What was found, the most important first."""

    EXTERNAL_ID = "external_id"
    GIFT_NUMBER = "gift_number"
    GIFT_TWICE = "gift_twice"
    ON_RECORD = "on_record"
    VALUES = "values"
    PRIMARIES = "primaries"
    ALIKE = "alike"
    KNOWN = "known"
    ONE_EMAIL = "one_email"
    ONE_PERSON = "one_person"


@dataclass(frozen=True, slots=True)
class Says:
    """What matters of a row. `who` is whom it is about: somebody on record, or a new person; None if unknown.

    `one` are values of which a person has one each, by field; `primaries` which value the row makes the
    primary of a channel; `gift` is what two entries of one gift have in common:
    currency, amount and day. `like` is the row whose new
    person this one may be too.
    """

    number: int
    who: Hashable | None = None
    adds: bool = False
    like: int | None = None
    one: Mapping[str, str] = field(default_factory=dict)
    primaries: Mapping[str, str] = field(default_factory=dict)
    externals: tuple[tuple[str, str], ...] = ()
    email: str = ""
    gift: tuple[str, int, date] | None = None
    gift_number: str = ""
    is_done: bool = False
    """Whether it was carried out already: then its own gift is on record."""
    may_be_known: bool = False
    """Whether it adds somebody while somebody on record has that name, or is alike."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Rows that touch each other, and in which field or system, where that is the question."""

    kind: FindingKind
    rows: tuple[int, ...]
    about: str = ""
    more: int = 0
    """How many rows there are besides."""

    def to_json(self) -> dict[str, Any]:
        """A value for a JSON column."""
        return {"kind": self.kind.value, "rows": list(self.rows), "about": self.about, "more": self.more}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """The finding that `to_json` wrote."""
        return cls(FindingKind(told["kind"]), tuple(told["rows"]), told["about"], told["more"])


def findings(rows: Iterable[Says], recorded: Collection[Hashable] = ()) -> list[Finding]:
    """All that rows do to each other, by importance and then in the order of the rows.

    `recorded` are gifts on record: pairs of the giver and what two entries of one gift have in common.
    """
    listed = list(rows)
    found = [each for look in _LOOKS for each in look(listed)]
    again = [row for row in listed if row.gift and (row.who, row.gift) in recorded and not row.is_done]
    found += [Finding(FindingKind.ON_RECORD, (row.number,)) for row in again]
    order = {kind: place for place, kind in enumerate(FindingKind)}
    return sorted(found, key=lambda each: (order[each.kind], each.rows, each.about))


def _finding(kind: FindingKind, rows: Iterable[Says], about: str = "") -> Finding:
    numbers = sorted(row.number for row in rows)
    return Finding(kind, tuple(numbers[:MOST_ROWS]), about, max(0, len(numbers) - MOST_ROWS))


def _grouped(rows: Iterable[Says], key: Callable[[Says], Hashable | None]) -> list[list[Says]]:
    """Rows with the same key, where there is more than one; those without a key are left out."""
    groups: dict[Hashable, list[Says]] = defaultdict(list)
    for row in rows:
        if (told := key(row)) is not None:
            groups[told].append(row)
    return [group for group in groups.values() if len(group) > 1]


def _external_ids(rows: list[Says]) -> Iterator[Finding]:
    owners: dict[tuple[str, str], list[Says]] = defaultdict(list)
    for row in rows:
        for system, value in row.externals:
            owners[system, value].append(row)
    for (system, _), group in owners.items():
        if len(group) > 1 and _of_several(group):
            yield _finding(FindingKind.EXTERNAL_ID, group, system)


def _of_several(group: Iterable[Says]) -> bool:
    """Whether the rows are about more than one person, as far as that is known."""
    people = [row.who for row in group]
    return None in people or len(set(people)) > 1


def _gift_numbers(rows: list[Says]) -> Iterator[Finding]:
    for group in _grouped(rows, lambda row: row.gift_number or None):
        yield _finding(FindingKind.GIFT_NUMBER, group)


def _gifts_twice(rows: list[Says]) -> Iterator[Finding]:
    """Gifts with numbers of their own are two gifts, however alike they are."""
    for group in _grouped(rows, lambda row: (row.who, row.gift) if row.who and row.gift else None):
        numbers = [row.gift_number for row in group]
        if "" in numbers:
            yield _finding(FindingKind.GIFT_TWICE, group)


def _about_one(rows: list[Says]) -> Iterator[Finding]:
    """Rows about one person that say different things of what she has only one of."""
    for group in _grouped(rows, lambda row: row.who):
        for kind, part in ((FindingKind.VALUES, "one"), (FindingKind.PRIMARIES, "primaries")):
            yield from _clashes(kind, [(row, getattr(row, part)) for row in group])


def _clashes(kind: FindingKind, told: list[tuple[Says, Mapping[str, str]]]) -> Iterator[Finding]:
    for about in dict.fromkeys(name for _, values in told for name in values):
        saying = [(row, values[about]) for row, values in told if about in values]
        if len({value for _, value in saying}) > 1:
            yield _finding(kind, (row for row, _ in saying), about)


def _alike(rows: list[Says]) -> Iterator[Finding]:
    for row in rows:
        if row.like is not None:
            yield Finding(FindingKind.ALIKE, tuple(sorted((row.like, row.number))))


def _known(rows: list[Says]) -> Iterator[Finding]:
    return (Finding(FindingKind.KNOWN, (row.number,)) for row in rows if row.may_be_known)


def _one_email(rows: list[Says]) -> Iterator[Finding]:
    for group in _grouped(rows, lambda row: row.email or None):
        known = [row for row in group if row.who is not None]
        if any(row.adds for row in known) and len({row.who for row in known}) > 1:
            yield _finding(FindingKind.ONE_EMAIL, known)


def _one_person(rows: list[Says]) -> Iterator[Finding]:
    for group in _grouped(rows, lambda row: row.who):
        if any(row.adds for row in group):
            yield _finding(FindingKind.ONE_PERSON, group)


_LOOKS: tuple[Callable[[list[Says]], Iterator[Finding]], ...] = (
    _external_ids,
    _gift_numbers,
    _gifts_twice,
    _about_one,
    _alike,
    _known,
    _one_email,
    _one_person,
)
