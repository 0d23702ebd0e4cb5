"""What is typed to change the list of a static group, and to make one out of others."""

from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from app.groups.domain.combination import Act
from app.groups.domain.leaving import How
from app.groups.domain.pasted import words_in
from app.groups.forms.group import stripped
from app.web.forms import Form
from app.web.ids import id_in
from app.words import N_

LONGEST_NOTE = 300
_TALL = {"rows": 6, "spellcheck": "false"}
_HINT = N_("One on each line, or separated by commas or semicolons, as in a message or a spreadsheet.")
_HINT_ADDED = N_(
    "One on each line, or separated by commas or semicolons, as in a message or a spreadsheet."
    " People who are in it already are passed over."
)


def _note() -> StringField:
    return StringField(
        N_("Note about why they are in it"),
        [
            Length(
                max=LONGEST_NOTE,
                message=N_("Use at most {most} characters.", most=LONGEST_NOTE),
            )
        ],
        description=N_("Kept with each of them in this group only, for example “table 4”."),
        filters=[stripped],
    )


class PasteForm(Form):
    """People to add by address or ID; `known` are words of an earlier look that named somebody."""

    known = TextAreaField(N_("Found before"))
    pasted = TextAreaField(
        N_("Email addresses or lookup IDs"),
        description=_HINT_ADDED,
        filters=[stripped],
        render_kw=_TALL,
    )
    note = _note()

    def words(self) -> list[str]:
        """What was typed, each once, in order."""
        return words_in(f"{self.known.data or ''}\n{self.pasted.data or ''}")


class CopyForm(Form):
    """Whose members are copied."""

    source = SelectField(N_("Group"), validate_choice=False)
    note = _note()

    def source_id(self) -> int:
        """The group that was chosen; 0 for none."""
        return id_in(str(self.source.data or ""))


class RemovalForm(Form):
    """Whom to take out of a list."""

    how = RadioField(
        N_("Whom?"), choices=[SelectChoice(each.value, each.label) for each in How], default=How.PASTED.value
    )
    pasted = TextAreaField(
        N_("Email addresses or lookup IDs"), description=_HINT, filters=[stripped], render_kw=_TALL
    )
    source = SelectField(N_("The other group"), validate_choice=False)

    def words(self) -> list[str]:
        """What was typed, each once, in order."""
        return words_in(str(self.pasted.data or ""))

    def source_id(self) -> int:
        """The group that was chosen; 0 for none."""
        return id_in(str(self.source.data or ""))


class NoteForm(Form):
    """The note about one member."""

    note = StringField(
        N_("Note"),
        [
            Length(
                max=LONGEST_NOTE,
                message=N_("Use at most {most} characters.", most=LONGEST_NOTE),
            )
        ],
        description=N_("Kept with the person in this group only. Leave it empty to take the note away."),
        filters=[stripped],
    )


class CombinationForm(Form):
    """Which groups are put together, and how; asked by the address."""

    first = SelectField(N_("Everybody who is in"), validate_choice=False)
    act = RadioField(
        N_("How"), choices=[SelectChoice(each.value, each.label) for each in Act], default=Act.UNION.value
    )
    others = SelectMultipleField(
        N_("These groups"),
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def chosen(self) -> list[int]:
        """The groups, the one to start from first, each once."""
        texts = [str(self.first.data or ""), *(self.others.data or ())]
        return list(dict.fromkeys(number for text in texts if (number := id_in(str(text)))))


class NameForm(Form):
    """What the new group is called."""

    name = StringField(
        N_("Name of the new group"),
        [
            DataRequired(N_("Give the group a name.")),
            Length(max=80, message=N_("Use at most 80 characters.")),
        ],
        filters=[stripped],
    )
