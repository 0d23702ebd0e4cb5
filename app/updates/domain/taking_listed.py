"""Taking back what happened to one of several values: contact points, other names, external IDs."""

from dataclasses import replace
from typing import Any

from app.constituents.domain.record import Existing, ExternalId, FormerName
from app.updates.domain.journaled import Point, Taken, as_restricted, is_alike, one_primary, read, with_field
from app.updates.domain.taken import GONE, MAIL, NOTHING, Back, Refused
from app.words import _


def roll_back_item(entry: Taken, now: Existing) -> Back | Refused:
    """Added: it goes. Removed: it comes back, with a new id. Changed: it is put back in its place."""
    values: tuple[Any, ...] = getattr(now, entry.field)
    before, after = read(entry.field, entry.before), read(entry.field, entry.after)
    stands = next((value for value in values if value.id == entry.item_id), None)
    if after is None:
        return _bring_back(entry.field, now, before)
    if stands is None:
        return NOTHING if before is None else GONE
    since = not is_alike(stands, after)
    if before is None:
        rest = tuple(value for value in values if value is not stands)
        return Back(_with(now, entry.field, rest), stands, None, since)
    if is_alike(stands, before):
        return NOTHING
    back = as_restricted(stands, replace(before, id=entry.item_id, **_marked(stands, before)))
    if is_alike(stands, back):
        return MAIL
    at = values.index(stands)
    return Back(_with(now, entry.field, (*values[:at], back, *values[at + 1 :])), stands, back, since)


def _bring_back(field: str, now: Existing, before: Any) -> Back | Refused:
    values: tuple[Any, ...] = getattr(now, field)
    back = replace(before, id=None, **_marked(None, before))
    if any(is_alike(value, back) for value in values):
        return Refused(_("The value is on the record again already."))
    return Back(_with(now, field, (*values, back)), None, back, changed_since=False)


def _marked(stands: Any, before: Any) -> dict[str, bool]:
    """The mark of the primary is the one that stands: it has entries of its own."""
    if isinstance(before, FormerName):
        return {}
    return {"primary": bool(stands and stands.primary and before.active)}


def roll_back_primary(entry: Taken, now: Existing) -> Back | Refused:
    """The value that was primary is so again, if it is still active."""
    field = entry.field.removesuffix(".primary")
    values: tuple[Point, ...] = getattr(now, field)
    if entry.before is None:
        return Refused(_("Nothing was primary before, and one active value always is. Choose another one."))
    wanted = next((value for value in values if value.id == entry.before.get("id")), None)
    if wanted is None or not wanted.active:
        return Refused(_("What was primary before is not in use any more. Bring it back first."))
    stands = next((value for value in values if value.primary), None)
    if stands is wanted:
        return NOTHING
    moved = tuple(replace(value, primary=value is wanted) for value in values)
    since = stands is None or stands.id != entry.item_id
    return Back(with_field(now, field, moved), stands, replace(wanted, primary=True), since)


def roll_back_external_id(entry: Taken, now: Existing) -> Back | Refused:
    """Added: it goes. Removed: it comes back, if nobody else has it, which the caller looks up."""
    if entry.before is not None:
        back = ExternalId.from_json(entry.before)
        if back in now.external_ids:
            return NOTHING
        return Back(replace(now, external_ids=(*now.external_ids, back)), None, back, changed_since=False)
    gone = ExternalId.from_json(entry.after)
    if gone not in now.external_ids:
        return NOTHING
    rest = tuple(each for each in now.external_ids if each != gone)
    return Back(replace(now, external_ids=rest), gone, None, changed_since=False)


# --- values of a list


def _with(now: Existing, field: str, values: tuple[Any, ...]) -> Existing:
    """The record with these values; where the primary went, the first active one takes its mark."""
    return with_field(now, field, values if field == "former_names" else one_primary(values))
