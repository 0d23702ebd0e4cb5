"""What the rules make of a name that differs."""

from dataclasses import replace

from app.constituents.domain.names import display_name, fold, generation
from app.constituents.domain.record import Existing, FormerName, Incoming, Name
from app.constituents.domain.text import written
from app.updates.domain.changes import Add, Change, Ignore, NeedsReview, Replace
from app.updates.domain.entry import Action, Choice, Policy, Situation
from app.updates.domain.rules import NameRule
from app.updates.domain.words import BY_RULE, BY_STAFF, field_label

_OUTCOMES = {
    Action.UPDATE: "replaces the one on record",
    Action.ADD: "kept as an alias",
    Action.IGNORE: "ignored",
    Action.REVIEW: "a person decides",
}
_BY_RULE = {
    NameRule.UPDATE: Action.UPDATE,
    NameRule.ALIAS: Action.ADD,
    NameRule.IGNORE: Action.IGNORE,
    NameRule.REVIEW: Action.REVIEW,
}
_CHANGES: dict[Action, type[Replace | Ignore | NeedsReview]] = {
    Action.UPDATE: Replace,
    Action.ADD: Ignore,
    Action.IGNORE: Ignore,
    Action.REVIEW: NeedsReview,
}
_BY_CHOICE = {
    Choice.UPDATE: Action.UPDATE,
    Choice.ADD: Action.ADD,
    Choice.BESIDE: Action.ADD,
    Choice.IGNORE: Action.IGNORE,
}


def plan_name(existing: Existing, incoming: Incoming, situation: Situation) -> list[Change]:
    """The changes of the name, part by part, and of the names kept beside it.

    A part that is blank on either side never conflicts: a blank one is filled, unless names are ignored.
    """
    told = _telling_parts(existing.name, incoming.name)
    if not told:
        return []
    known = _is_known(existing, incoming, told)
    changes = [_part_change(existing.name, part, told[part], known, situation) for part in told]
    alias = _alias(existing, incoming, changes)
    shown = [change for change in changes if not (alias and _is_aliased(change))]
    return [*shown, *alias, *_former(existing, changes, situation)]


def _telling_parts(old: Name, new: Name) -> dict[str, str]:
    """The parts of the incoming name that say something which the record does not say already."""
    told = {part: value for part, value in new.parts().items() if _tells(part, getattr(old, part), value)}
    is_split_otherwise = fold(new.first) != fold(old.first)
    if is_split_otherwise and fold(f"{new.first} {new.middle}") == fold(f"{old.first} {old.middle}"):
        # "Mary Ann" in one field is the same as "Mary" and "Ann" in two.
        told.pop("first", None)
        told.pop("middle", None)
    if old.first and fold(new.first) == fold(old.nickname) and "nickname" not in told:
        told.pop("first", None)
    return told


def _tells(part: str, old: str, new: str) -> bool:
    if not written(new) or written(new) == written(old):
        return False
    folded = fold(new)
    if old and folded == fold(old) and new.isascii():
        # Plainer spelling of the same: "Jose" takes no accent away from "José".
        return False
    if part == "suffix" and generation(old) and generation(old) == generation(new):
        return False
    is_initial = part in ("first", "middle") and len(folded) == 1
    return not (is_initial and fold(old).startswith(folded))


def _is_known(existing: Existing, incoming: Incoming, told: dict[str, str]) -> bool:
    """True when the incoming name is one that the record keeps as a former name or an alias."""
    if not any(getattr(existing.name, part) for part in told):
        return False
    return _is_kept(existing, _incoming_whole(existing, incoming))


def _is_kept(existing: Existing, whole: str) -> bool:
    return fold(whole) in {fold(former.value) for former in existing.former_names}


def _incoming_whole(existing: Existing, incoming: Incoming) -> str:
    parts = {part: value for part, value in incoming.name.parts().items() if value}
    return display_name(replace(existing.name, **parts))


def _part_change(name: Name, part: str, new: str, known: bool, situation: Situation) -> Change:
    field, old = f"name.{part}", getattr(name, part)
    action, source = _action(name, field, known, situation)
    outcome = "fills a blank" if action is Action.UPDATE and not old else _OUTCOMES[action]
    if action is Action.IGNORE and known and source == BY_RULE:
        outcome = "ignored, because the record keeps this name as a former name or alias"
    rule = f"{field_label(field)} differs: {outcome} ({source})."
    return _CHANGES[action](field, old, new, rule, field)


def _action(name: Name, field: str, known: bool, situation: Situation) -> tuple[Action, str]:
    """What becomes of one part, and who says so."""
    if choice := situation.choice(field):
        return _BY_CHOICE[choice], BY_STAFF
    group, _, part = field.partition(".")
    conflicts = bool(getattr(name, part))
    match situation.policy(group, part):
        case Policy.FILL_BLANKS:
            return (Action.IGNORE if conflicts else Action.UPDATE), "this column only fills blanks"
        case Policy.ADD_ANOTHER if conflicts:
            return Action.ADD, "this column adds another"
        case _:
            return _by_rule(name, conflicts, known, _BY_RULE[situation.rules.name]), BY_RULE


def _by_rule(name: Name, conflicts: bool, known: bool, action: Action) -> Action:
    if conflicts:
        return Action.IGNORE if known else action
    is_left_alone = action is Action.IGNORE and bool(name.to_json())
    return Action.IGNORE if is_left_alone else Action.UPDATE


def _is_aliased(change: Change) -> bool:
    return isinstance(change, Ignore) and _OUTCOMES[Action.ADD] in change.rule


def _alias(existing: Existing, incoming: Incoming, changes: list[Change]) -> list[Change]:
    whole = _incoming_whole(existing, incoming)
    if not any(map(_is_aliased, changes)) or _is_kept(existing, whole):
        return []
    if fold(whole) == fold(display_name(existing.name)):
        return []
    rule = "Name differs: the incoming name is kept as an alias."
    return [Add("former_names", None, FormerName(whole, alias=True), rule, "former_names")]


def _former(existing: Existing, changes: list[Change], situation: Situation) -> list[Change]:
    """The old name, to be kept when a part of it that was known gives way to another."""
    parts = {c.field.removeprefix("name."): str(c.after) for c in changes if isinstance(c, Replace)}
    gave_way = any(getattr(existing.name, part) for part in parts)
    old, new = display_name(existing.name), display_name(replace(existing.name, **parts))
    if not situation.rules.keep_former_name or not gave_way or fold(old) == fold(new):
        return []
    if not old or _is_kept(existing, old):
        return []
    former = FormerName(old, end=situation.today)
    return [Add("former_names", None, former, "The old name is kept under former names.", "former_names")]
