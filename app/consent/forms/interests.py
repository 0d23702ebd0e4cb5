"""What may be typed about an interest group, and about who joins or leaves it."""

from datetime import date
from enum import StrEnum

from wtforms import BooleanField, DateField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from app.consent.forms.permission import line, stripped, wrong_past
from app.web.forms import Form
from app.words import N_


class InterestForm(Form):
    """An interest group as people will see it."""

    name = line(N_("Name"), N_("Give the interest group a name."), most=80)
    description = StringField(
        N_("Description"),
        [Length(max=300, message=N_("Use at most 300 characters."))],
        description=N_("As people see it on their preference page."),
        filters=[stripped],
    )
    frequency = StringField(
        N_("How often?"),
        [Length(max=80, message=N_("Use at most 80 characters."))],
        description=N_("For example: once a month."),
        filters=[stripped],
    )
    is_opt_in = BooleanField(
        N_("Only people who join get it"),
        default=True,
        description=N_("Otherwise everybody who may be emailed gets it until they leave."),
    )
    is_public = BooleanField(N_("Shown on the preference page"), default=True)


class Said(StrEnum):
    """How somebody told the organization."""

    PAPER = "paper"
    FORM = "form"
    PHONE = "phone"
    WRITING = "writing"
    IN_PERSON = "in_person"

    @property
    def words(self) -> str:
        """The way, as the ledger has it before the note."""
        return _SAID[self]


_SAID = {
    Said.PAPER: N_("On paper"),
    Said.FORM: N_("Form on the web"),
    Said.PHONE: N_("By phone"),
    Said.WRITING: N_("Letter or email"),
    Said.IN_PERSON: N_("In person"),
}


class LeavingForm(Form):
    """That somebody asked for no more of a topic, and how that is known."""

    how = SelectField(
        N_("How do you know?"),
        choices=[
            SelectChoice("", N_("Choose one")),
            *(SelectChoice(each.value, each.words) for each in Said),
        ],
        validators=[InputRequired(N_("Say how you know: a form, paper, a phone call."))],
    )
    note = line(
        N_("Note"),
        N_("Say what it was: which form, who called, where the paper is kept."),
        hint=N_("For example: sign-up sheet of the spring fair, page 2."),
    )
    said_on = DateField(N_("Said on"), [InputRequired(N_("Choose the day on which it was said."))])

    @property
    def evidence(self) -> str:
        """Both in one line, once the form was found to be right."""
        return f"{Said(self.how.data).words}: {self.note.data}"

    def is_wrong(self, today: date, born: int | None) -> bool:
        """Whether the day cannot be, beside which it is said then. `born` is the year of birth, if known."""
        if not (why := wrong_past(self.said_on.data, today, born)):
            return False
        self.said_on.errors = (*self.said_on.errors, why)
        return True


class JoiningForm(LeavingForm):
    """That somebody asked for a topic, and how that is known."""

    statement = StringField(
        N_("What was the person told?"),
        [Length(max=300, message=N_("Use at most 300 characters."))],
        description=N_("If you write it down, it is recorded as consent to this topic, too."),
        filters=[stripped],
    )
