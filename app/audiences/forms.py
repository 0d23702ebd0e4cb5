"""What may be typed to ask who can be emailed."""

from collections.abc import Iterable, Sequence

from wtforms import IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.audiences.domain.question import ALL_MAIL, Part, Question
from app.web.forms import Form
from app.words import N_

CHOOSE = N_("Choose one of the list.")
MOST_MESSAGES, MOST_DAYS = 100, 366


def _stripped(text: str | None) -> str:
    return (text or "").strip()


def _groups(label: str, hint: str) -> SelectMultipleField:
    return SelectMultipleField(
        label, description=hint, option_widget=CheckboxInput(), widget=ListWidget(), default=()
    )


def _number(label: str, most: int) -> IntegerField:
    said = N_("Type a number from 1 to {most}, or nothing.", most=most)
    return IntegerField(label, [Optional(), NumberRange(1, most, said)])


class AudienceForm(Form):
    """The question: about what, to whom, and not to whom."""

    topic = SelectField(N_("About"), default="", validate_choice=True)
    include = _groups(
        N_("To people in"), N_("Whoever is in any of them. The file holds only those who can be emailed.")
    )
    exclude = _groups(N_("But not to people in"), N_("Whoever is in any of these stays out of this mailing."))
    messages = _number(N_("Not to who got this many messages"), MOST_MESSAGES)
    days = _number(N_("in this many days"), MOST_DAYS)
    name = StringField(
        N_("What is it for?"),
        [Length(max=120, message=N_("Use at most 120 characters."))],
        description=N_("For example: spring appeal. By default the topic and the groups."),
        filters=[_stripped],
    )

    def offer(self, topics: Iterable[tuple[int, str]], groups: Iterable[tuple[int, str]]) -> None:
        """The interest groups and groups that may be chosen."""
        offered = [SelectChoice(str(key), name) for key, name in topics]
        self.topic.choices = [SelectChoice("", ALL_MAIL), *offered]
        for field in (self.include, self.exclude):
            field.choices = [SelectChoice(str(key), name) for key, name in groups]

    def question(self) -> Question:
        """What was asked, once it is valid."""
        topic = str(self.topic.data or "")
        return Question(
            topic_id=int(topic) if topic else None,
            topic=_label(self.topic.choices, topic) if topic else "",
            included=_parts(self.include),
            excluded=_parts(self.exclude),
            messages=self.messages.data,
            days=self.days.data,
        )


def _parts(field: SelectMultipleField) -> tuple[Part, ...]:
    return tuple(Part(int(key), _label(field.choices, key)) for key in field.data or ())


def _label(choices: Sequence[SelectChoice], key: str) -> str:
    return next(str(choice.label) for choice in choices if choice.value == key)
