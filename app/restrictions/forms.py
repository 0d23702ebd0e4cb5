"""What may be typed about a file of restrictions."""

from collections.abc import Sequence

from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from app.constituents.domain.dates import DateFormat
from app.imports.forms import TakingForm
from app.restrictions.domain.reasons import Meaning, Reason, Silence
from app.web.forms import Form
from app.words import N_

BY_COLUMNS = "columns"
NONE = ""
MEANINGS: list[tuple[Meaning, str]] = [
    *((reason, reason.label) for reason in Reason),
    (Silence.NOTHING, N_("Says nothing: leave as it is")),
]


class NewForm(TakingForm):
    """A file, or addresses pasted from anywhere."""

    pasted = TextAreaField(N_("Or paste addresses"), [Length(max=2_000_000)])


class ColumnsForm(Form):
    """Which column has the address and the day, and where the reason comes from."""

    email = SelectField(N_("Email addresses are in"))
    reason = RadioField(N_("Why may they not be written to?"))
    date = SelectField(N_("The day of it is in"))
    date_format = SelectField(
        N_("Dates are written"),
        choices=[
            SelectChoice(NONE, N_("Choose")),
            *(SelectChoice(each.value, each.label) for each in DateFormat),
        ],
    )

    def offer(self, columns: Sequence[str], *, by_columns: bool) -> None:
        """Let the columns of this file be chosen; the reason from columns, where some can say it."""
        named = [SelectChoice(str(index), name) for index, name in enumerate(columns)]
        self.email.choices = [SelectChoice(NONE, N_("Choose a column")), *named]
        self.date.choices = [SelectChoice(NONE, N_("No column: it counts from today")), *named]
        said = [SelectChoice(BY_COLUMNS, N_("What the columns of the file say"))] if by_columns else []
        self.reason.choices = [*said, *(SelectChoice(each.value, each.label) for each in Reason)]
