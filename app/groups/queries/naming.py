"""Whom pasted text names."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.models import Workspace
from app.constituents import queries as constituents
from app.constituents.domain.emails import email_key, parse_email
from app.constituents.domain.lookup import parse_lookup
from app.constituents.domain.problems import Problem
from app.constituents.models import Departure
from app.constituents.queries import in_parts
from app.db import db

_LONGEST_CHAIN = 50


@dataclass(frozen=True, slots=True)
class Named:
    """Whom words name: one person each, several people who share an address, or nobody."""

    people: Mapping[str, int]
    shared: Mapping[str, tuple[int, ...]]
    unknown: tuple[str, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        """Those who are named for certain, each once, in the order of the words."""
        return tuple(dict.fromkeys(self.people.values()))


def named_by(workspace: Workspace, words: Sequence[str]) -> Named:
    """The constituents behind email addresses and lookup IDs, in two statements for every ten thousand.

    The lookup ID of a record that was merged names the one in which it lives on.
    """
    keys = {word: email_key(word) for word in words if not isinstance(parse_email(word), Problem)}
    numbers = _numbers(word for word in words if word not in keys)
    owners: dict[str, set[int]] = {}
    for part in in_parts(keys.values()):
        found = constituents.owners_of_emails(workspace.id, part)
        owners |= {key: set(people) for key, people in found.items()}
    by_number = _by_number(workspace.id, set(numbers.values()))
    named = {word: owners.get(key, set()) for word, key in keys.items()}
    named |= {word: {by_number[number]} for word, number in numbers.items() if number in by_number}
    return Named(
        {word: next(iter(named[word])) for word in words if len(named.get(word, ())) == 1},
        {word: tuple(sorted(named[word])) for word in words if len(named.get(word, ())) > 1},
        tuple(word for word in words if not named.get(word)),
    )


def _numbers(words: Iterable[str]) -> dict[str, int]:
    found = {word: parse_lookup(word) for word in words}
    return {word: int(told.removeprefix("C-")) for word, told in found.items() if isinstance(told, str)}


def _by_number(workspace_id: int, numbers: Collection[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for part in in_parts(numbers):
        found |= constituents.ids_by_lookup(workspace_id, part)
    for part in in_parts(number for number in numbers if number not in found):
        found |= _survivors(workspace_id, part)
    return found


def _survivors(workspace_id: int, numbers: Collection[int]) -> dict[int, int]:
    """In whom merged records live on, by the numbers they had."""
    query = select(Departure.lookup_number, Departure.into_id).where(
        Departure.workspace_id == workspace_id,
        Departure.lookup_number.in_(numbers),
        Departure.into_id.is_not(None),
    )
    found = {number: into for number, into in db.session.execute(query) if into is not None}
    for _ in range(_LONGEST_CHAIN):
        further = _merged(workspace_id, set(found.values()))
        if not further:
            break
        found = {number: further.get(into, into) for number, into in found.items()}
    return found


def _merged(workspace_id: int, people: Collection[int]) -> dict[int, int]:
    if not people:
        return {}
    query = select(Departure.constituent_id, Departure.into_id).where(
        Departure.workspace_id == workspace_id,
        Departure.constituent_id.in_(sorted(people)),
        Departure.into_id.is_not(None),
    )
    return {gone: into for gone, into in db.session.execute(query) if into is not None}
