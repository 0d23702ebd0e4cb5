"""What may be typed about a row."""

from wtforms import IntegerField, SelectMultipleField, StringField
from wtforms.validators import Length, NumberRange, Optional

from app.web.forms import Form


class MergeForm(Form):
    """Whom a row shall update."""

    target = IntegerField("Constituent", [Optional(), NumberRange(1, (1 << 63) - 1)])
    q = StringField("Search for somebody else", [Length(max=100)])


class RowsForm(Form):
    """Rows selected in the table."""

    selected = SelectMultipleField("Rows", coerce=int, validate_choice=False)
