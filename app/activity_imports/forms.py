"""What may be typed about a file of activity, and what staff send about its rows."""

from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from app.activity.domain.kinds import EmailEventKind
from app.activity.domain.money import DecimalMark
from app.activity_imports.domain.facts import FactKind
from app.activity_imports.domain.meanings import choices
from app.activity_imports.domain.senders import Spot
from app.batches.forms import ticked
from app.constituents.domain.dates import DateFormat
from app.web.forms import Form
from app.words import N_

KINDS = {
    FactKind.GIFTS: N_("Donations"),
    FactKind.REGISTRATIONS: N_("Registrations for events"),
    FactKind.MAIL: N_("What became of emails"),
}
PRESET = "preset:"


class ColumnsForm(Form):
    """What the file is, and what it does not say itself. Columns and words have controls of their own."""

    read_as = SelectField(N_("Read the file as"))
    source = StringField(N_("The tool or list it is from"))
    currency = SelectField(N_("Amounts are in"))
    mark = SelectField(
        N_("Before the cents stands"),
        choices=[
            SelectChoice("", N_("Choose")),
            *(SelectChoice(each.value, each.label) for each in DecimalMark),
        ],
    )
    order = SelectField(
        N_("Dates are written"),
        choices=[
            SelectChoice("", N_("Choose")),
            *(SelectChoice(each.value, each.label) for each in DateFormat),
        ],
    )
    zone = SelectField(N_("Times are those of"))
    happening = SelectField(
        N_("Every row is an email that was"),
        choices=[
            SelectChoice("", N_("Choose")),
            *(
                SelectChoice(value, label)
                for value, label in choices(FactKind.MAIL, "happening")
                if value in set(EmailEventKind)
            ),
        ],
    )
    bounce = SelectField(
        N_("The bounces are"),
        choices=[
            SelectChoice("", N_("For now")),
            SelectChoice("permanent", N_("For good: the address gets no more mail")),
        ],
    )
    about = SelectField(N_("About"))
    about_name = StringField(N_("Its name"))
    about_at = StringField(N_("When"))


def spot(text: str) -> Spot:
    """The row that a box stands for; ValueError for anything else."""
    found = Spot.parse(text)
    if found is None:
        raise ValueError(text)
    return found


class DecisionForm(Form):
    """One decision: about one row, about those that are marked, or about all with one cause."""

    do = StringField(N_("What to do"), [Length(max=20)])
    selected = SelectMultipleField(N_("Rows"), coerce=ticked, validate_choice=False)
    outcome = StringField(N_("Outcome"), [Length(max=30)])
    cause = StringField(N_("Cause"), [Length(max=60)])
    seen = StringField(N_("What was shown"), [Length(max=40)])
    back = StringField(N_("Where it was asked"), [Length(max=10)])


class TrayForm(Form):
    """One decision about senders; each is named by one of its rows."""

    do = StringField(N_("What to do"), [Length(max=20)])
    selected = SelectMultipleField(N_("Senders"), coerce=spot, validate_choice=False)
