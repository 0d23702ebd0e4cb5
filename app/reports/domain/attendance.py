"""Who came to events of a year; a person counts once in each number, however often she came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.activity.domain.kinds import RegistrationStatus
from app.reports.domain.spans import Period


class Guests(StrEnum):
    """The people behind the numbers of events."""

    REGISTERED = "registered"
    ATTENDED = "attended"
    NO_SHOW = "no_show"
    WAITLISTED = "waitlisted"
    CANCELLED = "cancelled"
    FIRST_TIME = "first_time"
    RETURNING = "returning"
    GAVE = "gave"


OF_STATUS = {
    Guests.ATTENDED: RegistrationStatus.ATTENDED,
    Guests.NO_SHOW: RegistrationStatus.NO_SHOW,
    Guests.WAITLISTED: RegistrationStatus.WAITLISTED,
    Guests.CANCELLED: RegistrationStatus.CANCELLED,
}
"""Numbers that ask for one status; a registration that was not cancelled counts as registered."""


@dataclass(frozen=True, slots=True)
class Place:
    """One registration; `on` is the day in the workspace on which its event began."""

    person: int
    event: int
    on: date
    status: RegistrationStatus


def guests(places: Iterable[Place], givers: set[int], period: Period) -> dict[Guests, set[int]]:
    """The people of each number of the year; `givers` are those who gave in it."""
    known = list(places)
    now = [place for place in known if place.on in period.this]
    came = {each.person for each in now if each.status is RegistrationStatus.ATTENDED}
    earlier = {
        each.person
        for each in known
        if each.on < period.this.start and each.status is RegistrationStatus.ATTENDED
    }
    standing = {each.person for each in now if each.status is not RegistrationStatus.CANCELLED}
    by_status = {
        who: {each.person for each in now if each.status is status} for who, status in OF_STATUS.items()
    }
    return {
        Guests.REGISTERED: standing,
        **by_status,
        Guests.FIRST_TIME: came - earlier,
        Guests.RETURNING: came & earlier,
        Guests.GAVE: came & givers,
    }
