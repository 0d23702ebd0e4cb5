"""The six questions that an overview answers, as one asks them of a person, an organization, or the dead."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.activity.domain.summaries import Origin
from app.constituents.domain.record import Kind
from app.words import N_, _, all_of, plural

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
    donated, registered, mailable = (_OF_ORGANIZATION if kind is Kind.ORGANIZATION else _OF_PERSON)[deceased]
    return Questions(
        donated=str(donated),
        registered=str(registered),
        mailable=str(mailable),
        engaged=_("Engaged with past campaigns?"),
        alike=_("Already here under a slightly different record?"),
        prospect=_("Anything to know before outreach?"),
    )


_OF_PERSON = {
    False: (
        N_("Has this person donated before?"),
        N_("Has this person registered for something?"),
        N_("Can this person receive marketing email now?"),
    ),
    True: (
        N_("Did this person donate?"),
        N_("Did this person register for something?"),
        N_("Can this person receive marketing email now?"),
    ),
}
_OF_ORGANIZATION = {
    False: (
        N_("Has this organization donated before?"),
        N_("Has this organization registered for something?"),
        N_("Can this organization receive marketing email now?"),
    ),
    True: (
        N_("Did this organization donate?"),
        N_("Did this organization register for something?"),
        N_("Can this organization receive marketing email now?"),
    ),
}


def told_by(origins: Sequence[Origin]) -> str:
    """Where facts came from, in words: "from spring-gala and Stripe"; "" when there are none."""
    named = [origin.source for origin in origins if origin.source]
    if not named:
        return _("source not recorded") if origins else ""
    more = len(named) - _NAMED
    sources = all_of(named[:_NAMED] + ([plural(more, "{n} more", "{n} more")] if more > 0 else []))
    if len(named) < len(origins):
        return _("from {sources}; of some the source is not recorded", sources=sources)
    return _("from {sources}", sources=sources)


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
        told = (
            _("stage {stage}", stage=self.stage) if self.stage else "",
            _("managed by {manager}", manager=self.manager) if self.manager else "",
            self._step() if self.next_step else "",
            _("last contact {day}", day=self.last_contact) if self.last_contact else "",
            self._notes() if self.notes else "",
        )
        return "; ".join(part for part in told if part)

    def _step(self) -> str:
        if self.due:
            return _("next step: {step}, due {day}", step=self.next_step, day=self.due)
        return _("next step: {step}", step=self.next_step)

    def _notes(self) -> str:
        if self.more_notes:
            return plural(self.notes, "more than {n} note", "more than {n} notes")
        return plural(self.notes, "{n} note", "{n} notes")
