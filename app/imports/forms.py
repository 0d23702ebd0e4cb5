"""What may be typed when a file comes in."""

from flask_wtf.file import FileField
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange

from app.batches.domain.rows import Mode
from app.imports.domain.encoding import Encoding
from app.web.forms import Form

MODES = [
    SelectChoice(Mode.BOTH.value, "Add new people and update those already here"),
    SelectChoice(Mode.CREATE.value, "Only add new people"),
    SelectChoice(Mode.UPDATE.value, "Only update people already here"),
]
DELIMITERS = [
    SelectChoice(",", "comma"),
    SelectChoice(";", "semicolon"),
    SelectChoice("\t", "tab"),
    SelectChoice("|", "vertical bar"),
]


MOST_ABOVE = 99
"""The last row that can name the columns: more rows are not looked at."""


class TakingForm(Form):
    """A file, or rows pasted from a spreadsheet, and where they are from."""

    file = FileField("File")
    pasted = TextAreaField("Or paste rows from a spreadsheet", [Length(max=2_000_000)])
    source = StringField("Where is this from?", [Length(max=80, message="Keep this below 80 characters.")])


class ListForm(Form):
    """A file that names people who are here already."""

    file = FileField("File")


class UploadForm(TakingForm):
    """The same for people."""

    mode = RadioField("What may this import do?", choices=MODES, default=Mode.BOTH.value)


class ReadingForm(Form):
    """How a stored file is to be read; of a workbook, only sheet and row of names can be chosen."""

    encoding = SelectField("Characters", choices=[SelectChoice(each.value, each.label) for each in Encoding])
    delimiter = SelectField("Columns are separated by", choices=DELIMITERS)
    sheet = SelectField("Sheet", validate_choice=False)
    header_row = SelectField(
        "Column names are in",
        [NumberRange(0, MOST_ABOVE)],
        coerce=int,
        validate_choice=False,
    )
