"""The file for the sending tool, column by column."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

HEADER: Sequence[str] = (
    "email",
    "first_name",
    "last_name",
    "name",
    "lookup_id",
    "unsubscribe_url",
    "preferences_url",
    "list_unsubscribe",
    "list_unsubscribe_post",
)
"""The names of the columns. Fields are added at the end, never renamed or removed."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who gets one message, at the address that is in use now."""

    id: int
    address: str
    first: str
    last: str
    name: str
    lookup_id: str


def file_name(slug: str, today: date) -> str:
    """The name of the file without its ending, which tells its filter and its day."""
    return f"{slug}-can-be-emailed-{today.isoformat()}"
