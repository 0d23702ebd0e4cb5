"""Which static group people shall be put into."""

from collections.abc import Iterable

from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from app.web.forms import Form
from app.web.ids import id_in
from app.words import N_


class IntoGroupForm(Form):
    """Which group: one that is there, or a new one by its name."""

    group = SelectField(N_("Group"), validate_choice=False)
    name = StringField(
        N_("Name of the new group"),
        [Length(max=80, message=N_("Use at most 80 characters."))],
        filters=[lambda text: (text or "").strip()],
        description=N_("Only for a new group."),
    )

    def group_id(self) -> int | None:
        """The group that was chosen; None is a new one."""
        return id_in(str(self.group.data or "")) or None

    def offer(self, groups: Iterable[tuple[int, str]]) -> None:
        """The groups to choose among, by id and name; a new one comes first."""
        found = [SelectChoice(str(key), name) for key, name in groups]
        self.group.choices = [SelectChoice("new", N_("A new group")), *found]
