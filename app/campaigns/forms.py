"""What may be typed about a campaign, and about a group that is made of its people."""

from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length

from app.web.forms import Form
from app.web.ids import id_in

_NAME, _SUBJECT = 200, 500


def _trimmed(text: str | None) -> str:
    return (text or "").strip()


class CampaignForm(Form):
    """Name and subject; `version` is the state of the campaign that the page showed."""

    name = StringField(
        "Name",
        [
            DataRequired("Give the campaign a name."),
            Length(max=_NAME, message=f"Use at most {_NAME} letters."),
        ],
        filters=[_trimmed],
    )
    subject = StringField(
        "Subject line",
        [Length(max=_SUBJECT, message=f"Use at most {_SUBJECT} letters.")],
        filters=[_trimmed],
    )
    version = HiddenField(default="0")

    @property
    def seen_version(self) -> int:
        """The version that the page showed."""
        return id_in(str(self.version.data or ""))


class GroupForm(Form):
    """The name of the group."""

    name = StringField("Name of the new group", filters=[_trimmed])
