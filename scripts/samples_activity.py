"""Sample files of what people of the sample workspace did, and of who said no somewhere else."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import islice

from scripts.lookalikes import Someone

Row = Sequence[str]


def files(known: Iterator[Someone], new: Iterator[Someone]) -> dict[str, bytes]:
    """The files by name; always the same."""
    return {
        "spring-appeal-gifts.csv": _gifts(known, new),
        "garden-party-registrations.csv": _registrations(known, new),
        "june-newsletter-report.csv": _report(known, new),
        "said-no-elsewhere.csv": _restrictions(known, new),
    }


def _gifts(known: Iterator[Someone], new: Iterator[Someone]) -> bytes:
    """A giving page's list: gifts, one given back, words for an amount and a day, cards that nobody keeps."""
    head = ("Gift ID", "Date", "Amount", "Currency", "Status", "Fund", "Email", "First name", "Last name")
    amounts = ("25.00", "50.00", "100.00", "15.00", "250.00", "40.00")
    funds = ("General", "Building", "Youth program")
    rows = [
        [f"SA-{101 + n}", f"2026-04-{3 + n:02d}", amounts[n % 6], "USD", "Paid", funds[n % 3], *_of(one)]
        for n, one in enumerate((*islice(known, 16), *islice(new, 3)))
    ]
    rows[3][4], rows[5][4], rows[7][4] = "Pending", "Failed", "Refunded"
    rows[9][2], rows[11][1] = "fifty", "soon"
    rows[12][6] = ""
    rows.append([*rows[0]])
    cards = ("4111 1111 1111 1111", "5555 5555 5555 4444")
    return _text([(*head, "Card number"), *((*row, cards[n % 2]) for n, row in enumerate(rows))])


def _registrations(known: Iterator[Someone], new: Iterator[Someone]) -> bytes:
    """A guest list after the event: who came, who did not, and a word that only you can know."""
    head = ("Order", "Event", "Event starts", "Ticket", "Status", "Registered on", "Guests")
    said = ("Checked in", "Checked in", "No show", "Not attending", "Attending", "Perhaps")
    rows = []
    for n, one in enumerate((*islice(known, 14), *islice(new, 4))):
        ticket, guests = ("Adult", "Student")[n % 3 == 2], str(n % 4 // 3)
        day = f"2026-05-{2 + n:02d}"
        rows.append([f"GP-{201 + n}", *_PARTY, ticket, said[n % 6], day, guests, *_of(one)])
    rows[4][5] = "last week"
    rows.append([*rows[1]])
    return _text([(*head, "Email", "First name", "Last name"), *rows])


_PARTY = ("Garden Party", "2026-06-13 15:00")


def _report(known: Iterator[Someone], new: Iterator[Someone]) -> bytes:
    """What became of one mailing: opened, clicked, bounced, and two who want no more of them."""
    happened = (("Delivered",), ("Delivered", "Opened"), ("Delivered", "Opened", "Clicked"), ("Hard bounce",))
    rows = [
        [one.email, what, f"2026-06-02 {9 + n % 8:02d}:{10 + 7 * step}", *_MAILING]
        for n, one in enumerate((*islice(known, 14), *islice(new, 2)))
        for step, what in enumerate(happened[3 if n == 13 else n % 3])
    ]
    for row in (rows[1], rows[-1]):
        rows.append([row[0], "Unsubscribed", "2026-06-02 18:30", *_MAILING])
    rows.append(["", "Opened", "2026-06-02 19:05", *_MAILING])
    rows.append([*rows[0]])
    return _text([("Email", "What happened", "When", "Mailing", "Sent"), *rows])


_MAILING = ("June newsletter", "2026-06-02 09:00")


def _restrictions(known: Iterator[Someone], new: Iterator[Someone]) -> bytes:
    """The list of another tool: who said no there, whose address is dead, and who is still subscribed."""
    said = ("Unsubscribed", "Unsubscribed", "Cleaned", "Subscribed", "Complained")
    rows = [
        [one.email, said[n % 5], f"2026-0{2 + n % 6}-14"]
        for n, one in enumerate((*islice(known, 12), *islice(new, 3)))
    ]
    rows[2][0], rows[7][2] = rows[2][0].replace("@", " at "), "2027-13-01"
    rows.append(["maria.lopez@example.org", "Unsubscribed", "2025-11-30"])
    rows.append([rows[0][0].upper(), *rows[0][1:]])
    return _text([("Email address", "Status", "Since"), *rows])


def _of(one: Someone) -> Row:
    return one.email, one.first, one.last


def _text(rows: Sequence[Row]) -> bytes:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()
