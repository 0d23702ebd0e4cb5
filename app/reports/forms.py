"""What may be typed about the people behind a number."""

from wtforms import StringField
from wtforms.validators import InputRequired, Length

from app.web.forms import Form
from app.words import N_


class GroupForm(Form):
    """The name of the group that they are put into."""

    name = StringField(N_("Name of the group"), [InputRequired(N_("Give the group a name.")), Length(max=80)])
