"""What may be typed about the rules of permission."""

from datetime import tzinfo
from typing import Any

from wtforms import DateField, IntegerField, RadioField, SelectMultipleField
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.consent.domain.facts import Occasion
from app.consent.domain.policy import FrequencyCap, Policy, Rules
from app.web.forms import Form
from app.words import N_

CHOOSE = N_("Choose one of the options.")
IMPLYING = {
    Occasion.GIFT: N_("a settled gift"),
    Occasion.REGISTRATION: N_("a registration that was not cancelled"),
}
BOTH_OR_NONE = N_("Give both numbers, or leave both blank.")


def _boxes(label: str, choices: dict[str, str]) -> SelectMultipleField:
    return SelectMultipleField(label, choices=choices, option_widget=CheckboxInput(), widget=ListWidget())


def _number(label: str, most: int) -> IntegerField:
    wrong = N_("Use a whole number from 1 to {most}, or leave it blank.", most=most)
    return IntegerField(label, [Optional(), NumberRange(1, most, wrong)])


class RulesForm(Form):
    """Policy, consent that is implied, soft opt-in, and how often people are emailed."""

    policy = RadioField(
        N_("People who never chose"),
        choices={policy.value: policy.sentence for policy in Policy},
        invalid_choice_message=CHOOSE,
    )
    implied_by = _boxes(N_("Consent is implied by"), {key.value: said for key, said in IMPLYING.items()})
    implied_months = _number(N_("It lapses after so many months"), 120)
    soft_opt_in_since = DateField(N_("Details collected on or after"), [Optional()])
    soft_opt_in_by = _boxes(N_("Collected with"), {each.value: each.words for each in Occasion})
    cap_messages = _number(N_("At most so many messages"), 1000)
    cap_days = _number(N_("in so many days"), 366)

    def validate(self, extra_validators: Any = None) -> bool:
        """Is everything in it as it should be, and does what belongs together come together?"""
        is_right = super().validate(extra_validators)
        return self._belongs_together() and is_right

    def _belongs_together(self) -> bool:
        months, cap = self.implied_months, self.cap_days
        if self.implied_by.data and months.data is None and not months.errors:
            months.errors = (N_("Say after how many months implied consent lapses."),)
            return False
        if (self.cap_messages.data is None) is not (cap.data is None) and not cap.errors:
            cap.errors = (BOTH_OR_NONE,)
            return False
        return True

    def rules(self, zone: tzinfo) -> Rules:
        """The rules that were chosen, once the form was found to be right."""
        messages, days = self.cap_messages.data, self.cap_days.data
        return Rules(
            Policy(self.policy.data),
            implied_months=self.implied_months.data,
            implied_by=frozenset(map(Occasion, self.implied_by.data or ())),
            soft_opt_in_since=self.soft_opt_in_since.data,
            soft_opt_in_by=frozenset(map(Occasion, self.soft_opt_in_by.data or ())),
            cap=FrequencyCap(messages, days) if messages and days else None,
            zone=zone,
        )


def filled(rules: Rules) -> dict[str, Any]:
    """The rules as the fields of the form show them."""
    return {
        "policy": rules.policy.value,
        "implied_by": [each.value for each in rules.implied_by],
        "implied_months": rules.implied_months,
        "soft_opt_in_since": rules.soft_opt_in_since,
        "soft_opt_in_by": [each.value for each in rules.soft_opt_in_by],
        "cap_messages": rules.cap.messages if rules.cap else None,
        "cap_days": rules.cap.days if rules.cap else None,
    }
