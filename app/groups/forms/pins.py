"""Who is to be pinned, on which side, and why."""

from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from app.groups.domain.kinds import Side
from app.groups.forms.group import stripped
from app.web.forms import Form
from app.words import N_


class PinForm(Form):
    """The side and the note; the people are ticked rows, or the one who is picked."""

    side = RadioField(
        N_("What shall hold, whatever the rule says?"),
        choices=[
            SelectChoice("in", N_("Always in this group")),
            SelectChoice("out", N_("Never in this group")),
        ],
        default="in",
        filters=[lambda side: side or "in"],
    )
    note = StringField(
        N_("Why?"),
        [Length(max=500, message=N_("Use at most 500 characters."))],
        description=N_("Staff see it beside the pin, and the person in an export of their data."),
        filters=[stripped],
    )

    @property
    def chosen(self) -> Side:
        """The side that was chosen."""
        return Side(str(self.side.data))
