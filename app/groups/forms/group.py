"""The plain fields of a group, and of what one does with its members."""

from wtforms import BooleanField, HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from app.web.forms import Form
from app.words import N_


def stripped(text: str | None) -> str:
    return (text or "").strip()


class GroupForm(Form):
    """Name, purpose, and why a rule is changed; `version` is the state of the group that the page showed."""

    name = StringField(
        N_("Name"),
        [
            DataRequired(N_("Give the group a name.")),
            Length(max=80, message=N_("Use at most 80 characters.")),
        ],
        filters=[stripped],
    )
    purpose = StringField(
        N_("For what?"), [Length(max=300, message=N_("Use at most 300 characters."))], filters=[stripped]
    )
    note = StringField(
        N_("Why is the rule changed?"),
        [Length(max=300, message=N_("Use at most 300 characters."))],
        description=N_("Kept with this version of the rule."),
        filters=[stripped],
    )
    version = HiddenField(default="0")

    @property
    def seen_version(self) -> int:
        """The version that the page showed, 0 for a new group."""
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class ExportForm(Form):
    """Which members to export, and as what. Those who cannot be emailed leave only with a reason."""

    which = RadioField(
        N_("Who"),
        choices=[
            SelectChoice("eligible", N_("Only people who can be emailed")),
            SelectChoice("everybody", N_("Everybody, with a column that says who can be emailed")),
        ],
        default="eligible",
    )
    reason = StringField(
        N_("Why does the file need everybody?"),
        [Length(max=300, message=N_("Use at most 300 characters."))],
        description=N_("Written into the journal. Only needed for everybody."),
        filters=[stripped],
    )
    kind = RadioField(
        N_("Format"),
        choices=[
            SelectChoice("csv", N_("CSV, for any program")),
            SelectChoice("xlsx", N_("Excel workbook (XLSX)")),
        ],
        default="csv",
        filters=[lambda kind: kind or "csv"],
    )
    links = BooleanField(
        N_("Add a link to unsubscribe and one to choose topics, for each person who can be emailed"),
        description=N_("Two columns, unsubscribe_url and preferences_url, for a mail merge."),
    )
    trial = BooleanField(N_("It is for a trial: this file is sent to nobody"))

    @property
    def everybody(self) -> bool:
        """Whether those who cannot be emailed shall be in the file."""
        return bool(self.which.data == "everybody")

    @property
    def unsaid(self) -> bool:
        """Whether the reason that this takes was not given."""
        return self.everybody and not self.reason.data
