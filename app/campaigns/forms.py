"""What may be typed about a campaign, and about a group that is made of its people."""

from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length

from app.web.forms import Form
from app.web.ids import id_in
from app.words import N_

_NAME, _SUBJECT = 200, 500


def _trimmed(text: str | None) -> str:
    return (text or "").strip()


class CampaignForm(Form):
    """Name and subject; `version` is the state of the campaign that the page showed."""

    name = StringField(
        N_("Name"),
        [
            DataRequired(N_("Give the campaign a name.")),
            Length(max=_NAME, message=N_("Use at most {most} characters.", most=_NAME)),
        ],
        filters=[_trimmed],
    )
    subject = StringField(
        N_("Subject line"),
        [Length(max=_SUBJECT, message=N_("Use at most {most} characters.", most=_SUBJECT))],
        filters=[_trimmed],
    )
    version = HiddenField(default="0")

    @property
    def seen_version(self) -> int:
        """The version that the page showed."""
        return id_in(str(self.version.data or ""))


class GroupForm(Form):
    """The name of the group."""

    name = StringField(N_("Name of the new group"), filters=[_trimmed])
