"""The values of a record in words."""

from typing import Any

from app.constituents.domain.record import Address, Email, Phone
from app.updates.domain import words


def field_label(field: str) -> str:
    """What staff call a journaled field: "First name"."""
    return words.journal_label(field)


def said(value: Any) -> str:
    """A value as one line, with what is particular about a contact point; "" for nothing."""
    if not isinstance(value, Email | Phone | Address):
        return words.show(value)
    marks = [value.type.label.lower(), *(["primary"] if value.primary else [])]
    return f"{words.show(value)} ({', '.join([*marks, *([] if value.active else ['ended'])])})"
