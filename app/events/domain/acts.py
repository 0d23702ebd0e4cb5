"""What staff can do with a registration by one press, and from which status."""

from enum import StrEnum

from app.activity.domain.kinds import RegistrationStatus as Status
from app.words import N_


class Act(StrEnum):
    """One press; the value stands in addresses."""

    CHECK_IN = "check-in"
    CANCEL = "cancellation"
    RESTORE = "restoration"
    MOVE_UP = "place"
    WAIT = "waiting"
    NO_SHOW = "no-show"

    @property
    def to(self) -> Status:
        """What becomes of the registration."""
        return _MEANT[self][1]

    @property
    def origins(self) -> frozenset[Status]:
        """The statuses from which it is possible."""
        return _MEANT[self][0]

    @property
    def label(self) -> str:
        """What the button says."""
        return _SAID[self][0]

    @property
    def done(self) -> str:
        """What was done, of somebody: "Ann Lee is checked in"."""
        return _SAID[self][1]


_MEANT = {
    Act.CHECK_IN: (
        frozenset({Status.REGISTERED, Status.WAITLISTED, Status.NO_SHOW, Status.CANCELLED}),
        Status.ATTENDED,
    ),
    Act.CANCEL: (frozenset({Status.REGISTERED, Status.WAITLISTED, Status.NO_SHOW}), Status.CANCELLED),
    Act.RESTORE: (frozenset({Status.CANCELLED}), Status.REGISTERED),
    Act.MOVE_UP: (frozenset({Status.WAITLISTED}), Status.REGISTERED),
    Act.WAIT: (frozenset({Status.REGISTERED}), Status.WAITLISTED),
    Act.NO_SHOW: (frozenset({Status.REGISTERED}), Status.NO_SHOW),
}
_SAID = {
    Act.CHECK_IN: (N_("Check in"), N_("{name} is checked in.")),
    Act.CANCEL: (N_("Cancel registration"), N_("{name} does not come: the registration is cancelled.")),
    Act.RESTORE: (N_("Restore"), N_("{name} is registered again.")),
    Act.MOVE_UP: (N_("Move up"), N_("{name} has a place now.")),
    Act.WAIT: (N_("To the waitlist"), N_("{name} is on the waitlist.")),
    Act.NO_SHOW: (N_("Mark as no-show"), N_("{name} is marked as a no-show.")),
}


def possible(status: Status) -> tuple[Act, ...]:
    """The acts that a status allows, in their order."""
    return tuple(act for act in Act if status in act.origins)


def first_act(status: Status) -> Act | None:
    """What a line of a list offers beside its own page, where one act is what most come for."""
    return _FIRST.get(status)


_FIRST = {
    Status.WAITLISTED: Act.MOVE_UP,
    Status.CANCELLED: Act.RESTORE,
    Status.NO_SHOW: Act.CHECK_IN,
}
