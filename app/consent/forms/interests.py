"""What may be typed about an interest group, and about who joins or leaves it."""

from datetime import date
from enum import StrEnum

from wtforms import BooleanField, DateField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from app.consent.forms.permission import line, stripped, wrong_past
from app.web.forms import Form


class InterestForm(Form):
    """An interest group as people will see it."""

    name = line("Name", "Give the interest group a name.", most=80)
    description = StringField(
        "Description",
        [Length(max=300, message="Use at most 300 characters.")],
        description="As people see it on their preference page.",
        filters=[stripped],
    )
    frequency = StringField(
        "How often?",
        [Length(max=80, message="Use at most 80 characters.")],
        description="For example: once a month.",
        filters=[stripped],
    )
    is_opt_in = BooleanField(
        "Only people who join get it",
        default=True,
        description="Otherwise everybody who may be emailed gets it until they leave.",
    )
    is_public = BooleanField("Shown on the preference page", default=True)


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
    Said.PAPER: "On paper",
    Said.FORM: "Form on the web",
    Said.PHONE: "By phone",
    Said.WRITING: "Letter or email",
    Said.IN_PERSON: "In person",
}


class LeavingForm(Form):
    """That somebody asked for no more of a topic, and how that is known."""

    how = SelectField(
        "How do you know?",
        choices=[SelectChoice("", "Choose one"), *(SelectChoice(each.value, each.words) for each in Said)],
        validators=[InputRequired("Say how you know: a form, paper, a phone call.")],
    )
    note = line(
        "Note",
        "Say what it was: which form, who called, where the paper is kept.",
        hint="For example: sign-up sheet of the spring fair, page 2.",
    )
    said_on = DateField("Said on", [InputRequired("Choose the day on which it was said.")])

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
        "What was the person told?",
        [Length(max=300, message="Use at most 300 characters.")],
        description="If you write it down, it is recorded as consent to this topic, too.",
        filters=[stripped],
    )
