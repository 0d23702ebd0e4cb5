"""Write the sample files to import, in docs/samples, so that they meet the people of the sample workspace."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from itertools import islice
from pathlib import Path
from random import Random

from app.constituents.domain.record import Kind
from app.sample.domain import words
from app.sample.domain.people import people
from app.sample.services import SIZE

FOLDER = Path(__file__).resolve().parents[1] / "docs/samples"
SHORT = {
    "Elizabeth": "Liz",
    "Michael": "Mike",
    "Robert": "Bob",
    "William": "Bill",
    "Margaret": "Peggy",
    "Catherine": "Kate",
    "Jennifer": "Jenny",
}
Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as a row of a spreadsheet."""

    first: str
    last: str
    email: str
    phone: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""


def files() -> dict[str, bytes]:
    """The sample files by name; always the same."""
    chance, known = Random(29), _known()  # noqa: S311  # a sample is not a secret
    new = _strangers(chance)
    return {
        "newsletter-signups.csv": _signups(known, new),
        "spring-gala.csv": _gala(chance, known, new),
        "messy-list.csv": _messy(known, new),
    }


def _signups(known: Iterator[Someone], new: Iterator[Someone]) -> bytes:
    """Clean: people nobody knows yet, and some who are here already."""
    rows = [(one.email, one.first, one.last, one.city) for one in (*islice(new, 32), *islice(known, 8))]
    return _text([("Email", "First name", "Last name", "City"), *sorted(rows)]).encode()


def _gala(chance: Random, known: Iterator[Someone], new: Iterator[Someone]) -> bytes:
    """A guest list: updates, new people, possible duplicates, one email twice and one without any."""
    head = ("First Name", "Last Name", "Email Address", "Mobile", "Street", "City", "State", "ZIP", "Table")
    guests = [*_moved(chance, known), *islice(new, 12), *_nicknames(known), *_household(known)]
    chance.shuffle(guests)
    twice = next(new)
    nobody = next(new)
    rows = [_guest(one) for one in (*guests, twice)]
    rows.append((twice.first, twice.last, twice.email.upper(), "", "", "", "", "", ""))
    rows.append((nobody.first, nobody.last, "", nobody.phone, "", "", "", "", ""))
    return _text([head, *((*row[:8], str(1 + n // 8)) for n, row in enumerate(rows))]).encode()


def _moved(chance: Random, known: Iterator[Someone]) -> Iterator[Someone]:
    """People whom one knows, with a new phone and some with a new home."""
    for one in islice(known, 8):
        city, region, postcode = chance.choice(words.PLACES)
        yield Someone(
            one.first,
            one.last,
            one.email,
            f"(503) 555-{chance.randint(200, 299):04d}",
            f"{chance.randint(2, 1999)} {chance.choice(words.STREETS)}",
            city,
            region,
            postcode,
        )


def _nicknames(known: Iterator[Someone]) -> Iterator[Someone]:
    """People whom one knows, under a short name and with another email."""
    for one in islice((one for one in known if one.first in SHORT and one.phone), 4):
        first = SHORT[one.first]
        email = f"{first}.{one.last}.{one.postcode}@example.net".lower()
        yield Someone(
            first, one.last, _plain(email), one.phone, one.street, one.city, one.region, one.postcode
        )


def _household(known: Iterator[Someone]) -> Iterator[Someone]:
    """Somebody else at the address and the email of a person whom one knows."""
    for first, one in zip(("Walter", "Ruth"), known, strict=False):
        yield Someone(first, one.last, one.email, "", one.street, one.city, one.region, one.postcode)


def _guest(one: Someone) -> Row:
    return (one.first, one.last, one.email, one.phone, one.street, one.city, one.region, one.postcode, "")


def _messy(known: Iterator[Someone], new: Iterator[Someone]) -> bytes:
    """What comes out of an old spreadsheet: title, odd heads, broken cells, permission columns, a total."""
    head = ("First", "Last", "E-mail", "", "Phone", "Phone", "Zip", "Birthday", "Subscribed", "Do not email")
    births = ("1971-04-02", "31.12.1980", "4/2/1965", "", "2/13/1958", "1990", "n/a", "", "12/05/1979", "")
    some = [*islice(new, 12), *islice(known, 6)]
    rows = [
        [
            one.first,
            one.last,
            one.email,
            "",
            one.phone.replace("(503) ", "503."),
            f"503 555 {400 + number:04d}" if number % 4 == 0 else "",
            "0" + one.postcode[:4] if number % 3 else one.postcode,
            births[number % len(births)],
            ("yes", "no")[number % 2],
            ("", "x")[number % 5 == 0],
        ]
        for number, one in enumerate(some)
    ]
    rows[2][2] = rows[2][2].replace("@", " at ")
    rows[4][2] = rows[4][2] + " "
    rows[6][2] = rows[6][2].replace("@example", "@@example")
    rows[8] = rows[8][:4]
    rows[10] = [*rows[10], "called in May", "left a message"]
    rows[12][2] = ""
    rows += [["José", "Muñoz", "jose.munoz@example.org"], ["", "", "", "", "", "", "", "", "", ""]]
    total = ["Total", "18", "", "", "", "", "", "", "", "4"]
    title = ["Mailing list, all years"]
    return _text([title, [], head, *rows, total], delimiter=";").encode("cp1252")


def _known() -> Iterator[Someone]:
    """People of the sample workspace of whom there is only one with that name and that email."""
    everybody = [person.record for person in people(Random(7), date(2026, 1, 1), SIZE)]  # noqa: S311
    names = Counter((one.name.first, one.name.last) for one in everybody)
    emails = Counter(email.address for one in everybody for email in one.emails)
    for one in everybody[11:]:
        whole = one.kind is Kind.INDIVIDUAL and one.emails and one.addresses and not one.name.middle
        if not whole or names[one.name.first, one.name.last] > 1 or emails[one.emails[0].address] > 1:
            continue
        home = one.addresses[0]
        yield Someone(
            one.name.first,
            one.name.last,
            one.emails[0].address,
            one.phones[0].number if one.phones else "",
            home.lines[0],
            home.city,
            home.region,
            home.postcode,
        )


def _strangers(chance: Random) -> Iterator[Someone]:
    """People whom the sample workspace does not know, each with a name that nobody there has."""
    everybody = people(Random(7), date(2026, 1, 1), SIZE)  # noqa: S311
    taken = {(person.record.name.first, person.record.name.last) for person in everybody}
    while True:
        first, last = chance.choice(words.FIRST), chance.choice(words.LAST)
        if (first, last) in taken:
            continue
        taken.add((first, last))
        city, region, postcode = chance.choice(words.PLACES)
        yield Someone(
            first,
            last,
            _plain(f"{first}.{last}.{chance.randint(100, 999)}@{chance.choice(words.MAIL_HOSTS)}".lower()),
            f"(503) 555-{chance.randint(300, 399):04d}",
            f"{chance.randint(2, 1999)} {chance.choice(words.STREETS)}",
            city,
            region,
            postcode,
        )


def _plain(email: str) -> str:
    """The address with plain letters: what can be typed everywhere."""
    from unicodedata import normalize

    return normalize("NFKD", email).encode("ascii", "ignore").decode().replace("'", "")


def _text(rows: Sequence[Row], delimiter: str = ",") -> str:
    text = StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


if __name__ == "__main__":
    for name, content in files().items():
        (FOLDER / name).write_bytes(content)
