"""A form of settings that somebody else saved while it was open: shown again, with theirs beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from app.audit.domain.meanwhile import differing, united
from app.web.forms import Form, refuse
from app.words import _, plural

F = TypeVar("F", bound=Form)


@dataclass(frozen=True, slots=True)
class Sides:
    """What the fields of a form held when it was opened, what is saved by now, and what was typed."""

    shown: Mapping[str, Any]
    saved: Mapping[str, Any]
    typed: Mapping[str, Any]


def again(
    blank: Callable[[Mapping[str, Any]], F], sides: Sides, who: str, say: Callable[[str, Any], str]
) -> F:
    """The form with what was typed over what is saved by now, and the errors that tell of it."""
    values = united(sides.shown, sides.saved, sides.typed)
    form = blank(values)
    changed = differing(sides.shown, sides.saved)
    who = who or _("Somebody")
    refuse(form, None, _told(who, len(changed)))
    for name in changed:
        theirs = sides.saved[name]
        refuse(
            form,
            name,
            _("{who} chose this while the page was open.", who=who)
            if values[name] == theirs
            else _(
                "{who} chose “{choice}” while the page was open."
                " What you chose is kept here; saving replaces theirs.",
                who=who,
                choice=say(name, theirs),
            ),
        )
    return form


def _told(who: str, changed: int) -> str:
    return plural(
        changed,
        "{who} changed one of these settings while the page was open,"
        " so nothing is saved yet. What you changed is kept; the rest is as it is saved now."
        " Look at it, then save again.",
        "{who} changed {n} of these settings while the page was open,"
        " so nothing is saved yet. What you changed is kept; the rest is as it is saved now."
        " Look at it, then save again.",
        who=who,
    )
