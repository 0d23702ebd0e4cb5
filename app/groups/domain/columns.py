"""The columns that a list of people can show beside the name."""

from collections.abc import Iterable
from enum import StrEnum

from app.words import N_


class Column(StrEnum):
    """One column, in the order in which they stand."""

    LOOKUP = "lookup"
    KIND = "kind"
    EMAIL = "email"
    PHONE = "phone"
    PLACE = "place"
    GIFT = "gift"
    CAN_EMAIL = "can_email"
    ADDED = "added"
    UPDATED = "updated"

    @property
    def label(self) -> str:
        """Its head in the list and in a file."""
        return _LABELS[self]


_LABELS = {
    Column.LOOKUP: N_("Lookup ID"),
    Column.KIND: N_("Kind"),
    Column.EMAIL: N_("Email"),
    Column.PHONE: N_("Phone"),
    Column.PLACE: N_("Place"),
    Column.GIFT: N_("Last gift"),
    Column.CAN_EMAIL: N_("Can email?"),
    Column.ADDED: N_("Added"),
    Column.UPDATED: N_("Updated"),
}
KEPT = "kith_columns"
"""The cookie of a browser's choice of columns: a list of words out of a closed set, nothing secret."""
USUAL = (Column.EMAIL, Column.GIFT, Column.CAN_EMAIL, Column.UPDATED)
"""What is shown until somebody chooses."""


def chosen(names: Iterable[str]) -> tuple[Column, ...]:
    """The columns of these names, in their order; names that are none are passed over."""
    told = set(names)
    return tuple(column for column in Column if column.value in told)


def written(columns: Iterable[Column]) -> str:
    """A choice of columns as a browser keeps it; a dash for none at all."""
    return ".".join(columns) or "-"


def read(text: str | None) -> tuple[Column, ...]:
    """The choice that a browser kept; the usual columns where it kept none."""
    return USUAL if not text else chosen(text.split("."))
