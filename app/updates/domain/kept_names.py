"""The names kept beside the one on record: former names and aliases."""

from dataclasses import replace

from app.constituents.domain.names import display_name, fold
from app.constituents.domain.organizations import organization_of
from app.constituents.domain.record import Existing, FormerName, Incoming, Name
from app.constituents.domain.scripts import is_latin, is_plainer
from app.updates.domain.changes import Add, Change, Ignore
from app.updates.domain.entry import Choice, Situation
from app.updates.domain.words import BY_STAFF
from app.words import _

_FIELD = "former_names"


def is_known(existing: Existing, incoming: Incoming, told: dict[str, str]) -> bool:
    """True when the incoming name is one that the record keeps as a former name or an alias.

    With the parts that only the record knows or without, and told without a middle name, it is the same.
    An organization's name is not, where the current one is the same with words cut short.
    """
    name = incoming.name
    if name.organization and organization_of(name.organization) == organization_of(
        existing.name.organization
    ):
        return False
    whole = {part: value for part, value in name.parts().items() if value}
    short = Name(first=name.first, last=name.last, organization=name.organization)
    wholes = (replace(existing.name, **whole), replace(existing.name, **told), short)
    current = fold(display_name(existing.name))
    return any(_is_kept(existing, shown) for shown in map(display_name, wholes) if fold(shown) != current)


def keep_alias(
    existing: Existing, aliased: dict[str, str], replaced: dict[str, str], situation: Situation
) -> list[Change]:
    """The incoming name as an alias, if any part of it is to be kept so and it is not kept yet."""
    old, alias = _before_and_after(existing, replaced | aliased)
    if not aliased or fold(alias) == fold(old) or _is_kept(existing, alias):
        return []
    why = _("Name differs: the incoming name is kept as an alias.")
    return [_kept(FormerName(alias, alias=True), why, situation)]


def keep_former(existing: Existing, replaced: dict[str, str], situation: Situation) -> list[Change]:
    """The old name, when a part of it that was known gives way to another, not only to a richer spelling."""
    gave_way = any(getattr(existing.name, part) for part in replaced)
    old, new = _before_and_after(existing, replaced)
    chosen = situation.choice(_FIELD)
    if not gave_way or not (situation.rules.keep_former_name or chosen):
        return []
    if not old or _is_one_spelling(old, new) or _is_kept(existing, old):
        return []
    former = FormerName(old, end=situation.today)
    return [_kept(former, _("The old name is kept under former names."), situation)]


def _before_and_after(existing: Existing, parts: dict[str, str]) -> tuple[str, str]:
    return display_name(existing.name), display_name(replace(existing.name, **parts))


def _is_one_spelling(old: str, new: str) -> bool:
    return fold(old) == fold(new) or (is_latin(new) and is_plainer(old, new))


def _is_kept(existing: Existing, whole: str) -> bool:
    return fold(whole) in {fold(former.value) for former in existing.former_names}


def _kept(name: FormerName, why: str, situation: Situation) -> Change:
    if situation.choice(_FIELD) is Choice.IGNORE:
        return Ignore(_FIELD, None, name, _("The name is not kept ({source}).", source=BY_STAFF), _FIELD)
    return Add(_FIELD, None, name, why, _FIELD)
