"""Write the sample files to import, in docs/samples, so that they meet the people of the sample workspace."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import islice
from pathlib import Path
from random import Random

from app.constituents.domain.record import Kind
from app.sample.domain import words
from scripts import samples_activity
from scripts.lookalikes import SHORT, Someone, as_row, doubtful, everybody, guests, plain

FOLDER = Path(__file__).resolve().parents[1] / "docs/samples"
Row = Sequence[str]


def files() -> dict[str, bytes]:
    """The sample files by name; always the same."""
    return {**people_files(), **activity_files()}


def activity_files() -> dict[str, bytes]:
    """Those of what people did, by name."""
    chance = Random(31)  # noqa: S311  # a sample is not a secret
    return samples_activity.files(islice(_known(), 200, None), _strangers(chance))


def people_files() -> dict[str, bytes]:
    """Those of people, by name."""
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
    """A guest list: updates, new and doubtful people, one email twice and one without any."""
    head = ("First Name", "Last Name", "Email Address", "Mobile", "Street", "City", "State", "ZIP", "Table")
    sure = [*_moved(chance, known), *islice(new, 12), *_nicknames(known), *_household(known)]
    invited = [*sure, *guests(islice(known, 60))]
    chance.shuffle(invited)
    twice = next(new)
    nobody = next(new)
    rows = [_guest(one) for one in (*invited, twice)]
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
            first, one.last, plain(email), one.phone, one.street, one.city, one.region, one.postcode
        )


def _household(known: Iterator[Someone]) -> Iterator[Someone]:
    """Somebody else at the address and the email of a person whom one knows."""
    for first, one in zip(("Walter", "Ruth"), known, strict=False):
        yield Someone(first, one.last, one.email, "", one.street, one.city, one.region, one.postcode)


def _guest(one: Someone) -> Row:
    return (one.first, one.last, one.email, one.phone, one.street, one.city, one.region, one.postcode, "")


_HEAD = (
    *("First", "Last", "E-mail", "", "Phone", "Phone", "Zip", "Birthday", "Subscribed", "Do not email"),
    *("Suffix", "Née", "Street", "City", "Company"),
)


def _messy(known: Iterator[Someone], new: Iterator[Someone]) -> bytes:
    """What comes out of an old spreadsheet: title, odd heads, broken cells, permission columns, a total.

    After them come people who may be known: nobody can tell from the list alone.
    """
    rows = _broken([*islice(new, 12), *islice(known, 6)])
    rows += [["José", "Muñoz", "jose.munoz@example.org"], [""] * len(_HEAD)]
    rows += [_listed(one, number) for number, one in enumerate(doubtful(known))]
    total = ["Total", str(len(rows) - 1), *[""] * (len(_HEAD) - 2)]
    return _text([["Mailing list, all years"], [], _HEAD, *rows, total], delimiter=";").encode("cp1252")


def _broken(some: Sequence[Someone]) -> list[list[str]]:
    """These people with cells that are missing, too many, lost a zero, or cannot be read."""
    births = ("1971-04-02", "31.12.1980", "4/2/1965", "", "2/13/1958", "1990", "n/a", "", "12/05/1979", "")
    rows = [_listed(Someone(one.first, one.last, one.email), number) for number, one in enumerate(some)]
    for number, (row, one) in enumerate(zip(rows, some, strict=True)):
        row[4] = one.phone.replace("(503) ", "503.")
        row[5] = f"503 555 {400 + number:04d}" if number % 4 == 0 else ""
        row[6] = "0" + one.postcode[:4] if number % 3 else one.postcode
        row[7] = births[number % len(births)]
    rows[2][2] = rows[2][2].replace("@", " at ")
    rows[4][2] = rows[4][2] + " "
    rows[6][2] = rows[6][2].replace("@example", "@@example")
    rows[8] = rows[8][:4]
    rows[10] = [*rows[10], "called in May", "left a message"]
    rows[12][2] = ""
    return rows


def _listed(one: Someone, number: int) -> list[str]:
    permission = [("yes", "no")[number % 2], ("", "x")[number % 5 == 0]]
    place = [one.street, one.city if one.street else "", one.organization]
    contact = [one.email, "", one.phone, "", one.postcode, one.birth]
    return [one.first, one.last, *contact, *permission, one.suffix, one.maiden, *place]


def _known() -> Iterator[Someone]:
    """People of the sample workspace of whom there is only one with that name and that email."""
    known = everybody()
    names = Counter((one.name.first, one.name.last) for one in known)
    emails = Counter(email.address for one in known for email in one.emails)
    for one in known[11:]:
        whole = one.kind is Kind.INDIVIDUAL and one.emails and one.addresses and not one.name.middle
        if not whole or names[one.name.first, one.name.last] > 1 or emails[one.emails[0].address] > 1:
            continue
        yield as_row(one)


def _strangers(chance: Random) -> Iterator[Someone]:
    """People whom the sample workspace does not know, each with a name that nobody there has."""
    taken = {(one.name.first, one.name.last) for one in everybody()}
    while True:
        first, last = chance.choice(words.FIRST), chance.choice(words.LAST)
        if (first, last) in taken:
            continue
        taken.add((first, last))
        city, region, postcode = chance.choice(words.PLACES)
        yield Someone(
            first,
            last,
            plain(f"{first}.{last}.{chance.randint(100, 999)}@{chance.choice(words.MAIL_HOSTS)}".lower()),
            f"(503) 555-{chance.randint(300, 399):04d}",
            f"{chance.randint(2, 1999)} {chance.choice(words.STREETS)}",
            city,
            region,
            postcode,
        )


def _text(rows: Sequence[Row], delimiter: str = ",") -> str:
    text = StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


if __name__ == "__main__":
    for name, content in files().items():
        (FOLDER / name).write_bytes(content)
