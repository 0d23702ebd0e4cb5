"""A first reading of a file for staff to correct: by the names of its columns and by what they hold."""

from collections.abc import Sequence
from dataclasses import replace

from app.activity.domain.money import DecimalMark, detect_mark
from app.activity_imports.domain.facts import FactKind
from app.activity_imports.domain.fields import PERSONAL
from app.activity_imports.domain.guessing import by_cells
from app.activity_imports.domain.presets import Preset, read_as, recognized
from app.activity_imports.domain.reading import Column, Reading
from app.batches.domain.headers import words
from app.constituents.domain.dates import DateFormat, detect_format
from app.imports.domain.aliases import field_for

Rows = Sequence[Sequence[str]]

_SPELLINGS: dict[FactKind, dict[str, str]] = {
    FactKind.GIFTS: {
        "key": "gift id, donation id, transaction id, payment id, receipt number, receipt no, reference,"
        "contribution id, gift number, donation number, transaction, trans id, order id, charge id",
        "amount": "amount, gift amount, donation amount, total amount, gross amount, gross, total, value,"
        "sum, amount donated, donation, betrag, montant, importe, bedrag",
        "currency": "currency, currency code, ccy, währung, devise, moneda",
        "date": "date, gift date, donation date, date received, received, received on, payment date,"
        "transaction date, date of gift, created, created at, order date, datum, fecha, paid on, day",
        "time": "time",
        "zone": "timezone, time zone",
        "status": "status, payment status, gift status, donation status, contribution status, state",
        "type": "type, gift type, donation type, payment type, frequency, kind",
        "fund": "fund, designation, fund name, financial type, purpose, allocation, program",
        "campaign": "campaign, campaign name, campaign title, fundraiser, fundraising campaign",
        "appeal": "appeal, appeal name, appeal code, contribution source",
        "method": "payment method, method, payment methods, paid by, payment instrument, tender",
        "note": "note, notes, comment, comments, message, memo, description",
        "anonymous": "anonymous, is anonymous, anonymous donation, hide name",
        "fee": "fee, fees, processing fee, total fees, fee amount, platform fee",
        "recurring": "recurring id, subscription id, recurring contribution id, recurring plan id",
        "refunded": "amount refunded, refunded amount, refund amount, refunded",
        "refunded_on": "refund date, refunded date, refunded on, date refunded",
        "refund_of": "reference txn id, refund of, original transaction id, refunded transaction",
        "test": "test, is test, test mode, mode",
    },
    FactKind.REGISTRATIONS: {
        "key": "registration id, attendee #, attendee no, participant id, ticket id, ticket number,"
        "registration number, booking id, order id",
        "event_name": "event, event name, event title, class, program, session, activity",
        "event_key": "event id, event number",
        "event_starts": "event date, event start date, start date, starts, event start, event starts, start",
        "event_ends": "event end date, end date, ends, event end",
        "event_category": "event type, event category, category",
        "event_place": "venue, place, location, event location",
        "date": "registered at, registration date, register date, order date, registered, date registered,"
        "date, created at, purchase date, booked on, signup date, sign up date, timestamp",
        "status": "status, attendee status, participant status, registration status, attendance, rsvp",
        "ticket": "ticket, ticket type, ticket name, fee level, price tier",
        "fee": "fee, fee paid, price, amount paid, total paid, amount, fee amount, paid",
        "currency": "currency, fee currency",
        "places": "quantity, places, tickets, number of tickets, seats, party size",
        "guests": "guests, number of guests, additional guests, plus ones",
        "note": "note, notes, comment, comments, dietary requirements, participant note",
        "checked_in": "checked in at, check in time, checked in on, checkin date, check in date",
        "test": "test, is test",
    },
    FactKind.MAIL: {
        "happening": "event, action, activity, what happened, event type, status, activity type",
        "campaign_name": "campaign, campaign name, campaign title, mailing, mailing name, newsletter",
        "campaign_key": "campaign id, mailing id",
        "campaign_subject": "subject, subject line, email subject",
        "campaign_sent": "send date, sent at, sent on, send time, date sent, sent",
        "date": "timestamp, time stamp, date, when, occurred at, event time, activity date, opened at,"
        "clicked at, time, datetime, date time",
        "bounce": "bounce type, bounce kind, type of bounce",
        "key": "event id, message id, id",
        "link": "url, link, link url, clicked url",
    },
}
_BY_WORDS = {
    kind: {said.strip(): field for field, listed in of.items() for said in listed.split(",")}
    for kind, of in _SPELLINGS.items()
}
_TELLING = {
    FactKind.GIFTS: frozenset({"amount", "fund", "method", "refunded"}),
    FactKind.REGISTRATIONS: frozenset({"event_name", "event_starts", "ticket", "guests", "checked_in"}),
    FactKind.MAIL: frozenset({"campaign_name", "campaign_subject", "bounce", "link", "campaign_sent"}),
}
"""Fields that hardly any other kind of file has."""


def propose(columns: Sequence[str], rows: Rows, presets: Sequence[Preset]) -> Reading:
    """The tool's own reading where the file is recognized, else the likeliest kind by its columns."""
    found = recognized(presets, columns)
    if found:
        return settle(read_as(found[0], columns), rows)
    return settle(by_cells(by_names(likeliest(columns), columns), columns, rows), rows)


def likeliest(columns: Sequence[str]) -> FactKind:
    """What a file with these columns is about; gifts where nothing tells."""
    return max(FactKind, key=lambda kind: len(_fields(kind, columns) & _TELLING[kind]))


def _fields(kind: FactKind, columns: Sequence[str]) -> set[str]:
    return {_BY_WORDS[kind].get(words(column), "") for column in columns}


def by_names(kind: FactKind, columns: Sequence[str]) -> Reading:
    """A reading by the names of the columns alone; a field has the first column that is called like it."""
    taken: dict[str, Column] = {}
    for index, header in enumerate(columns):
        if field_id := _field(kind, header):
            taken.setdefault(field_id, Column(index, header, field_id))
    return Reading(kind=kind, columns=tuple(taken.values()))


def _field(kind: FactKind, header: str) -> str:
    if known := _BY_WORDS[kind].get(words(header)):
        return known
    person = field_for(header)
    return person.id if person and person.id in PERSONAL else ""


def settle(reading: Reading, rows: Rows) -> Reading:
    """The reading with what its columns themselves say of amounts and dates; what is unclear stays open."""
    days, amounts = _cells(reading, rows, days=True), _cells(reading, rows, days=False)
    order = detect_format(days) if any(map(str.strip, days)) else None
    mark = detect_mark(amounts) if any(map(str.strip, amounts)) else None
    return replace(
        reading,
        order=reading.order or (order if isinstance(order, DateFormat) else None),
        mark=reading.mark or (mark if isinstance(mark, DecimalMark) else None),
    )


def _cells(reading: Reading, rows: Rows, *, days: bool) -> list[str]:
    columns = reading.of_days() if days else reading.of_money()
    indexes = [column.index for column in columns]
    return [row[index] for row in rows for index in indexes if index < len(row)]
