"""What may be typed about a row."""

from wtforms import IntegerField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.batches.domain.grouping import Whom
from app.web.forms import Form
from app.web.ids import LARGEST, id_in
from app.words import N_


def ticked(text: str) -> tuple[int, int | None]:
    """The number of a row, and the last act on it that was seen, if it says so: "12-0", "12".

    0, which no row has, for a number that is too large to be one.
    """
    row, _, seen = text.partition("-")
    number = int(row)
    return number if 0 < number <= LARGEST else 0, id_in(seen) if seen else None


class ResolutionForm(Form):
    """Whom a row shall update, and what its reader saw. The answers line by line have names of their own."""

    target = IntegerField(N_("Constituent"), [Optional(), NumberRange(1, LARGEST)])
    version = IntegerField(N_("Version"), [Optional(), NumberRange(0, LARGEST)])
    seen = StringField(N_("What was shown"), [Length(max=40)])
    q = StringField(N_("Search for somebody else"), [Length(max=100)])


class RowsForm(Form):
    """Rows selected in the table."""

    selected = SelectMultipleField(N_("Rows"), coerce=ticked, validate_choice=False)


class DecisionForm(RowsForm):
    """One act on many rows: those that are selected, or all with one outcome and cause."""

    do = StringField(N_("What to do"), [Length(max=20)])
    outcome = StringField(N_("Outcome"), [Length(max=30)])
    cause = StringField(N_("Cause"), [Length(max=60)])
    value = StringField(N_("Only where it says"), [Length(max=64_000)])
    instead = StringField(N_("Write instead"), [Length(max=1_000)])
    system = StringField(N_("System"), [Length(max=80)])
    seen = StringField(N_("What was shown"), [Length(max=40)])


class GroupForm(Form):
    """The name of the group that whom an import added is put into."""

    name = StringField(N_("Name of the group"), [InputRequired(N_("Give the group a name.")), Length(max=80)])


class SourceForm(Form):
    """Which people of which import are added to a group."""

    number = SelectField(N_("Import or batch"), validate_choice=False)
    whom = RadioField(
        N_("Whom?"),
        choices=[SelectChoice(each.value, each.label) for each in Whom],
        default=Whom.ADDED.value,
        validate_choice=False,
    )
    note = StringField(
        N_("Note about why they are in it"),
        [Length(max=300, message=N_("Use at most 300 characters."))],
        filters=[lambda text: (text or "").strip()],
    )

    def chosen_number(self) -> int:
        """The number of the import; 0 for none."""
        return id_in(str(self.number.data or ""))

    def chosen_whom(self) -> Whom:
        """Which of its people."""
        asked = str(self.whom.data or "")
        return Whom(asked) if asked in list(Whom) else Whom.ADDED
