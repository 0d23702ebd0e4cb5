"""What the rules make of a name that differs."""

from dataclasses import dataclass

from app.constituents.domain.names import names_two
from app.constituents.domain.record import Existing, Incoming, Kind, Name
from app.updates.domain.changes import Change, Ignore, NeedsReview, Replace
from app.updates.domain.entry import Action, Choice, Policy, Situation
from app.updates.domain.kept_names import is_known, keep_alias, keep_former
from app.updates.domain.rules import FamiliarRule, NameRule
from app.updates.domain.spellings import familiar_of, telling_parts
from app.updates.domain.words import BY_RULE, BY_STAFF, field_label
from app.words import N_, _

_OUTCOMES = {
    Action.UPDATE: N_("replaces the one on record"),
    Action.ADD: N_("kept as an alias"),
    Action.IGNORE: N_("ignored"),
    Action.REVIEW: N_("a person decides"),
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
_SHOWN = ("first", "middle", "last", "suffix", "organization")


def plan_name(existing: Existing, incoming: Incoming, situation: Situation) -> list[Change]:
    """The changes of the name, part by part, and of the names kept beside it.

    A part that is blank on either side never conflicts: a blank one is filled, unless names are ignored.
    """
    told = telling_parts(existing.name, incoming.name, _insisted(situation))
    if not told:  # as of most rows about people on record
        return []
    better = _better_given(existing, told, situation)
    given = [better.line(existing.name)] if better else []
    open_parts = {part: value for part, value in told.items() if not (better and part == "first")}
    known = is_known(existing, incoming, open_parts)
    changes = [
        _part_change(existing.name, part, new, known and part in _SHOWN, situation)
        for part, new in open_parts.items()
    ]
    beside = {part for part in open_parts if _is_aliased(existing.name, part, known, situation)}
    aliased = {_part(change): str(change.after) for change in changes if _part(change) in beside}
    replaced = {_part(change): str(change.after) for change in changes if isinstance(change, Replace)}
    alias = [] if known else keep_alias(existing, aliased, replaced, situation)
    return [
        *given,
        *(change for change in changes if not (alias and _part(change) in beside)),
        *(better.noted(existing.name, told, situation) if better else []),
        *alias,
        *keep_former(existing, replaced, situation),
    ]


def _insisted(situation: Situation) -> list[str]:
    """The parts that staff want as they came in, though they tell nothing new."""
    chosen = (ref for ref, choice in situation.choices.items() if choice is Choice.UPDATE)
    return [ref.removeprefix("name.") for ref in chosen]


@dataclass(frozen=True, slots=True)
class _Better:
    """The given name on record is better than `form`, a familiar form of `full` or the name of two people."""

    form: str
    full: str = ""

    def line(self, name: Name) -> Change:
        """The line for the name that came in."""
        why = _(
            "{form} is a familiar form of {full}: the fuller name stays ({source}).",
            form=self.form,
            full=self.full,
            source=BY_RULE,
        )
        if not self.full:
            why = _(
                "“{form}” names two people: it does not replace the name of one ({source}).",
                form=self.form,
                source=BY_RULE,
            )
        return Ignore("name.first", name.first, self.form, why, "name.first")

    def noted(self, name: Name, told: dict[str, str], situation: Situation) -> list[Change]:
        """The familiar form as nickname, where neither the record nor the row has one."""
        if not self.full or name.nickname or "nickname" in told:
            return []
        ref = "name.nickname"
        if situation.choice(ref) is Choice.IGNORE:
            return [Ignore(ref, "", self.form, _("Nickname: ignored ({source}).", source=BY_STAFF), ref)]
        why = _(
            "{form} is a familiar form of {full}: noted as nickname ({source}).",
            form=self.form,
            full=self.full,
            source=BY_RULE,
        )
        return [Replace(ref, "", self.form, why, ref)]


def _better_given(existing: Existing, told: dict[str, str], situation: Situation) -> _Better | None:
    """Why the given name on record is better than the one that came in; None where it is not."""
    new, old, rules = told.get("first", ""), existing.name.first, situation.rules
    if not old or not _follows_rules("name.first", situation):
        return None
    if names_two(new) and not names_two(old):
        return _Better(new)
    if rules.familiar_name is not FamiliarRule.NICKNAME or rules.name is NameRule.IGNORE:
        return None
    full = familiar_of(new, existing.name) if existing.kind is Kind.INDIVIDUAL else ""
    return _Better(new, full) if full else None


def _follows_rules(field: str, situation: Situation) -> bool:
    group, __, part = field.partition(".")
    return situation.choice(field) is None and situation.policy(group, part) is Policy.FOLLOW_RULES


def _part_change(name: Name, part: str, new: str, known: bool, situation: Situation) -> Change:
    field, old = f"name.{part}", getattr(name, part)
    action, source = _action(name, field, known, situation)
    outcome = _("fills a blank") if action is Action.UPDATE and not old else _OUTCOMES[action]
    if action is Action.ADD and part not in _SHOWN:
        outcome = _("left out, as an alias has no {field}", field=field_label(field).lower())
    if action is Action.IGNORE and known and source == BY_RULE:
        outcome = _("ignored, because the record keeps this name as a former name or alias")
    rule = _(
        "{field} differs: {outcome} ({source}).",
        field=field_label(field),
        outcome=outcome,
        source=source,
    )
    return _CHANGES[action](field, old, new, rule, field)


def _action(name: Name, field: str, known: bool, situation: Situation) -> tuple[Action, str]:
    """What becomes of one part, and who says so."""
    group, __, part = field.partition(".")
    conflicts = bool(getattr(name, part))
    if choice := situation.choice(field):
        is_filled = not conflicts and choice is not Choice.IGNORE
        return (Action.UPDATE if is_filled else _BY_CHOICE[choice]), BY_STAFF
    match situation.policy(group, part):
        case Policy.FILL_BLANKS:
            return (Action.IGNORE if conflicts else Action.UPDATE), _("this column only fills blanks")
        case Policy.ADD_ANOTHER if conflicts:
            return Action.ADD, _("this column adds another")
        case _:
            return _by_rule(name, conflicts, known, _BY_RULE[situation.rules.name]), BY_RULE


def _by_rule(name: Name, conflicts: bool, known: bool, action: Action) -> Action:
    if conflicts:
        return Action.IGNORE if known else action
    is_left_alone = action is Action.IGNORE and bool(name.to_json())
    return Action.IGNORE if is_left_alone else Action.UPDATE


def _is_aliased(name: Name, part: str, known: bool, situation: Situation) -> bool:
    action, __ = _action(name, f"name.{part}", known, situation)
    return action is Action.ADD and part in _SHOWN


def _part(change: Change) -> str:
    return change.field.removeprefix("name.")
