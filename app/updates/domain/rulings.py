"""What becomes of one incoming email, phone or address, who says so, and in which words."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.constituents.domain.addresses import Likeness, likeness
from app.constituents.domain.record import Address
from app.updates.domain.entry import Action, Choice, Policy, Situation
from app.updates.domain.primary import PointValue
from app.updates.domain.rules import UpdateRules
from app.updates.domain.words import BY_RULE, BY_STAFF, field_label
from app.words import N_, _

_OUTCOMES = {
    Action.ADD: N_("added as new"),
    Action.ADD_BESIDE: N_("added beside the others"),
    Action.UPDATE: N_("updated in place"),
    Action.IGNORE: "ignored",
    Action.REVIEW: N_("a person decides"),
}
_BY_CHOICE = {
    Choice.ADD: Action.ADD,
    Choice.BESIDE: Action.ADD_BESIDE,
    Choice.UPDATE: Action.UPDATE,
    Choice.IGNORE: Action.IGNORE,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One incoming value against the record: the same value there, or a similar one, or neither.

    `before` are all values on record, `free` those that the row neither has nor updates already.
    """

    field: str
    new: PointValue
    before: tuple[PointValue, ...]
    free: tuple[PointValue, ...]

    @property
    def ref(self) -> str:
        """The name of the value in staff's choices."""
        return f"{self.field}:{self.new.key}"

    @property
    def same(self) -> PointValue | None:
        """The identical value on record, an active one if there is one."""
        return _first_active([old for old in self.before if is_same(old, self.new)])

    @property
    def similar(self) -> PointValue | None:
        """A free value on record that is similar, an active one if there is one.

        A row that has the other one too tells the two apart.
        """
        return _first_active([old for old in self.free if compared(old, self.new) is Likeness.SIMILAR])

    @property
    def replaceable(self) -> PointValue | None:
        """The free active value that staff mean by "update": similar, of the same type, or the primary."""
        active = [old for old in self.free if old.active]
        same_type = [old for old in active if old.type == self.new.type]
        primary = [old for old in active if old.primary]
        similar = [old for old in active if old == self.similar]
        return next(iter(similar or [old for old in same_type if old.primary] or same_type or primary), None)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What becomes of a value (nothing when `action` is None), and the one on record it stands against."""

    new: PointValue
    twin: PointValue | None
    action: Action | None
    words: str = ""


def compared(old: PointValue, new: PointValue) -> Likeness:
    """How two values of one channel compare, by their normalized forms."""
    if isinstance(old, Address) and isinstance(new, Address):
        return likeness(old, new)
    return Likeness.IDENTICAL if old.key == new.key else Likeness.DIFFERENT


def is_same(old: PointValue, new: PointValue) -> bool:
    """True when the incoming value is the one on record, however it is written."""
    return compared(old, new) is Likeness.IDENTICAL


def ruling(standing: Standing, situation: Situation) -> Ruling:
    """What becomes of the value: staff's choice before the column's policy before the rules."""
    same, new = standing.same, standing.new
    if same is not None and same.active:
        return Ruling(new, same, None)
    choice = situation.choice(standing.ref)
    if choice is not None:
        return _by_choice(standing, choice)
    if same is not None:
        return Ruling(
            new, same, Action.IGNORE, _("It is on record and has ended: only a person makes it active again.")
        )
    return _by_policy(standing, situation)


def _by_choice(standing: Standing, choice: Choice) -> Ruling:
    twin = standing.replaceable
    action = Action.ADD if choice is Choice.UPDATE and twin is None else _BY_CHOICE[choice]
    return _ruled(standing, twin, action, BY_STAFF)


def _by_policy(standing: Standing, situation: Situation) -> Ruling:
    type_ = standing.new.type
    match situation.policy(standing.field, type_):
        case Policy.FILL_BLANKS:
            there = any(old.active and old.type == type_ for old in standing.before)
            action = Action.IGNORE if there else Action.ADD_BESIDE
            return _ruled(standing, standing.similar, action, _("this column only fills blanks"))
        case Policy.ADD_ANOTHER:
            return _ruled(standing, standing.similar, Action.ADD_BESIDE, _("this column adds another"))
        case _:
            return _by_rules(standing, situation.rules)


def _by_rules(standing: Standing, rules: UpdateRules) -> Ruling:
    if not standing.before:
        label = field_label(standing.field)
        return Ruling(
            standing.new, None, Action.ADD, _("{label}: added, the first of its kind.", label=label)
        )
    if _says_less(standing):
        words = _("An address without a street does not take the place of one on record.")
        return Ruling(standing.new, None, Action.IGNORE, words)
    similar = standing.similar
    if similar is not None:
        action = Action(rules.similar_address)
        if action is not Action.UPDATE or similar.active:
            return _ruled(standing, similar, action, BY_RULE)
    different = {"emails": rules.email, "phones": rules.phone, "addresses": rules.different_address}
    return _ruled(standing, None, Action(different[standing.field]), BY_RULE)


def _says_less(standing: Standing) -> bool:
    """Whether the value is only a town or postcode, while a whole address is there."""
    new = standing.new
    return (
        isinstance(new, Address)
        and not any(new.lines)
        and any(isinstance(old, Address) and old.active and any(old.lines) for old in standing.before)
    )


def _ruled(standing: Standing, twin: PointValue | None, action: Action, source: str) -> Ruling:
    told = {"field": field_label(standing.field), "outcome": _OUTCOMES[action], "source": source}
    words = (
        _("{field} similar to one on record: {outcome} ({source}).", **told)
        if twin is not None and twin == standing.similar
        else _("{field} not on record: {outcome} ({source}).", **told)
    )
    return Ruling(standing.new, twin, action, words)


def _first_active(values: Sequence[PointValue]) -> PointValue | None:
    active = [value for value in values if value.active]
    return next(iter(active or values), None)
