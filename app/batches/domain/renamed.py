"""A name in one piece beside our own lookup ID: how the record is shown anyway, or a name that was mended."""

from dataclasses import replace

from app.batches.domain.people import taken_apart
from app.constituents.domain.names import display_name, sort_name
from app.constituents.domain.record import Existing, Incoming, Kind
from app.constituents.domain.text import fold


def renamed(row: Incoming, existing: Existing) -> Incoming:
    """The row with its name in one piece taken apart, unless this is how the person is shown.

    What is shown need not be the name: our own lists file people by their last names, and tell whoever has
    none by email or ID.
    """
    if not row.whole_name or fold(row.whole_name) in _shown(existing):
        return row
    is_person = existing.kind is Kind.INDIVIDUAL
    split = taken_apart(row.whole_name) if is_person else {"organization": row.whole_name}
    parts = {part: value or split.get(part, "") for part, value in row.name.parts().items()}
    return replace(row, name=replace(row.name, **parts))


def _shown(existing: Existing) -> set[str]:
    name, addresses = existing.name, (email.address for email in existing.emails)
    shown = (existing.display_override, display_name(name), sort_name(name), existing.lookup_id, *addresses)
    return {fold(each) for each in shown}
