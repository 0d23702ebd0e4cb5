"""The kinds of condition as the builder offers them."""

from collections.abc import Mapping

from app.groups.forms.kinds import activity, giving, person
from app.groups.forms.kinds.kind import Kind as Kind
from app.words import N_

FAMILIES: Mapping[str, Mapping[str, Kind]] = {
    N_("Permission to email"): person.PERMISSION,
    N_("Gifts"): giving.KINDS,
    N_("Events"): activity.EVENTS,
    N_("Email"): activity.EMAIL,
    N_("Profile"): person.PROFILE,
    N_("Groups"): person.GROUPS,
}
"""All kinds by the word over them, in the order in which they are offered."""

KINDS: Mapping[str, Kind] = {name: kind for family in FAMILIES.values() for name, kind in family.items()}


def kind_of(name: str) -> Kind:
    """The kind of this name; of a condition that asks nothing yet, one without fields."""
    return KINDS.get(name, _UNCHOSEN)


_UNCHOSEN = Kind(N_("Choose…"), missing=N_("choose what it asks about"))
