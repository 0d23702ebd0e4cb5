"""What may be typed about a row."""

from wtforms import IntegerField, SelectMultipleField, StringField
from wtforms.validators import Length, NumberRange, Optional

from app.web.forms import Form
from app.web.ids import LARGEST


def row_number(text: str) -> int:
    """The number of a row; 0, which no row has, for one that is too large to be one."""
    number = int(text)
    return number if 0 < number <= LARGEST else 0


class ResolutionForm(Form):
    """Whom a row shall update, and what its reader saw. The answers line by line have names of their own."""

    target = IntegerField("Constituent", [Optional(), NumberRange(1, LARGEST)])
    version = IntegerField("Version", [Optional(), NumberRange(0, LARGEST)])
    seen = StringField("What was shown", [Length(max=40)])
    q = StringField("Search for somebody else", [Length(max=100)])


class RowsForm(Form):
    """Rows selected in the table."""

    selected = SelectMultipleField("Rows", coerce=row_number, validate_choice=False)
