"""From a row to a registration for an event."""

from datetime import UTC, datetime

from app.activity.domain.kinds import RegistrationStatus
from app.activity_imports.domain.facts import EventFact, NotAFact, RegistrationFact
from app.activity_imports.domain.gifts import LEFT
from app.activity_imports.domain.meanings import SKIP, says_yes
from app.activity_imports.domain.person import recognized_by
from app.activity_imports.domain.row import Row
from app.words import N_, _

TEST = NotAFact("test", N_("A registration made to test the event."))


def read_registration(row: Row) -> RegistrationFact | NotAFact:
    """The registration; the row notes what is wrong with it."""
    if says_yes(row.text("test")):
        return TEST
    status = row.meant("status")
    if status == SKIP:
        return LEFT
    event = _event(row)
    registered = row.moment("date", row.text("time")) or event.starts_at
    fee, currency = _fee(row)
    who = row.who
    return RegistrationFact(
        source=row.reading.source,
        key=row.key(event.key or event.name, event.starts_at, *recognized_by(who)),
        who=who,
        event=event,
        registered_at=registered,
        status=RegistrationStatus(status) if status else RegistrationStatus.REGISTERED,
        ticket=row.words("ticket"),
        fee=fee,
        currency=currency,
        guests=_guests(row),
        note=row.words("note", 2_000),
        checked_in_at=row.moment("checked_in"),
        says_fee=bool(row.text("fee")),
        says_guests=bool(row.text("guests") or row.text("places")),
    )


def _event(row: Row) -> EventFact:
    """The event of the row, else the one that all rows are about."""
    stated, source = row.reading.about, row.reading.source
    if stated and not row.text("event_name"):
        return EventFact(source=source, key=stated.key, name=stated.name, starts_at=stated.at)
    row.need("event_name", _("The event"))
    row.need("event_starts", _("The start of the event"))
    starts = row.moment("event_starts") or datetime(1970, 1, 1, tzinfo=UTC)
    ends = row.moment("event_ends")
    return EventFact(
        source=source,
        key=row.words("event_key", 200).removesuffix(".0"),
        name=row.words("event_name"),
        starts_at=starts,
        ends_at=ends if ends and ends > starts else None,
        category=row.words("event_category"),
        place=row.words("event_place"),
    )


def _fee(row: Row) -> tuple[int, str]:
    if not row.text("fee"):
        return 0, row.reading.currency or row.context.currency
    currency = row.currency()
    return (max(0, row.amount("fee", currency)) if currency else 0), currency


def _guests(row: Row) -> int:
    if row.text("guests"):
        return row.count("guests") or 0
    return max(0, (row.count("places") or 1) - 1)
