"""What may be typed when a file comes in."""

from flask_wtf.file import FileField
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange

from app.batches.domain.rows import Mode
from app.imports.domain.encoding import Encoding
from app.web.forms import Form
from app.words import N_

MODES = [
    SelectChoice(Mode.BOTH.value, N_("Add new people and update those already here")),
    SelectChoice(Mode.CREATE.value, N_("Only add new people")),
    SelectChoice(Mode.UPDATE.value, N_("Only update people already here")),
]
DELIMITERS = [
    SelectChoice(",", N_("comma")),
    SelectChoice(";", N_("semicolon")),
    SelectChoice("\t", N_("tab")),
    SelectChoice("|", N_("vertical bar")),
]


MOST_ABOVE = 99
"""The last row that can name the columns: more rows are not looked at."""


class TakingForm(Form):
    """A file, or rows pasted from a spreadsheet, and where they are from."""

    file = FileField(N_("File"))
    pasted = TextAreaField(N_("Or paste rows from a spreadsheet"), [Length(max=2_000_000)])
    source = StringField(
        N_("Where is this from?"), [Length(max=80, message=N_("Keep this below 80 characters."))]
    )


class ListForm(Form):
    """A file that names people who are here already."""

    file = FileField(N_("File"))


class UploadForm(TakingForm):
    """The same for people."""

    mode = RadioField(N_("What may this import do?"), choices=MODES, default=Mode.BOTH.value)


class ReadingForm(Form):
    """How a stored file is to be read; of a workbook, only sheet and row of names can be chosen."""

    encoding = SelectField(
        N_("Characters"), choices=[SelectChoice(each.value, each.label) for each in Encoding]
    )
    delimiter = SelectField(N_("Columns are separated by"), choices=DELIMITERS)
    sheet = SelectField(N_("Sheet"), validate_choice=False)
    header_row = SelectField(
        N_("Column names are in"),
        [NumberRange(0, MOST_ABOVE)],
        coerce=int,
        validate_choice=False,
    )
