"""Do the emails of a file belong to its names?

Most people have an address that says their name. Where it says the name of another row, or belongs to
somebody else on record, and that for many rows, the columns do not stand beside each other any more.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.batches.domain.alarms import Alarm, AlarmKind, is_many, some
from app.batches.domain.seen import Seen
from app.constituents.domain.nicknames import are_forms_of_one
from app.constituents.domain.text import fold

_LETTERS = re.compile("[^a-z]+")


@dataclass(frozen=True, slots=True)
class Foreign:
    """An email that is somebody else's: the rows whose name it says, none where only a record tells."""

    row: Seen
    owners: tuple[int, ...]

    def nearest(self) -> int:
        """The number of the nearest row with the name, 0 for none."""
        return min(self.owners, key=lambda other: abs(other - self.row.number), default=0)


def belonging_alarm(rows: Sequence[Seen]) -> Alarm | None:
    """The alarm about names and emails that are not of one person, or None.

    First and last names are judged by the emails: where those belong to other rows, they prove nothing.
    """
    return emails_alarm(rows) or names_alarm(rows)


def emails_alarm(rows: Sequence[Seen]) -> Alarm | None:
    """The alarm about emails that belong to other names, or None."""
    found = _Emails(rows)
    own = len(found.own)
    foreign = found.foreign
    known = own + len(foreign)
    offset, moved = _offset(foreign)
    if len(moved) >= 0.5 * len(foreign) and is_many(len(moved), known, share=0.08):
        pairs = [(each.row.number, each.row.number + offset) for each in moved]
        return Alarm(AlarmKind.EMAILS_MOVED, len(moved), known, offset=offset, examples=some(pairs))
    if is_many(len(foreign), known, share=0.35):
        pairs = [(each.row.number, each.nearest()) for each in foreign]
        return Alarm(AlarmKind.EMAILS_APART, len(foreign), known, examples=some(pairs))
    return None


def _offset(foreign: Sequence[Foreign]) -> tuple[int, list[Foreign]]:
    """How many rows further down most of the names stand, and the emails for which that holds."""
    counted = Counter(owner - each.row.number for each in foreign for owner in each.owners)
    if not counted:
        return 0, []
    offset = max(counted, key=lambda far: (counted[far], -abs(far)))
    return offset, [each for each in foreign if each.row.number + offset in each.owners]


class _Emails:
    """The emails of a file, of which the first row counts where several have one."""

    def __init__(self, rows: Sequence[Seen]) -> None:
        self._rows = [row for row in rows if row.words and "@" in row.email]
        self._by_form: dict[str, list[Seen]] = defaultdict(list)
        for row in self._rows:
            for form in forms(row.words):
                self._by_form[form].append(row)

    @cached_property
    def own(self) -> set[str]:
        """The emails that belong to the name of a row that has them."""
        return {row.email for row in self._rows if is_own(row)}

    @cached_property
    def foreign(self) -> list[Foreign]:
        """The rows whose email is somebody else's."""
        firsts = {row.email: row for row in reversed(self._rows)}
        found = ((row, self._owners(row)) for row in self._rows if firsts[row.email] is row)
        return [Foreign(row, owners) for row, owners in found if owners is not None]

    def _owners(self, row: Seen) -> tuple[int, ...] | None:
        """The rows with the name that an email says; None where it says no other name."""
        if row.email in self.own:
            return None
        named = self._named(row)
        owners = tuple(other.number for other in named if other.email != row.email)
        is_foreign = owners or row.on_record or (not named and self._is_a_name(row.email))
        return owners if is_foreign else None

    def _named(self, row: Seen) -> list[Seen]:
        if not row.on_record:
            return self._by_form.get(said(row.email), [])
        return [
            other for name in row.on_record for other in self._by_form.get("".join(fold(name).split()), [])
        ]

    def _is_a_name(self, email: str) -> bool:
        """Whether an address is made of a first and a last name that the file has."""
        parts = [_LETTERS.sub("", part) for part in re.split(r"[._-]", email.partition("@")[0])]
        if len(parts) != 2 or min(map(len, parts)) < 3:
            return False
        return set(parts) <= self._words

    @cached_property
    def _words(self) -> set[str]:
        return {word for row in self._rows for word in row.words}


def is_own(row: Seen) -> bool:
    """Whether the email may well be that of the name beside it, as the record or the address says."""
    if row.on_record:
        return any(_share_a_name(row.words, fold(name).split()) for name in row.on_record)
    key = said(row.email)
    spelled = _LETTERS.sub("", row.email)
    if key in forms(row.words) or any(word[:4] in spelled for word in row.words if len(word) > 2):
        return True
    if len(key) <= 3:
        return key[:1] in {word[0] for word in row.words}
    parts = [part for part in _LETTERS.split(row.email.partition("@")[0]) if len(part) > 2]
    return any(are_forms_of_one(part, word) for part in parts for word in row.words[:2])


def _share_a_name(ones: Sequence[str], others: Sequence[str]) -> bool:
    shared = {word for word in ones if len(word) > 1} & set(others)
    return bool(shared) or any(are_forms_of_one(one, other) for one in ones[:1] for other in others[:1])


def said(email: str) -> str:
    """The letters in front of the at sign: "Ann.Lee+news74" says "annlee"."""
    return _LETTERS.sub("", email.partition("@")[0].partition("+")[0])


def forms(words: Sequence[str]) -> set[str]:
    """What addresses make of a name: ann lee gives annlee, leeann, alee, leea, annl, ann and lee."""
    return {form for form in _forms(words) if len(form) > 3 and form.isascii()}


def _forms(words: Sequence[str]) -> Iterator[str]:
    if len(words) < 2:
        return
    first = words[0]
    for last in {words[-1], "".join(words[-2:]), words[1]}:
        yield from (first + last, last + first, first[0] + last, last + first[0], first + last[0], last)
    yield first
    yield "".join(words)


def names_alarm(rows: Sequence[Seen]) -> Alarm | None:
    """The alarm about first names beside last names of other people, or None: the email has the other one."""
    two = [row for row in rows if len(row.first) > 2 and len(row.last) > 2 and "@" in row.email]
    firsts, lasts = {row.first for row in two}, {row.last for row in two}
    whole = {row.email for row in two if said(row.email) in (row.first + row.last, row.last + row.first)}
    torn = [row for row in two if row.email not in whole and _is_torn(row, firsts, lasts)]
    known = len(whole) + len(torn)
    if not is_many(len(torn), known, share=0.6):
        return None
    examples = some([(row.number, 0) for row in torn])
    return Alarm(AlarmKind.NAMES_APART, len(torn), known, examples=examples)


def _is_torn(row: Seen, firsts: set[str], lasts: set[str]) -> bool:
    other_first = _beside(said(row.email), row.last)
    other_last = _beside(said(row.email), row.first)
    if other_first in firsts and not are_forms_of_one(other_first, row.first):
        return other_first not in row.words
    return other_last in lasts and other_last not in row.words


def _beside(key: str, name: str) -> str:
    """What is left of an address when one name is taken from its beginning or its end; "" without it."""
    if key.endswith(name):
        return key.removesuffix(name)
    return key.removeprefix(name) if key.startswith(name) else ""
