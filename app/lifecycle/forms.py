"""What may be typed about the state of a whole record."""

from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length

from app.constituents.domain.text import visible
from app.web.forms import Form
from app.words import N_

MOST = 200


def tidy(text: str | None) -> str:
    return visible(text or "")


class VersionForm(Form):
    """Which state of the record the page showed: what was changed in the meantime is not written over."""

    version = HiddenField()

    @property
    def seen(self) -> int:
        """The version that the page showed; 0, which no record has, for anything that is no number."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


class DeactivationForm(VersionForm):
    """Why a record goes out of use."""

    reason = StringField(
        N_("Reason"),
        [
            DataRequired(N_("Say why: people who meet the record later will want to know.")),
            Length(max=MOST, message=N_("Use at most {most} characters.", most=MOST)),
        ],
        description=N_("For example: moved abroad, closed down, lost touch."),
        filters=[tidy],
    )


class DeathForm(VersionForm):
    """When somebody died, as far as it is known."""

    died = StringField(
        N_("Date of death"),
        [Length(max=40, message=N_("Use at most 40 characters."))],
        description=N_("In full, like 2 April 2024, or only the year. Leave it empty when it is not known."),
        filters=[tidy],
    )


class ErasureForm(Form):
    """The name of the person, typed as a second thought."""

    name = StringField(N_("Type the name to confirm"), [DataRequired(N_("Type the name."))], filters=[tidy])


class RemainsForm(Form):
    """The lookup ID of a record that is gone, typed as a second thought."""

    lookup_id = StringField(
        N_("Type the lookup ID to confirm"), [DataRequired(N_("Type the lookup ID."))], filters=[tidy]
    )
