"""What may be typed on the page about matching."""

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from markupsafe import Markup
from wtforms import BooleanField, Field, HiddenField, SelectField, StringField
from wtforms.widgets import html_params

from app.matching.domain.decide import MatchingSettings, Thresholds
from app.web.forms import Form, refuse
from app.words import N_, _

_RANGE = N_("Type a number from 1 to 100.")


class _NumberAndSlider:
    """Both controls of a threshold, each naming the other as its twin."""

    validation_attrs = ()

    def __call__(self, field: "ThresholdField", **attrs: Any) -> Markup:
        slider = {"min": 1, "max": 100, "step": 1, "value": field.slid, "data-twin": field.id}
        number = {"min": 1, "max": 100, "step": 0.1, "inputmode": "decimal", "value": field.shown}
        tied = {"id": field.id, "name": field.name, "data-twin": f"{field.id}-slider", **attrs}
        named = {
            "id": f"{field.id}-slider",
            "name": field.name,
            "aria-label": _("{field}, slider", field=field.label.text),
        }
        return Markup("<input {}><input {}>").format(
            html_params(type="number", **number, **tied), html_params(type="range", **slider, **named)
        )


class ThresholdField(Field):
    """A score, sent twice: as a number, and by the slider below it, which knows whole points only.

    Where the browser does not keep the two alike, the one that was moved counts, and the number if both were.
    """

    widget = _NumberAndSlider()
    data: float | None

    def __init__(self, label: str, **given: Any) -> None:
        Field.__init__(self, label, **given)
        self.typed = ""

    def process_formdata(self, valuelist: list[str]) -> None:
        held = self.object_data
        typed, slid = [value.strip() for value in (*valuelist[:1], *valuelist[-1:])] or ["", ""]
        self.typed = slid if typed == shown(held) and slid not in ("", str(_whole(held))) else typed
        self.data = None
        self.data = _points(self.typed)

    @property
    def shown(self) -> str:
        """What the number field holds."""
        return str(self.typed) if self.raw_data else shown(self.data)

    @property
    def slid(self) -> int:
        """Where the slider stands."""
        return _whole(self.object_data if self.data is None else self.data)


def _whole(points: float) -> int:
    """The whole points at which a browser puts a slider: of two as near the higher one."""
    return int(points + 0.5)


def shown(points: float | None) -> str:
    """A score as it is typed: 95, or 94.5."""
    return "" if points is None else f"{points:g}"


def _points(text: str) -> float:
    """A score as typed, in tenths; raises ValueError with what to do."""
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise ValueError(_RANGE) from None
    if not value.is_finite() or not 1 <= value <= 100:
        raise ValueError(_RANGE)
    if value != round(value, 1):
        raise ValueError("Use whole points or tenths, such as 94.5.")
    return float(value)


class MatchingForm(Form):
    """The switch and both sets of thresholds; `basis` is what was saved when the page was opened."""

    on = BooleanField(N_("Match records with people on record"))
    batch_automatic = ThresholdField(N_("Automatic from"))
    batch_possible = ThresholdField(N_("For a person to decide from"))
    hand_possible = ThresholdField(N_("Shown while you type from"))
    rows = HiddenField()
    records = HiddenField()
    basis = HiddenField()

    def validate(self, extra_validators: Any = None) -> bool:
        """Is everything a score, and are the two of imports in order?"""
        if not super().validate(extra_validators):
            return False
        automatic, possible = self.batch_automatic.data, self.batch_possible.data
        if automatic is not None and possible is not None and possible > automatic:
            refuse(
                self,
                "batch_possible",
                N_(
                    "Choose at most {shown}, where automatic begins, or raise that one.",
                    shown=shown(automatic),
                ),
            )
        return not self.batch_possible.errors

    @property
    def is_right(self) -> bool:
        """Whether the scores that it holds make sense."""
        automatic, possible, by_hand = (
            self.batch_automatic.data,
            self.batch_possible.data,
            self.hand_possible.data,
        )
        if automatic is None or possible is None or by_hand is None:
            return False
        return bool(possible <= automatic)

    @property
    def texts(self) -> dict[str, Any]:
        """What is typed, as a form sends it."""
        points = (self.batch_automatic, self.batch_possible, self.hand_possible)
        return {**({"on": "y"} if self.on.data else {}), **{each.name: each.shown for each in points}}

    @property
    def settings(self) -> MatchingSettings:
        """What a valid form says."""
        return MatchingSettings(
            on=bool(self.on.data),
            batch=Thresholds(self.batch_automatic.data, self.batch_possible.data or 0.0),
            hand=Thresholds(None, self.hand_possible.data or 0.0),
        )


def filled(settings: MatchingSettings) -> Mapping[str, Any]:
    """The settings as the form holds them."""
    return {
        "on": settings.on,
        "batch_automatic": settings.batch.automatic,
        "batch_possible": settings.batch.possible,
        "hand_possible": settings.hand.possible,
    }


def said(_setting: str, value: bool | float | None) -> str:
    """A setting in a word: "off", 94.5."""
    return ("on" if value else "off") if isinstance(value, bool) else shown(value)


def basis_of(settings: MatchingSettings) -> str:
    """The settings as a page keeps them, to tell later whether somebody else has changed them."""
    return json.dumps(settings.to_json())


def was_shown(basis: str | None, saved: MatchingSettings) -> MatchingSettings:
    """The settings that were saved when the page was opened; those of now where it does not say."""
    if basis is None:
        return saved
    try:
        return MatchingSettings.from_json(json.loads(basis))
    except (ValueError, TypeError, KeyError):
        return MatchingSettings()


class NamePairForm(Form):
    """Two given names, and what they are to each other."""

    one = StringField(N_("One name"))
    meaning = SelectField(
        N_("What they are"),
        choices={"same": N_("is the same name as"), "different": N_("is another name than")},
        invalid_choice_message=N_("Choose one of the options."),
    )
    other = StringField(N_("The other name"))

    @property
    def is_same(self) -> bool:
        """Whether the two are one name."""
        return bool(self.meaning.data == "same")
