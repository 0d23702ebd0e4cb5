"""What may be typed about gifts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from app.accounts.domain.places import currencies
from app.activity.domain.drafts import GiftDraft
from app.activity.domain.gift_words import KINDS, STATUSES, TRIBUTES
from app.activity.domain.kinds import GiftKind, GiftStatus, TributeKind
from app.activity.domain.money import parse_typed, typed_amount
from app.constituents.domain.problems import Problem
from app.cultivation.forms import DayField, Versioned, lines, one_line
from app.web.filters import money
from app.web.forms import Form, refuse
from app.words import N_

_CHOOSE = N_("Choose one of the list.")


def _words(label: str, most: int = 200, *, known: str = "", hint: str = "") -> StringField:
    """A short text; `known` is the list of what was written before."""
    offered = {"list": f"known-{known}"} if known else {}
    length = Length(max=most, message=N_("Use at most {most} characters.", most=most))
    return StringField(
        label,
        [length],
        description=hint,
        filters=[one_line],
        render_kw={"autocomplete": "off", "dir": "auto", **offered},
    )


def _amount(label: str = N_("Amount"), hint: str = "") -> StringField:
    shown = {"inputmode": "decimal", "autocomplete": "off"}
    return StringField(label, [DataRequired(N_("Type the amount."))], description=hint, render_kw=shown)


def _day(label: str, words: str) -> DayField:
    return DayField(label, [InputRequired(words)])


def _note() -> TextAreaField:
    length = Length(max=2_000, message=N_("Use at most 2,000 characters."))
    return TextAreaField(N_("Note"), [length], filters=[lines], render_kw={"rows": 3, "dir": "auto"})


class GiftForm(Versioned):
    """A gift."""

    amount = _amount()
    currency = SelectField(N_("Currency"), invalid_choice_message=_CHOOSE)
    received_on = _day(N_("Day received"), N_("Choose the day on which it was received."))
    status = SelectField(N_("Status"), invalid_choice_message=_CHOOSE)
    kind = SelectField(
        N_("Kind"),
        choices=[SelectChoice(kind.value, words) for kind, words in KINDS.items()],
        invalid_choice_message=_CHOOSE,
    )
    fund = _words(N_("Fund"), known="fund")
    campaign = _words(N_("Campaign"), known="campaign", hint=N_("The drive for money it belongs to."))
    appeal = _words(N_("Appeal"), known="appeal", hint=N_("What asked for it, like a letter or a dinner."))
    method = _words(N_("Method"), 100, known="method", hint=N_("For example: check, card, cash."))
    anonymous = BooleanField(
        N_("Anonymous"), description=N_("The donor is not to be named. The gift counts as any other.")
    )
    tribute = SelectField(
        N_("Tribute"),
        choices=[
            SelectChoice("", N_("None")),
            *(SelectChoice(kind.value, words) for kind, words in TRIBUTES.items()),
        ],
        default="",
        invalid_choice_message=_CHOOSE,
    )
    tribute_name = _words(N_("Of whom"))
    note = _note()

    def offer(self, statuses: Sequence[GiftStatus], chosen: str) -> None:
        """What may be chosen; `chosen` is the currency that comes first, and that of a new gift."""
        names = currencies()
        ordered = [chosen, *(code for code in names if code != chosen)]
        self.currency.choices = [SelectChoice(code, f"{code}, {names.get(code, code)}") for code in ordered]
        self.status.choices = [SelectChoice(status.value, STATUSES[status]) for status in statuses]
        self.currency.data = self.currency.data or chosen

    def draft(self, locale: str) -> GiftDraft | None:
        """What was typed; None when the amount cannot be read, which the form then says."""
        currency = self.currency.data or ""
        amount = amount_in(self, self.amount.data, currency, locale)
        if amount is None:
            return None
        return GiftDraft(
            amount=amount,
            currency=currency,
            received_on=self.received_on.data or date.max,
            kind=GiftKind(self.kind.data),
            status=GiftStatus(self.status.data),
            tribute=TributeKind(self.tribute.data) if self.tribute.data else None,
            anonymous=bool(self.anonymous.data),
            **{name: getattr(self, name).data or "" for name in _TEXTS},
        )


_TEXTS = ("fund", "campaign", "appeal", "method", "tribute_name", "note")


class RefundForm(Form):
    """How much goes back, and when."""

    amount = _amount(N_("Amount refunded"))
    received_on = _day(N_("Day of the refund"), N_("Choose the day on which the money went back."))
    method = _words(N_("Method"), 100, known="method", hint=N_("Leave empty when it is that of the gift."))
    note = _note()


class CreditForm(Form):
    """How much of a gift somebody else is thanked for."""

    amount = _amount(N_("Amount of the soft credit"))


class RemovalForm(Form):
    """Why a gift goes."""

    reason = _words(N_("Reason"), 300)


class SettlementForm(Versioned):
    """The day on which the money of a pending gift arrived."""

    received_on = DayField(N_("Day received"), [Optional()])


def filled(row: Any, locale: str) -> GiftForm:
    """The gift as it stands, to be changed; a refund shows its amount above zero."""
    names = (*_TEXTS, "currency", "received_on", "anonymous", "version")
    values = {name: getattr(row, name) for name in names}
    chosen = {"kind": row.kind.value, "status": row.status.value, "tribute": row.tribute or ""}
    amount = typed_amount(abs(row.amount), row.currency, locale)
    return GiftForm(formdata=None, data={**values, **chosen, "amount": amount})


def amount_in(form: Form, text: str | None, currency: str, locale: str) -> int | None:
    """The typed amount in minor units; None when there is none, and the form says what to type."""
    found = parse_typed(text or "", currency, locale)
    if isinstance(found, Problem):
        refuse(form, "amount", f"{found.what} {found.fix}")
        return None
    return found


def refuse_with(form: Form, field: str, why: str, amount: int | None, currency: str) -> None:
    """Show why something was not done; the amount stands in the words where there is one."""
    words = why if amount is None else why.format(amount=money(amount, currency))
    refuse(form, field or None, words)
