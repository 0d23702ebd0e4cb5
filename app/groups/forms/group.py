"""The plain fields of a group, and of what one does with its members."""

from wtforms import BooleanField, HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from app.web.forms import Form


def stripped(text: str | None) -> str:
    return (text or "").strip()


class GroupForm(Form):
    """Name, purpose, and why a rule is changed; `version` is the state of the group that the page showed."""

    name = StringField(
        "Name",
        [DataRequired("Give the group a name."), Length(max=80, message="Use at most 80 characters.")],
        filters=[stripped],
    )
    purpose = StringField(
        "For what?", [Length(max=300, message="Use at most 300 characters.")], filters=[stripped]
    )
    note = StringField(
        "Why is the rule changed?",
        [Length(max=300, message="Use at most 300 characters.")],
        description="Kept with this version of the rule.",
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
        "Who",
        choices=[
            SelectChoice("eligible", "Only people who can be emailed"),
            SelectChoice("everybody", "Everybody, with a column that says who can be emailed"),
        ],
        default="eligible",
    )
    reason = StringField(
        "Why does the file need everybody?",
        [Length(max=300, message="Use at most 300 characters.")],
        description="Written into the journal. Only needed for everybody.",
        filters=[stripped],
    )
    kind = RadioField(
        "Format",
        choices=[SelectChoice("csv", "CSV, for any program"), SelectChoice("xlsx", "Excel workbook (XLSX)")],
        default="csv",
        filters=[lambda kind: kind or "csv"],
    )
    links = BooleanField(
        "Add a link to unsubscribe and one to choose topics, for each person who can be emailed",
        description="Two columns, unsubscribe_url and preferences_url, for a mail merge.",
    )
    trial = BooleanField("It is for a trial: this file is sent to nobody")

    @property
    def everybody(self) -> bool:
        """Whether those who cannot be emailed shall be in the file."""
        return bool(self.which.data == "everybody")

    @property
    def unsaid(self) -> bool:
        """Whether the reason that this takes was not given."""
        return self.everybody and not self.reason.data
