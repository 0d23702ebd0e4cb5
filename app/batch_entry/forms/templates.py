"""What may be typed about a template: its name and numbers, its thresholds, its update rules."""

from typing import Any

from wtforms import BooleanField, HiddenField, IntegerField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.batch_entry.domain.numbering import LAST, prefix_of
from app.batch_entry.domain.templates import LONGEST_NAME, Naming
from app.matching.domain.decide import Thresholds
from app.matching.forms import ThresholdField, shown
from app.updates.forms import RulesForm
from app.web.forms import Form, refuse
from app.web.ids import LARGEST
from app.words import N_, figure

INHERITED = "workspace"
OWN = "own"


class Versioned(Form):
    """A form that knows which state of the template its page was made of."""

    version = IntegerField(N_("Version"), [Optional(), NumberRange(0, LARGEST)])

    @property
    def seen_version(self) -> int:
        """The version that was shown; 0, which none has, where the form does not say."""
        return int(self.version.data or 0)


class NamingForm(Versioned):
    """Name, numbers, approval. `kind` and `like` say what a new one is made from."""

    name = StringField(
        N_("Name"),
        [
            InputRequired(N_("Give the template a name.")),
            Length(
                max=LONGEST_NAME,
                message=N_("Use at most {longest} characters.", longest=LONGEST_NAME),
            ),
        ],
    )
    prefix = StringField(
        N_("Numbers begin with"), [InputRequired(N_("Type what the numbers begin with, such as GIFT."))]
    )
    next_number = IntegerField(
        N_("Next number"),
        [Optional(), NumberRange(1, LAST, N_("Type a number from 1 to {last}.", last=figure(LAST)))],
    )
    was_next = HiddenField()
    needs_approval = BooleanField(N_("Somebody else has to approve each batch before it is committed"))
    kind = HiddenField()
    like = HiddenField()

    @property
    def naming(self) -> Naming:
        """What a valid form says; a next number that nobody changed is not meant."""
        typed = self.next_number.data
        is_same = str(typed) == str(self.was_next.data or "")
        return Naming(
            name=str(self.name.data or "").strip(),
            prefix=prefix_of(str(self.prefix.data or "")),
            next_number=None if is_same else typed,
            needs_approval=bool(self.needs_approval.data),
        )


def _whose(of_workspace: str, own: str) -> RadioField:
    return RadioField(
        N_("Which hold for its batches?"),
        choices=[SelectChoice(INHERITED, of_workspace), SelectChoice(OWN, own)],
        default=INHERITED,
        invalid_choice_message=N_("Choose one of the options."),
    )


class ThresholdsForm(Versioned):
    """Those of the workspace, or two of its own."""

    whose = _whose(
        N_("The thresholds of the workspace, as they are at the time"), N_("Thresholds of its own")
    )
    automatic = ThresholdField(N_("Automatic from"))
    possible = ThresholdField(N_("For a person to decide from"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Is it said whose hold, and are own ones scores in order?"""
        is_well = super().validate(extra_validators)
        if self.whose.data == INHERITED:
            return not self.whose.errors
        if not is_well:
            return False
        highest, lowest = self.automatic.data or 0.0, self.possible.data or 0.0
        if lowest > highest:
            words = N_(
                "Choose at most {shown}, where automatic begins, or raise that one.", shown=shown(highest)
            )
            refuse(self, "possible", words)
        return lowest <= highest

    @property
    def thresholds(self) -> dict[str, Any] | None:
        """What a valid form says; None: those of the workspace."""
        if self.whose.data == INHERITED:
            return None
        return Thresholds(self.automatic.data, self.possible.data or 0.0).to_json()


class TemplateRulesForm(Versioned, RulesForm):
    """The rules of the workspace, or one choice for every rule."""

    whose = _whose(
        N_("The update rules of the workspace, as they are at the time"), N_("Update rules of its own")
    )

    @property
    def own(self) -> dict[str, Any] | None:
        """What a valid form says; None: those of the workspace."""
        return None if self.whose.data == INHERITED else self.rules.to_json()


class ColumnsForm(Versioned):
    """The columns as the page holds them; the cells of each column have names of their own."""

    do = StringField(N_("What to do"), [Length(max=60)])
    add = StringField(N_("One more column"), [Length(max=60)])
