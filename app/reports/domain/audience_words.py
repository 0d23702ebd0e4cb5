"""What the people behind numbers of events and of email are called."""

from app.reports.domain.attendance import Guests
from app.reports.domain.engagement import Readers
from app.reports.domain.spans import Period, month
from app.words import _


def when(period: Period, value: str = "") -> str:
    """The month of the year that is named, or the whole of it."""
    named = month(value, period)
    return named.words if named else period.label


def guest_heading(who: Guests, at: str) -> str:
    """The title of the page of those who came to events, or did not; `at` names the event or the time."""
    return {
        Guests.REGISTERED: _("Registered: {when}", when=at),
        Guests.ATTENDED: _("Attended: {when}", when=at),
        Guests.NO_SHOW: _("No-show: {when}", when=at),
        Guests.WAITLISTED: _("Waitlisted: {when}", when=at),
        Guests.CANCELLED: _("Cancelled: {when}", when=at),
        Guests.FIRST_TIME: _("Came for the first time: {when}", when=at),
        Guests.RETURNING: _("Came again: {when}", when=at),
        Guests.GAVE: _("Attended and gave: {when}", when=at),
    }[who]


def guest_meaning(who: Guests, period: Period) -> str:
    """Who they are, in one sentence."""
    return {
        Guests.REGISTERED: _("A registration that was not cancelled, whatever became of it."),
        Guests.ATTENDED: _("A registration marked as attended."),
        Guests.NO_SHOW: _("A registration marked as no-show."),
        Guests.WAITLISTED: _("A registration that waits for a place."),
        Guests.CANCELLED: _("A registration that was cancelled."),
        Guests.FIRST_TIME: _("They attended in {year}, and nothing that began before it.", year=period.label),
        Guests.RETURNING: _(
            "They attended in {year}, and something that began before it.", year=period.label
        ),
        Guests.GAVE: _("They attended in {year}, and a gift of theirs arrived in {year}.", year=period.label),
    }[who]


def reader_heading(who: Readers, at: str) -> str:
    """The title of the page of those who got email, opened it, or left; `at` names the time."""
    return {
        Readers.SENT: _("Were sent email: {when}", when=at),
        Readers.DELIVERED: _("Got email: {when}", when=at),
        Readers.OPENED: _("Opened email: {when}", when=at),
        Readers.CLICKED: _("Clicked in email: {when}", when=at),
        Readers.BOUNCED: _("Email bounced: {when}", when=at),
        Readers.COMPLAINED: _("Complained about email: {when}", when=at),
        Readers.NEVER_OPENED: _("Got email and never opened: {when}", when=at),
        Readers.UNSUBSCRIBED: _("Unsubscribed: {when}", when=at),
        Readers.ADDED: _("Added: {when}", when=at),
    }[who]


def reader_meaning(who: Readers) -> str:
    """Who they are, in one sentence."""
    return {
        Readers.SENT: _("At least one message of a campaign of that time went to them."),
        Readers.DELIVERED: _("At least one message of a campaign of that time reached them."),
        Readers.OPENED: _("They themselves opened a message of a campaign of that time."),
        Readers.CLICKED: _("They clicked in a message of a campaign of that time."),
        Readers.BOUNCED: _("A message of a campaign of that time came back."),
        Readers.COMPLAINED: _("They marked a message of a campaign of that time as spam."),
        Readers.NEVER_OPENED: _("Messages of that time reached them; they opened none and clicked in none."),
        Readers.UNSUBSCRIBED: _("They stopped all email in that time, and it stands to this day."),
        Readers.ADDED: _("Their record was added in that time."),
    }[who]
