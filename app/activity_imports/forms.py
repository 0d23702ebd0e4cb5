"""What staff send about rows: those that are marked, and what shall become of them."""

from wtforms import SelectMultipleField, StringField
from wtforms.validators import Length

from app.activity_imports.domain.senders import Spot
from app.batches.forms import ticked
from app.web.forms import Form


def spot(text: str) -> Spot:
    """The row that a box stands for; ValueError for anything else."""
    found = Spot.parse(text)
    if found is None:
        raise ValueError(text)
    return found


class DecisionForm(Form):
    """One decision: about one row, about those that are marked, or about all with one cause."""

    do = StringField("What to do", [Length(max=20)])
    selected = SelectMultipleField("Rows", coerce=ticked, validate_choice=False)
    outcome = StringField("Outcome", [Length(max=30)])
    cause = StringField("Cause", [Length(max=60)])
    seen = StringField("What was shown", [Length(max=40)])
    back = StringField("Where it was asked", [Length(max=10)])


class TrayForm(Form):
    """One decision about senders; each is named by one of its rows."""

    do = StringField("What to do", [Length(max=20)])
    selected = SelectMultipleField("Senders", coerce=spot, validate_choice=False)
