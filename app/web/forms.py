"""The base of every form, and its errors as data for the summary."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask_wtf import CSRFProtect, FlaskForm
from wtforms import Field

csrf = CSRFProtect()


class Form(FlaskForm):
    """What may be typed. The token comes from the macro `csrf()` and is checked before any route."""

    class Meta(FlaskForm.Meta):
        csrf = False

    def __init__(self, **given: Any) -> None:
        """A form filled from the request when it was posted, else from `obj` or `data`."""
        FlaskForm.__init__(self, **given)

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """Was it posted, and is everything in it as it should be?"""
        return bool(FlaskForm.validate_on_submit(self, extra_validators))

    def validate(self, extra_validators: Any = None) -> bool:
        """Is everything in it as it should be?"""
        return bool(FlaskForm.validate(self, extra_validators))

    def is_submitted(self) -> bool:
        """Was it posted?"""
        return bool(FlaskForm.is_submitted(self))


@dataclass(frozen=True, slots=True)
class FormError:
    """One line of the error summary: the id of the control to go to, and the words that stand beside it."""

    id: str | None
    message: str


def init_app(app: Flask) -> None:
    """Check the token of every unsafe request; teach templates to read a form's errors."""
    csrf.init_app(app)
    app.jinja_env.filters["error_list"] = error_list
    app.jinja_env.globals.update(field_attrs=attributes, described_by=described_by)


def refuse(form: Form, field: str | None, message: str) -> None:
    """Show a refusal by a service as an error of the form, at `field` or above all fields."""
    known = form._fields.get(field) if field else None
    if known is None:
        form.form_errors.append(message)
    else:
        known.errors = [*known.errors, message]


def error_list(form: Form) -> list[FormError]:
    """Every error of a form, in the order of its fields; errors of the whole form come first."""
    errors = [FormError(None, message) for message in form.form_errors]
    return errors + [FormError(_control(field), str(message)) for field in form for message in field.errors]


def attributes(field: Field, hint: str, attrs: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes of a control: those given, and what ties it to its hint and errors."""
    described = described_by(field, hint)
    tied = {"aria-describedby": described} if described else {}
    invalid = {"aria-invalid": "true"} if field.errors else {}
    return {**tied, **invalid, **attrs}


def described_by(field: Field, hint: str) -> str:
    """The ids of the hint and of the errors, those that exist."""
    ids = [f"{field.id}-hint" if hint else "", f"{field.id}-error" if field.errors else ""]
    return " ".join(one for one in ids if one)


def _control(field: Field) -> str:
    return f"{field.id}-0" if field.type == "RadioField" else str(field.id)
