"""Why a field stays as it is when a change is undone, in words."""

from typing import Any

from app.constituents.domain.record import Address, Email, Phone
from app.updates.domain import words
from app.updates.domain.undone import Why
from app.words import N_, _

_STAYS = {
    Why.EDITED: N_("it was edited since"),
    Why.PREFERRED: N_("it was made primary since"),
    Why.PASSED_OVER: N_("another one was made primary since"),
    Why.GONE: N_("the value was removed from the record since"),
    Why.THERE: N_("the value is on the record again already, written otherwise"),
    Why.OWNED: N_("somebody else has this ID now, and it can have one owner only"),
    Why.ENDED: N_("what was primary before is not in use any more"),
    Why.MAIL: N_("that nothing may be mailed there is changed on the edit page only"),
    Why.ACTIVE: N_("whether a record is active is changed with Deactivate and Make active again"),
    Why.DECEASED: N_("whether somebody has died is changed with Mark deceased"),
    Why.NAMELESS: N_("nothing would be left of the name"),
}


def stays_because(why: Why) -> str:
    """Why a field is left as it is."""
    return _STAYS[why]


def is_by_somebody(why: Why) -> bool:
    """Whether the field stays because of somebody, who can be named."""
    return why in (Why.EDITED, Why.GONE, Why.PREFERRED, Why.PASSED_OVER)


def said(value: Any) -> str:
    """A value as one line, with what is particular about a contact point; "" for nothing."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if not isinstance(value, Email | Phone | Address):
        return words.show(value)
    marks = [value.type.label.lower(), *([_("primary")] if value.primary else [])]
    return f"{words.show(value)} ({', '.join([*marks, *([] if value.active else [_('ended')])])})"
