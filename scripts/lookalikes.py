"""Rows about people whom the sample workspace may know: one kind of doubt after the other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from random import Random
from unicodedata import normalize

from app.constituents.domain.record import Incoming, Kind
from app.sample.domain import words
from app.sample.domain.people import people
from app.sample.services import SIZE

SHORT = {
    "Benjamin": "Ben",
    "Catherine": "Kate",
    "Daniel": "Dan",
    "Deborah": "Debbie",
    "Elizabeth": "Liz",
    "Jennifer": "Jenny",
    "Joseph": "Joe",
    "Margaret": "Peggy",
    "Michael": "Mike",
    "Patricia": "Pat",
    "Robert": "Bob",
    "Samuel": "Sam",
    "Stephen": "Steve",
    "Susan": "Sue",
    "Thomas": "Tom",
    "William": "Bill",
}
_IN_SHORT = {"Community": "Comm.", "Foundation": "Fdn.", "Charitable": "Char.", "School": "Sch."}
_MARRIED = ("Whitlock", "Ashdown", "Penhale", "Langford", "Corbett", "Hathaway")
_PARTNERS = ("Sam", "Robin", "Alex", "Kim")


@dataclass(frozen=True, slots=True)
class Someone:
    """A person or organization as a row of a spreadsheet."""

    first: str
    last: str
    email: str
    phone: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    birth: str = ""
    suffix: str = ""
    maiden: str = ""
    organization: str = ""


def everybody() -> list[Incoming]:
    """The people of the sample workspace, as they are there on any day."""
    return [person.record for person in people(Random(7), date(2026, 1, 1), SIZE)]  # noqa: S311


def as_row(one: Incoming) -> Someone:
    """What is on record of somebody who has an email and an address."""
    home, born = one.addresses[0], one.birth
    return Someone(
        one.name.first,
        one.name.last,
        one.emails[0].address,
        one.phones[0].number if one.phones else "",
        home.lines[0],
        home.city,
        home.region,
        home.postcode,
        birth=f"{born.month}/{born.day}/{born.year}" if born else "",
        organization=one.name.organization,
    )


def doubtful(known: Iterator[Someone]) -> Iterator[Someone]:
    """Rows for an old list: people under another name, email or address; spouses, sons and companies."""
    pool = list(known)
    yield from _of(pool, 4, _has_short_name, lambda one, n: replace(one, **_called_short(one), street=""))
    yield from _of(pool, 3, _has_phone, _moved)
    yield from _spouses(3)
    yield from _of(pool, 3, _is_long_with_phone, _with_slip_and_phone)
    yield from _of(pool, 3, _has_birth, lambda one, n: replace(_married(one, n), phone=""))
    yield from _of(pool, 1, _has_birth, lambda one, n: replace(_married(one, n + 3), maiden=one.last))
    yield from _of(pool, 3, bool, _initial)
    yield from _of(pool, 2, bool, lambda one, n: _at(replace(one, suffix="Jr.", phone="", birth=""), "jr"))
    yield from _of(pool, 2, bool, lambda one, n: Someone("", one.last, one.email))
    yield from _of(pool, 2, bool, lambda one, n: replace(_couple(one, n), phone="", street="", birth=""))
    yield from _companies(4)


def guests(known: Iterator[Someone]) -> Iterator[Someone]:
    """Rows for a guest list, each at an address that is on record, for somebody who may live there."""
    pool = list(known)
    yield from _of(pool, 3, _is_long, _with_slip)
    yield from _of(pool, 2, bool, _initial)
    yield from _of(pool, 2, _has_phone, lambda one, n: _married(one, n + 4))
    yield from _spouses(2, after=3)


Where = Callable[[Someone], object]
Turned = Callable[[Someone, int], Someone]


def _of(pool: list[Someone], count: int, where: Where, turned: Turned) -> Iterator[Someone]:
    """The first so many of the pool who are fit for it, as the list writes them; nobody is taken twice."""
    for number, one in enumerate(list(islice(filter(where, pool), count))):
        pool.remove(one)
        yield turned(one, number)


def _has_short_name(one: Someone) -> bool:
    return one.first in SHORT and bool(one.phone)


def _has_phone(one: Someone) -> bool:
    return bool(one.phone)


def _has_birth(one: Someone) -> bool:
    return bool(one.birth)


def _is_long(one: Someone) -> bool:
    return len(one.last) > 5 and one.last.isascii() and one.last.isalpha()


def _is_long_with_phone(one: Someone) -> bool:
    return _is_long(one) and _has_phone(one)


def _called_short(one: Someone) -> dict[str, str]:
    first = SHORT[one.first]
    return {"first": first, "email": plain(f"{first}.{one.last}@home.example.net"), "birth": ""}


def _moved(one: Someone, number: int) -> Someone:
    city, region, postcode = words.PLACES[number]
    street = f"{number + 21} {words.STREETS[number]}"
    moved = replace(one, street=street, city=city, region=region, postcode=postcode, birth="")
    return _at(moved, f"{number + 70}")


def _with_slip(one: Someone, number: int) -> Someone:
    """One letter of the last name is missing, or is there twice."""
    slipped = one.last + one.last[-1] if number % 2 else one.last[:2] + one.last[3:]
    email = plain(f"{one.first}{one.postcode}@post.example.org")
    return replace(one, last=slipped, email=email, phone="", birth="")


def _with_slip_and_phone(one: Someone, number: int) -> Someone:
    return replace(_with_slip(one, number), phone=one.phone, street="", postcode="")


def _married(one: Someone, number: int) -> Someone:
    """The same first name at the same address, with another last name."""
    return _at(replace(one, last=_MARRIED[number]), "new")


def _initial(one: Someone, number: int) -> Someone:
    email = plain(f"{one.last}.family{number}@mail.example.org")
    return replace(one, first=f"{one.first[0]}.", email=email, phone="", birth="")


def _couple(one: Someone, number: int) -> Someone:
    return replace(one, first=f"{one.first} & {_PARTNERS[number]}")


def _spouses(count: int, *, after: int = 0) -> Iterator[Someone]:
    """Rows with the email of the other one at the address, who is on record as well."""
    homes: dict[tuple[str, Sequence[str]], list[Incoming]] = {}
    for one in everybody():
        if one.kind is Kind.INDIVIDUAL and one.addresses and one.emails:
            homes.setdefault((one.name.last, one.addresses[0].lines), []).append(one)
    couples = [both for both in homes.values() if len(both) == 2 and not both[0].name.middle]
    for one, other in couples[after : after + count]:
        yield replace(as_row(one), email=other.emails[0].address, phone="", birth="")


def _companies(count: int) -> Iterator[Someone]:
    """Organizations whose name is written in short, with another inbox of theirs."""
    for one in everybody():
        short = " ".join(_IN_SHORT.get(word, word) for word in one.name.organization.split())
        if count and one.kind is Kind.ORGANIZATION and one.addresses and short != one.name.organization:
            count -= 1
            host = one.emails[0].address.rpartition("@")[2]
            yield replace(as_row(one), organization=short, email=f"info@{host}", phone="", street="")


def _at(one: Someone, word: str) -> Someone:
    """With another email, that nobody has."""
    return replace(one, email=plain(f"{one.first}.{one.last}.{word}@home.example.org"))


def plain(email: str) -> str:
    """The address in small plain letters: what can be typed everywhere."""
    letters = normalize("NFKD", email.lower()).encode("ascii", "ignore").decode()
    return letters.replace("'", "").replace(" ", "")
