"""A name in one piece beside our own lookup ID: how the record is shown anyway, or a name that was mended."""

from dataclasses import replace

from app.batches.domain.people import taken_apart
from app.constituents.domain.names import Name, display_name, sort_name
from app.constituents.domain.record import Existing, Incoming, Kind
from app.constituents.domain.text import fold, visible

_SHOWN = ("first", "middle", "last", "suffix")


def renamed(row: Incoming, existing: Existing) -> Incoming:
    """The row with its name in one piece taken apart, unless this is how the person is shown.

    What is shown need not be the name: our own lists file people by their last names, and tell whoever has
    none by email or ID. Another case or another accent is another name. A row without any name says nothing
    of the kind.
    """
    if not row.whole_name and row.kind is not existing.kind and not any(row.name.parts().values()):
        return replace(row, kind=existing.kind)
    if not row.whole_name or _is_shown(row.whole_name, existing):
        return row
    split = _parts(row.whole_name, existing) or taken_apart(row.whole_name)
    parts = {part: value or split.get(part, "") for part, value in row.name.parts().items()}
    return replace(row, name=replace(row.name, **parts))


def is_unclear(row: Incoming, existing: Existing) -> bool:
    """Whether the row renames somebody in one piece, and which word is which part cannot be told."""
    written = row.whole_name
    return bool(written) and not _is_shown(written, existing) and _parts(written, existing) is None


def _is_shown(written: str, existing: Existing) -> bool:
    name = existing.name
    names = (existing.display_override, display_name(name), sort_name(name))
    others = (existing.lookup_id, *(email.address for email in existing.emails))
    return visible(written) in map(visible, names) or fold(written) in map(fold, others)


def _parts(written: str, existing: Existing) -> dict[str, str] | None:
    """The parts of a mended name; None where the name on record cannot be taken apart in the same way.

    Nor can one that lacks a part on record: it may have been left out, or be part of another now.
    """
    if existing.kind is Kind.ORGANIZATION:
        return {"organization": written}
    name = existing.name
    if last := _only_last(written, name):
        return {"last": last}
    own = sort_name(name) if "," in written else display_name(name)
    now, before = taken_apart(written), taken_apart(own)
    is_alike = all(fold(before[part]) == fold(getattr(name, part)) for part in _SHOWN)
    is_whole = all(now[part] or not getattr(name, part) for part in _SHOWN)
    return now if is_alike and is_whole else None


def _only_last(written: str, name: Name) -> str:
    """The new last name where nothing else of "Lee, Mary Ann" is another; "" otherwise."""
    last, _, given = written.partition(",")
    own, _, own_given = sort_name(name).partition(",")
    is_same = bool(own_given) and visible(given) == visible(own_given) and own == name.last
    return visible(last) if is_same else ""
