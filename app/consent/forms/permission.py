"""What may be typed about permission."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from wtforms import BooleanField, DateField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from app.consent.domain.acts import StaffAct, What, read_what
from app.consent.domain.facts import Basis, Occasion
from app.web.forms import Form
from app.words import N_

_FIRST, _YEARS_AHEAD = 1900, 100
MANY = 100
"""From so many people on, their number is typed as a second thought before all of them are restricted."""
Topics = Sequence[tuple[int, str]]
"""Ids with what they are called."""

_ALL = frozenset(StaffAct) - {StaffAct.LEAVE_TOPIC, StaffAct.SUPPRESS}
"""The acts that are about all mail to a person, not about a topic or an address."""

BASES = {
    Basis.EXPRESS: N_("Express: the person said yes"),
    Basis.IMPLIED: N_("Implied: from a gift, membership or event"),
    Basis.SOFT_OPT_IN: N_("Soft opt-in: details given when buying or giving, with a chance to say no"),
}


def stripped(text: str | None) -> str:
    """What was typed without the space around it."""
    return (text or "").strip()


def line(label: str, missing: str, *, most: int = 300, hint: str = "") -> StringField:
    """A line of text that must not be left blank."""
    return StringField(
        label,
        [DataRequired(missing), Length(max=most, message=N_("Use at most {most} characters.", most=most))],
        description=hint,
        filters=[stripped],
    )


def wrong_past(day: date | None, today: date, born: int | None) -> str:
    """Why nothing can have been said on a day, "" where it can; `born` is the year of birth, if known."""
    if day is None:
        return ""
    if day > today:
        return N_("That day is yet to come.")
    if day.year < _FIRST:
        return N_("Choose a day from {first} on: look at the year once more.", first=_FIRST)
    return (
        N_("That is before {born}, the year of birth on record.", born=born)
        if born and day.year < born
        else ""
    )


def wrong_end(day: date | None, today: date) -> str:
    """Why nothing can end on a day, "" where it can."""
    far = day is not None and day.year > today.year + _YEARS_AHEAD
    return (
        N_("Choose a day within {number} years: look at the year once more.", number=_YEARS_AHEAD)
        if far
        else ""
    )


class _Restricting(Form):
    """A restriction that staff add, with where it came from."""

    kind = SelectField(N_("Restriction"))
    until = DateField(
        N_("Mail starts again on"),
        [Optional()],
        description=N_("Only for a pause: the first day on which mail may be sent again."),
    )
    evidence = line(
        N_("How do you know?"),
        N_("Say how you know: a letter, a phone call, a reply to a mailing."),
        hint=N_("For example: phone call on 3 March, asked to get no more mail."),
    )

    @property
    def what(self) -> What:
        """What was chosen, once the form was found to be right."""
        return read_what(str(self.kind.data)) or What(StaffAct.UNSUBSCRIBE)

    def is_wrong(self, today: date) -> bool:
        """Whether a day is, beside which it is said then."""
        ends = self.until.data
        if self.what.act is not StaffAct.PAUSE or (ends and ends > today and not wrong_end(ends, today)):
            return False
        said = N_("Say until when the pause lasts.") if ends is None else N_("Choose a day after today.")
        self.until.errors = (*self.until.errors, wrong_end(ends, today) or said)
        return True

    def _offer(self, acts: Iterable[StaffAct], topics: Topics) -> list[SelectChoice]:
        about_all = [
            SelectChoice(act.value, act.label, optgroup=N_("All mail")) for act in acts if act in _ALL
        ]
        about_topics = [
            SelectChoice(
                What(StaffAct.LEAVE_TOPIC, topic=key).word,
                N_("Leave “{name}”", name=name),
                optgroup=N_("A topic"),
            )
            for key, name in topics
        ]
        return [*about_all, *about_topics]


class RestrictionForm(_Restricting):
    """A restriction of one person."""

    said_on = DateField(
        N_("When was it said or decided?"), [Optional()], description=N_("It holds from now on in any case.")
    )
    again = BooleanField(N_("Write it down once more, as it was said again"))
    is_there = False
    """Whether the same is in force already, so that it is asked whether to write it down once more."""

    def offer(self, topics: Topics, addresses: Topics) -> None:
        """Every act, the topics that can be left, and the addresses besides the primary one."""
        primary = SelectChoice(StaffAct.SUPPRESS.value, StaffAct.SUPPRESS.label, optgroup=N_("An address"))
        others = [
            SelectChoice(
                What(StaffAct.SUPPRESS, email=key).word,
                N_("Suppress {address}", address=address),
                optgroup=N_("An address"),
            )
            for key, address in addresses
        ]
        self.kind.choices = [*self._offer(StaffAct, topics), primary, *others]

    def is_wrong(self, today: date, born: int | None = None) -> bool:
        """Whether a day is, beside which it is said then. `born` is the year of birth, if known."""
        if why := wrong_past(self.said_on.data, today, born):
            self.said_on.errors = (*self.said_on.errors, why)
            return True
        return super().is_wrong(today)


class ManyRestrictedForm(_Restricting):
    """A restriction of many people at once."""

    typed = StringField(
        N_("Type the number of people to confirm"),
        [Length(max=12)],
        description=N_("Digits only. It cannot be taken back for all of them at once."),
        filters=[stripped],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )

    @staticmethod
    def asks(number: int) -> bool:
        """Whether so many people are a number to be typed."""
        return number >= MANY

    def is_unmeant(self, number: int) -> bool:
        """Whether the number was asked for and not typed, beside which it is said then."""
        if not self.asks(number) or re.sub(r"[\s.,]", "", self.typed.data or "") == str(number):
            return False
        self.typed.errors = (
            *self.typed.errors,
            N_("Type {number} to add it to so many people.", number=number),
        )
        return True

    def offer(self, topics: Topics) -> None:
        """What an admin can lift from each of them, were it a mistake."""
        acts = [act for act in StaffAct if act.for_many]
        address = SelectChoice(StaffAct.SUPPRESS.value, StaffAct.SUPPRESS.label, optgroup=N_("An address"))
        self.kind.choices = [*self._offer(acts, topics), address]


class LiftForm(Form):
    """Why a restriction that staff added is lifted."""

    reason = line(N_("Reason"), N_("Give the reason for lifting it."), hint=N_("Written into the ledger."))


class ConsentForm(Form):
    """A consent with its evidence."""

    topic = SelectField(N_("For what?"), default="")
    basis = SelectField(N_("Basis"), choices=[SelectChoice(key.value, said) for key, said in BASES.items()])
    statement = line(N_("What was the person told?"), N_("Write down what the person was told or signed."))
    evidence = line(
        N_("How do you know?"),
        N_("Say how you know: a form, a letter, a phone call."),
        hint=N_("For example: sign-up sheet of the spring fair, page 2."),
    )
    collected_on = DateField(N_("Given on"), [InputRequired(N_("Choose the day on which it was given."))])
    occasion = SelectField(
        N_("How were the details collected?"),
        choices=[
            SelectChoice("", N_("Not known")),
            *(SelectChoice(each.value, N_("With {words}", words=each.words)) for each in Occasion),
        ],
        default="",
    )
    expires_on = DateField(N_("Ends on"), [Optional()])

    def offer_topics(self, topics: list[tuple[int, str]]) -> None:
        """The interest groups that the consent may be for."""
        offered = [SelectChoice(str(key), N_("Only “{name}”", name=name)) for key, name in topics]
        self.topic.choices = [SelectChoice("", N_("All mail")), *offered]

    def is_wrong(self, today: date, born: int | None) -> bool:
        """Whether a day is, beside which it is said then. `born` is the year of birth, if known."""
        given, ends = self.collected_on.data, self.expires_on.data
        early = N_("It cannot end before it was given.") if given and ends and ends < given else ""
        found = {
            self.collected_on: wrong_past(given, today, born),
            self.expires_on: wrong_end(ends, today) or early,
        }
        for field, why in found.items():
            field.errors = (*field.errors, why) if why else field.errors
        return any(found.values())
