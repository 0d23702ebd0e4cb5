"""What a browser sends of a record's form: every control as it stands, like a person who types nothing."""

from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField

from app.profiles.forms.record import RecordForm


def sent(form: RecordForm) -> MultiDict[str, str]:
    """The controls with their values; boxes without a mark send nothing."""
    pairs = [
        (field.name, _value(field)) for field in form if not isinstance(field, BooleanField) or field.data
    ]
    pairs += [(f"{field}-primary", index) for field, index in form.primary.items() if index]
    pairs += [(f"{field}-removed", item) for field, items in form.removed.items() for item in items]
    return MultiDict(pairs)


def _value(field: Any) -> str:
    if isinstance(field, BooleanField):
        return "y"
    return str(field._value() if hasattr(field, "_value") else field.data or "")
