"""What may be typed about the people behind a number."""

from wtforms import StringField
from wtforms.validators import InputRequired, Length

from app.web.forms import Form


class GroupForm(Form):
    """The name of the group that they are put into."""

    name = StringField("Name of the group", [InputRequired("Give the group a name."), Length(max=80)])
