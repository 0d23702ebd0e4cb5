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

KINDS = {
    FactKind.GIFTS: "Donations",
    FactKind.REGISTRATIONS: "Registrations for events",
    FactKind.MAIL: "What became of emails",
}
PRESET = "preset:"


class ColumnsForm(Form):
    """What the file is, and what it does not say itself. Columns and words have controls of their own."""

    read_as = SelectField("Read the file as")
    source = StringField("The tool or list it is from")
    currency = SelectField("Amounts are in")
    mark = SelectField(
        "Before the cents stands",
        choices=[SelectChoice("", "Choose"), *(SelectChoice(each.value, each.label) for each in DecimalMark)],
    )
    order = SelectField(
        "Dates are written",
        choices=[SelectChoice("", "Choose"), *(SelectChoice(each.value, each.label) for each in DateFormat)],
    )
    zone = SelectField("Times are those of")
    happening = SelectField(
        "Every row is an email that was",
        choices=[
            SelectChoice("", "Choose"),
            *(
                SelectChoice(value, label)
                for value, label in choices(FactKind.MAIL, "happening")
                if value in set(EmailEventKind)
            ),
        ],
    )
    bounce = SelectField(
        "The bounces are",
        choices=[
            SelectChoice("", "For now"),
            SelectChoice("permanent", "For good: the address gets no more mail"),
        ],
    )
    about = SelectField("About")
    about_name = StringField("Its name")
    about_at = StringField("When")


def spot(text: str) -> Spot:
    """The row that a box stands for; ValueError for anything else."""
    found = Spot.parse(text)
    if found is None:
        raise ValueError(text)
    return found


class DecisionForm(Form):
    """One decision: about one row, about those that are marked, or about all with one cause."""

    do = StringField("What to do", [Length(max=20)])
    selected = SelectMultipleField("Rows", coerce=ticked, validate_choice=False)
    outcome = StringField("Outcome", [Length(max=30)])
    cause = StringField("Cause", [Length(max=60)])
    seen = StringField("What was shown", [Length(max=40)])
    back = StringField("Where it was asked", [Length(max=10)])


class TrayForm(Form):
    """One decision about senders; each is named by one of its rows."""

    do = StringField("What to do", [Length(max=20)])
    selected = SelectMultipleField("Senders", coerce=spot, validate_choice=False)
