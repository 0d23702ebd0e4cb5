"""The people of a campaign, sorted by what became of their message."""

from collections.abc import Mapping
from enum import StrEnum

from app.activity.domain.outcomes import Outcome
from app.words import N_

_ALL = sum(Outcome)
_READ = Outcome.OPENED | Outcome.CLICKED


class Part(StrEnum):
    """Some of the people whom a campaign went to; somebody may be in several parts."""

    SENT = "sent"
    DELIVERED = "delivered"
    OPENED = "opened"
    CLICKED = "clicked"
    NOT_OPENED = "not_opened"
    MACHINE_ONLY = "machine_only"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    UNSUBSCRIBED = "unsubscribed"
    NO_REPORT = "no_report"

    @property
    def label(self) -> str:
        """Its name as a heading."""
        return _SAID[self][0]

    @property
    def meaning(self) -> str:
        """Who is in it, in one sentence."""
        return _SAID[self][1]

    def holds(self, outcome: int) -> bool:
        """Whether somebody with this outcome is in it.

        An open by a machine is none; who clicked read the message, even where the open was not reported.
        """
        is_read, was = bool(outcome & _READ), outcome.__and__
        match self:
            case Part.SENT:
                return True
            case Part.NOT_OPENED:
                return bool(was(Outcome.DELIVERED)) and not is_read
            case Part.MACHINE_ONLY:
                return bool(was(Outcome.MACHINE_OPENED)) and not was(Outcome.OPENED)
            case Part.NO_REPORT:
                return not was(Outcome.DELIVERED | Outcome.BOUNCED)
            case _:
                return bool(was(Outcome[self.name]))

    @property
    def outcomes(self) -> tuple[int, ...]:
        """Every outcome that belongs in it."""
        return _OUTCOMES[self]

    def among(self, people: Mapping[int, int]) -> int:
        """How many are in it, given how many people have each outcome."""
        return sum(number for outcome, number in people.items() if self.holds(outcome))


def is_only_part(people: Mapping[int, int]) -> bool:
    """Whether nothing is known but who bounced, complained or unsubscribed: others got it too, surely."""
    ends = Outcome.BOUNCED | Outcome.COMPLAINED | Outcome.UNSUBSCRIBED
    return bool(people) and all(outcome & ends for outcome in people)


_SAID = {
    Part.SENT: (N_("Sent to"), N_("Everybody whom the message went to.")),
    Part.DELIVERED: (N_("Delivered"), N_("Their mail server took the message.")),
    Part.OPENED: (N_("Opened"), N_("They opened the message themselves; opens by machines are not counted.")),
    Part.CLICKED: (N_("Clicked"), N_("They followed a link in the message.")),
    Part.NOT_OPENED: (
        N_("Never opened"),
        N_("The message was delivered, and they neither opened it nor clicked."),
    ),
    Part.MACHINE_ONLY: (
        N_("Opened by a machine only"),
        N_("A mail program or a scanner fetched the message."),
    ),
    Part.BOUNCED: (N_("Bounced"), N_("Their mail server sent the message back.")),
    Part.COMPLAINED: (N_("Complained"), N_("They reported the message as spam.")),
    Part.UNSUBSCRIBED: (N_("Unsubscribed"), N_("They unsubscribed with a link in the message.")),
    Part.NO_REPORT: (N_("No report"), N_("It is not known whether the message arrived.")),
}
_OUTCOMES = {part: tuple(each for each in range(_ALL + 1) if part.holds(each)) for part in Part}
