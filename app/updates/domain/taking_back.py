"""Taking one journaled change back: what comes back, what stands now, or why it cannot be done.

Later edits of other fields stay. Each field is judged by itself: nothing else of the record moves, but for
the mark of the primary, as of the active values of a channel exactly one has it.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.constituents.domain.record import Existing
from app.updates.domain import taking_listed as listed
from app.updates.domain.journaled import DATES, TEXTS, Taken, read, with_field
from app.updates.domain.taken import GONE, NOTHING, Back, Page, Refused
from app.words import N_, _


def roll_back(entry: Taken, now: Existing) -> Back | Refused:
    """What taking back this entry makes of the record as it is now, or why that is not possible."""
    if entry.says_nothing:
        return NOTHING
    group, __, part = entry.field.partition(".")
    if group == "name":
        return _name(entry, now, part)
    if entry.field in _STATES:
        return _STATES[entry.field]
    if entry.field in TEXTS:
        return _text(entry, now)
    if entry.field in DATES:
        return _date(entry, now)
    taking = _LISTS.get(entry.field)
    return taking(entry, now) if taking else Refused(_("A change of this kind cannot be taken back here."))


_STATES = {
    "active": Refused(
        N_("Whether a record is active is changed on a page of its own, which says what follows."),
        Page.ACTIVITY,
    ),
    "deceased": Refused(
        N_("Whether somebody has died is changed on a page of its own, which says what follows."), Page.DEATH
    ),
}


def _name(entry: Taken, now: Existing, part: str) -> Back | Refused:
    stands, back = getattr(now.name, part, None), entry.before or ""
    if stands is None:
        return GONE
    name = replace(now.name, **{part: back})
    if not any(name.parts().values()) and not now.display_override:
        return Refused(_("Nothing would be left of the name. Correct it on the edit page instead."))
    return _judged(replace(now, name=name), stands, back, entry.after or "")


def _text(entry: Taken, now: Existing) -> Back | Refused:
    stands, back = getattr(now, entry.field), entry.before or ""
    if entry.field == "inactive_reason" and (now.active or not back):
        return _STATES["active"]
    return _judged(with_field(now, entry.field, back), stands, back, entry.after or "")


def _date(entry: Taken, now: Existing) -> Back | Refused:
    if entry.field == "died" and not now.deceased:
        return _STATES["deceased"]
    stands, back, after = (
        getattr(now, entry.field),
        *(read(entry.field, v) for v in (entry.before, entry.after)),
    )
    return _judged(with_field(now, entry.field, back), stands, back, after)


def _judged(record: Existing, stands: Any, back: Any, after: Any) -> Back | Refused:
    if stands == back:
        return NOTHING
    return Back(record, stands, back, changed_since=stands != after)


_LISTS: dict[str, Callable[[Taken, Existing], Back | Refused]] = {
    **dict.fromkeys(("emails", "phones", "addresses", "former_names"), listed.roll_back_item),
    **{f"{field}.primary": listed.roll_back_primary for field in ("emails", "phones", "addresses")},
    "external_ids": listed.roll_back_external_id,
}
