"""What the people behind numbers of events and of email are called."""

from app.reports.domain.attendance import Guests
from app.reports.domain.engagement import Readers
from app.reports.domain.spans import Period, month


def when(period: Period, value: str = "") -> str:
    """The month of the year that is named, or the whole of it."""
    named = month(value, period)
    return named.words if named else period.label


def guest_heading(who: Guests, at: str) -> str:
    """The title of the page of those who came to events, or did not; `at` names the event or the time."""
    return {
        Guests.REGISTERED: f"Registered: {at}",
        Guests.ATTENDED: f"Attended: {at}",
        Guests.NO_SHOW: f"Did not come: {at}",
        Guests.WAITLISTED: f"On the waiting list: {at}",
        Guests.CANCELLED: f"Cancelled: {at}",
        Guests.FIRST_TIME: f"Came for the first time: {at}",
        Guests.RETURNING: f"Came again: {at}",
        Guests.GAVE: f"Attended and gave: {at}",
    }[who]


def guest_meaning(who: Guests, period: Period) -> str:
    """Who they are, in one sentence."""
    return {
        Guests.REGISTERED: "A registration that was not cancelled, whatever became of it.",
        Guests.ATTENDED: "A registration marked as attended.",
        Guests.NO_SHOW: "A registration marked as no-show.",
        Guests.WAITLISTED: "A registration that waits for a place.",
        Guests.CANCELLED: "A registration that was cancelled.",
        Guests.FIRST_TIME: f"They attended in {period.label}, and nothing that began before it.",
        Guests.RETURNING: f"They attended in {period.label}, and something that began before it.",
        Guests.GAVE: f"They attended in {period.label}, and a gift of theirs arrived in {period.label}.",
    }[who]


def reader_heading(who: Readers, at: str) -> str:
    """The title of the page of those who got email, opened it, or left; `at` names the time."""
    return {
        Readers.SENT: f"Were sent email: {at}",
        Readers.DELIVERED: f"Got email: {at}",
        Readers.OPENED: f"Opened email: {at}",
        Readers.CLICKED: f"Clicked in email: {at}",
        Readers.BOUNCED: f"Email bounced: {at}",
        Readers.COMPLAINED: f"Complained about email: {at}",
        Readers.NEVER_OPENED: f"Got email and never opened: {at}",
        Readers.UNSUBSCRIBED: f"Unsubscribed: {at}",
        Readers.ADDED: f"Added: {at}",
    }[who]


def reader_meaning(who: Readers) -> str:
    """Who they are, in one sentence."""
    return {
        Readers.SENT: "At least one message of a campaign of that time went to them.",
        Readers.DELIVERED: "At least one message of a campaign of that time reached them.",
        Readers.OPENED: "They themselves opened a message of a campaign of that time.",
        Readers.CLICKED: "They clicked in a message of a campaign of that time.",
        Readers.BOUNCED: "A message of a campaign of that time came back.",
        Readers.COMPLAINED: "They marked a message of a campaign of that time as spam.",
        Readers.NEVER_OPENED: "Messages of that time reached them; they opened none and clicked in none.",
        Readers.UNSUBSCRIBED: "They stopped all email in that time, and it stands to this day.",
        Readers.ADDED: "Their record was added in that time.",
    }[who]
