"""What a row and the record it updates both say, and where they differ."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.batches.domain.fields import Group, find_field
from app.constituents.domain.record import Json

_WRITING = ("add", "replace", "retire")
_POINTS = {Group.EMAIL: "emails", Group.PHONE: "phones", Group.ADDRESS: "addresses"}


@dataclass(frozen=True, slots=True)
class Compared:
    """The fields of the record that both have, and those of them that would change."""

    both: frozenset[str]
    changed: frozenset[str]


def compared(given: Iterable[str], changes: Iterable[Json]) -> Compared:
    """What a row with these field ids shows, as the changes of its stored plan tell.

    A value where the record has none says nothing: it neither agrees nor differs.
    """
    found = list(changes)
    filled = {change["field"] for change in found if change["do"] in _WRITING and not _differs(change)}
    changed = frozenset(change["field"] for change in found if _differs(change))
    both = frozenset(field for field_id in given for field in _of_record(field_id)) - (filled - changed)
    return Compared(both, both & changed)


def _differs(change: Json) -> bool:
    """Whether a value on record goes, or gets another beside it; the first of its kind is primary."""
    if change["do"] == "add":
        return change["field"] in _POINTS.values() and not change["after"].get("primary")
    return change["do"] in ("replace", "retire") and bool(change.get("before"))


def _of_record(field_id: str) -> tuple[str, ...]:
    """The fields of the record that a field of the file is written to."""
    field = find_field(field_id)
    if field is None or field.part.endswith("type"):
        return ()
    if field_id == "full_name":
        return "name.first", "name.last"
    known = _POINTS.get(field.group, field.policy_key)
    return (known,) if known else ()
