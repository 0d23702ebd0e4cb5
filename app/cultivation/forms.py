"""What may be typed about notes, constituencies and prospects."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from wtforms import BooleanField, DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from app.cultivation.domain.capacity import Capacity
from app.cultivation.domain.interactions import InteractionKind, NoteDraft
from app.cultivation.domain.prospects import ProspectDraft
from app.cultivation.domain.roles import LONGEST_ROLE, ConstituencyDraft, Span
from app.cultivation.domain.stages import Stage
from app.web.forms import Form
from app.words import N_, _, figure

MOST_TEXT = 10_000
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]+")


def lines(text: str | None) -> str:
    """Text without control characters and space around it; its line breaks stay."""
    return _CONTROLS.sub("", (text or "").replace("\r\n", "\n").replace("\r", "\n")).strip()


def one_line(text: str | None) -> str:
    """Text on one line, without control characters and space around it."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f]+", " ", text or "").split())


class DayField(DateField):
    """A day; what cannot be read as one is refused with an example."""

    def __init__(self, label: str, validators: list[Any], **more: Any) -> None:
        DateField.__init__(self, label, validators, **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day, or say how to write one."""
        try:
            DateField.process_formdata(self, valuelist)
        except ValueError as error:
            raise ValueError(_("Write the day as year-month-day, for example 2026-03-04.")) from error


def _short(label: str, most: int, hint: str = "") -> StringField:
    length = Length(max=most, message=N_("Use at most {most} characters.", most=most))
    return StringField(
        label, [length], description=hint, filters=[one_line], render_kw={"autocomplete": "off"}
    )


def _long(label: str, *, rows: int, hint: str = "", needed: str = "") -> TextAreaField:
    checks: list[Any] = [DataRequired(needed)] if needed else []
    checks.append(
        Length(max=MOST_TEXT, message=N_("Use at most {most_text} characters.", most_text=figure(MOST_TEXT)))
    )
    return TextAreaField(
        label, checks, description=hint, filters=[lines], render_kw={"rows": rows, "dir": "auto"}
    )


def _choice(label: str, kinds: Iterable[Any], words: Mapping[Any, str], *, none: str = "") -> SelectField:
    offered = [SelectChoice(each.value, words[each]) for each in kinds]
    blank = [SelectChoice("", none)] if none else []
    return SelectField(label, choices=blank + offered, invalid_choice_message=N_("Choose one of the list."))


class Versioned(Form):
    """A form that remembers which state of the thing it was filled from."""

    version = HiddenField(default="0")

    @property
    def seen_version(self) -> int:
        """The version that the page showed, 0 for something new."""
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class ReversalForm(Form):
    """The question before a change is taken back; it remembers which line of the history was the last."""

    last = HiddenField(default="0")

    @property
    def seen(self) -> int:
        """The id of the line that the page was made after, 0 for none."""
        text = str(self.last.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0


class NoteForm(Versioned):
    """A note, and the next step that follows from it."""

    kind = _choice(N_("Kind"), InteractionKind, {kind: kind.label for kind in InteractionKind})
    on = DayField(N_("Day"), [InputRequired(N_("Choose the day on which it happened."))])
    text = _long(N_("Text"), rows=6, needed=N_("Write what happened or what is worth knowing."))
    next_step = _short(N_("Next step"), 200, N_("For example: send the annual report."))
    due = DayField(N_("Due on"), [Optional()])
    is_done = BooleanField(N_("The next step is done"))

    def draft(self) -> NoteDraft:
        """The note that was typed."""
        return NoteDraft(
            kind=InteractionKind(self.kind.data),
            on=self.on.data or date.max,
            text=self.text.data or "",
            next_step=self.next_step.data or "",
            due=self.due.data,
            is_done=bool(self.is_done.data),
        )


class ConstituencyForm(Versioned):
    """A role and its time. Any role may be typed; those known are offered."""

    role = StringField(
        N_("Role"),
        [
            DataRequired(N_("Choose a role, or write a new one.")),
            Length(
                max=LONGEST_ROLE,
                message=N_("Use at most {longest_role} characters.", longest_role=LONGEST_ROLE),
            ),
        ],
        description=N_("Choose one of the list or write a new one; a new one joins the list."),
        filters=[one_line],
        render_kw={"list": "known-roles", "autocomplete": "off", "dir": "auto"},
    )
    since = DayField(N_("From"), [Optional()], description=N_("Leave empty when it is not known."))
    until = DayField(N_("Until"), [Optional()], description=N_("The last day. Leave empty while it lasts."))
    note = _short(N_("Note"), 300)

    def draft(self) -> ConstituencyDraft:
        """The role that was typed."""
        span = Span(self.since.data, self.until.data)
        return ConstituencyDraft(role=self.role.data or "", span=span, note=self.note.data or "")


class ProspectForm(Versioned):
    """Stage, manager, rating and note."""

    stage = _choice(N_("Stage"), Stage, {stage: stage.in_full for stage in Stage}, none=N_("No stage"))
    stage_since = DayField(
        N_("In this stage since"),
        [Optional()],
        description=N_("Leave empty: a new stage begins today, and one that stays keeps its day."),
    )
    manager_id = SelectField(
        N_("Manager"), default="", invalid_choice_message=N_("Choose somebody of your staff.")
    )
    capacity = SelectField(
        N_("Capacity rating"), default="", invalid_choice_message=N_("Choose one of the list.")
    )
    capacity_on = DayField(N_("Rated on"), [Optional()], description=N_("Leave empty for today."))
    capacity_source = _short(
        N_("Source of the rating"), 200, N_("For example: screening, a board member, property.")
    )
    note = _long(N_("Note"), rows=4, hint=N_("What to know before outreach."))

    def offer_staff(self, staff: Mapping[int, str]) -> None:
        """Who may look after the prospect."""
        people = [SelectChoice(str(key), name) for key, name in staff.items()]
        self.manager_id.choices = [SelectChoice("", N_("Nobody")), *people]

    def offer_bands(self, words: Mapping[Capacity, str]) -> None:
        """The bands, with amounts in the workspace's currency."""
        bands = [SelectChoice(band.value, said[:1].upper() + said[1:]) for band, said in words.items()]
        self.capacity.choices = [SelectChoice("", N_("Not rated")), *bands]

    def draft(self) -> ProspectDraft:
        """What was typed."""
        return ProspectDraft(
            stage=_chosen(Stage, self.stage.data),
            stage_since=self.stage_since.data,
            manager_id=int(self.manager_id.data) if self.manager_id.data else None,
            capacity=_chosen(Capacity, self.capacity.data),
            capacity_on=self.capacity_on.data,
            capacity_source=self.capacity_source.data or "",
            note=self.note.data or "",
        )


def _chosen(kind: Any, value: str | None) -> Any:
    members: type[StrEnum] = kind
    return members(value) if value else None


def differing(mine: Form, theirs: Form) -> list[tuple[str, Any, Any]]:
    """Label, their value and mine for each field in which the two differ, as people read them."""
    pairs = ((field, theirs._fields[field.name]) for field in mine if field.type != "HiddenField")
    return [
        (mine_.label.text, _shown(other), _shown(mine_)) for mine_, other in pairs if _differs(mine_, other)
    ]


def _differs(mine: Any, theirs: Any) -> bool:
    return bool((mine.data or "") != (theirs.data or ""))


def _shown(field: Any) -> Any:
    """The value in words: days stay days, a choice is its label."""
    match field.type:
        case "SelectField":
            return next((each.label for each in _options(field) if each.value == field.data), "")
        case "BooleanField":
            return "yes" if field.data else "no"
        case _:
            return field.data or ""


def _options(field: Any) -> list[SelectChoice]:
    return list(field.choices or ())
