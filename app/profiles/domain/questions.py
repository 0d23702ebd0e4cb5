"""The six questions that an overview answers, as one asks them of a person, an organization, or the dead."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.activity.domain.summaries import Origin
from app.constituents.domain.record import Kind
from app.words import _

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked, in the order in which it is answered."""

    donated: str
    registered: str
    mailable: str
    engaged: str
    alike: str
    prospect: str


def questions(kind: Kind, *, deceased: bool) -> Questions:
    """The questions about a constituent of this kind."""
    who = f"this {'organization' if kind is Kind.ORGANIZATION else 'person'}"
    return Questions(
        donated=_("Did {who} donate?", who=who) if deceased else _("Has {who} donated before?", who=who),
        registered=_("Did {who} register for something?", who=who)
        if deceased
        else _("Has {who} registered for something?", who=who),
        mailable=_("Can {who} receive marketing email now?", who=who),
        engaged=_("Engaged with past campaigns?"),
        alike=_("Already here under a slightly different record?"),
        prospect=_("Anything to know before outreach?"),
    )


def told_by(origins: Sequence[Origin]) -> str:
    """Where facts came from, in words: "from spring-gala and Stripe"; "" when there are none."""
    named = [origin.source for origin in origins if origin.source]
    if not named:
        return _("source not recorded") if origins else ""
    shown = named[:_NAMED] + ([_("{value} more", value=len(named) - _NAMED)] if len(named) > _NAMED else [])
    words = _("{value} and {shown}", value=", ".join(shown[:-1]), shown=shown[-1]) if shown[1:] else shown[0]
    return _("from {words}", words=words) + (
        _("; of some the source is not recorded") if len(named) < len(origins) else ""
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What staff know or plan, as far as one wants to be reminded of it before an outreach."""

    stage: str = ""
    manager: str = ""
    next_step: str = ""
    due: str = ""
    last_contact: str = ""
    notes: int = 0
    more_notes: bool = False

    @property
    def words(self) -> str:
        """All of it in one line; "" when there is nothing."""
        count = f"{'more than ' if self.more_notes else ''}{self.notes}"
        told = (
            _("stage {stage}", stage=self.stage) if self.stage else "",
            _("managed by {manager}", manager=self.manager) if self.manager else "",
            f"next step: {self.next_step}{f', due {self.due}' if self.due else ''}" if self.next_step else "",
            _("last contact {last_contact}", last_contact=self.last_contact) if self.last_contact else "",
            f"{count} {'note' if self.notes == 1 and not self.more_notes else 'notes'}" if self.notes else "",
        )
        return "; ".join(part for part in told if part)
