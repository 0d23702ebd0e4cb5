"""What may be typed about a file of restrictions."""

from collections.abc import Sequence

from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from app.constituents.domain.dates import DateFormat
from app.imports.forms import TakingForm
from app.restrictions.domain.reasons import Meaning, Reason, Silence
from app.web.forms import Form

BY_COLUMNS = "columns"
NONE = ""
MEANINGS: list[tuple[Meaning, str]] = [
    *((reason, reason.label) for reason in Reason),
    (Silence.NOTHING, "Says nothing: leave as it is"),
]


class NewForm(TakingForm):
    """A file, or addresses pasted from anywhere."""

    pasted = TextAreaField("Or paste addresses", [Length(max=2_000_000)])


class ColumnsForm(Form):
    """Which column has the address and the day, and where the reason comes from."""

    email = SelectField("Email addresses are in")
    reason = RadioField("Why may they not be written to?")
    date = SelectField("The day of it is in")
    date_format = SelectField(
        "Dates are written",
        choices=[
            SelectChoice(NONE, "Choose"),
            *(SelectChoice(each.value, each.label) for each in DateFormat),
        ],
    )

    def offer(self, columns: Sequence[str], *, by_columns: bool) -> None:
        """Let the columns of this file be chosen; the reason from columns, where some can say it."""
        named = [SelectChoice(str(index), name) for index, name in enumerate(columns)]
        self.email.choices = [SelectChoice(NONE, "Choose a column"), *named]
        self.date.choices = [SelectChoice(NONE, "No column: it counts from today"), *named]
        said = [SelectChoice(BY_COLUMNS, "What the columns of the file say")] if by_columns else []
        self.reason.choices = [*said, *(SelectChoice(each.value, each.label) for each in Reason)]
