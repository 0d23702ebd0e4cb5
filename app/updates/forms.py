"""What may be chosen on the page about update rules."""

import json
from collections.abc import Mapping
from typing import Any

from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice

from app.updates.domain.rules import UpdateRules
from app.updates.domain.topics import TOPICS, Topic, chosen, told
from app.web.forms import Form
from app.words import N_


class RulesForm(Form):
    """One choice for every rule there is; `basis` are the rules that were saved when the page was opened."""

    basis = HiddenField()

    @property
    def texts(self) -> dict[str, Any]:
        """What is chosen, rule by rule, as a form sends it."""
        return {topic.rule: str(self[topic.rule].data) for topic in TOPICS}

    @property
    def rules(self) -> UpdateRules:
        """The rules that a valid form says."""
        return chosen(self.texts)

    @property
    def was_shown(self) -> UpdateRules:
        """The rules that were saved when the page was opened."""
        try:
            return UpdateRules.from_json(json.loads(self.basis.data or ""))
        except (ValueError, TypeError, AttributeError):
            return UpdateRules()


def _field(topic: Topic) -> RadioField:
    return RadioField(
        topic.title,
        choices=[SelectChoice(option.text, option.label) for option in topic.options],
        invalid_choice_message=N_("Choose one of the options."),
    )


for _topic in TOPICS:
    setattr(RulesForm, _topic.rule, _field(_topic))


def filled(rules: UpdateRules) -> Mapping[str, str]:
    """The rules as the form holds them."""
    return {topic.rule: told(getattr(rules, topic.rule)) for topic in TOPICS}


def basis_of(rules: UpdateRules) -> str:
    """The rules as a page keeps them, to tell later whether somebody else has changed them."""
    return json.dumps(rules.to_json())
