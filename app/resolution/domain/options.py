"""The answers that a line offers: only those that make a difference, each in plain words."""

from collections.abc import Iterator

from app.constituents.domain.record import Address, Existing, Kind
from app.resolution.domain.decisions import Decisions
from app.resolution.domain.lines import Option
from app.resolution.domain.question import IDS, needs_a_person
from app.resolution.domain.stance import Stance
from app.updates.domain.changes import Change, MakePrimary, Replace, Retire, UpdatePlan
from app.updates.domain.words import describe, show
from app.words import _, plural

_OFFERED = {
    "kind": (Stance.IGNORE,),
    "name": (Stance.UPDATE, Stance.IGNORE, Stance.ADD),
    "birth": (Stance.UPDATE, Stance.IGNORE),
    IDS: (Stance.ADD, Stance.IGNORE),
}
_POINTS = (Stance.ADD, Stance.BESIDE, Stance.UPDATE, Stance.IGNORE)


def options(decisions: Decisions, ref: str) -> tuple[Option, ...]:
    """The answers to one line as the others stand.

    Two that leave the same record are one; what the rules do is among them, and the one in force is chosen.
    """
    now = decisions.stances[ref]
    group = ref.partition(":")[0].partition(".")[0]
    offered = _Offered(decisions, ref)
    for stance in _OFFERED.get(group, _POINTS):
        if stance is not Stance.ADD or group != "name" or offered.known:
            offered.put(stance)
    offered.put(now)
    if not needs_a_person(offered.plan(Stance.RULES), ref):
        offered.put(Stance.RULES)
    return tuple(offered.options(now))


class _Offered:
    """Stances by what they do to the record; the first that does something is the one that is offered."""

    def __init__(self, decisions: Decisions, ref: str) -> None:
        self.decisions, self.ref = decisions, ref
        self.effects: list[tuple[Existing, list[Stance]]] = []
        self.plans: dict[Stance, UpdatePlan] = {}

    def plan(self, stance: Stance) -> UpdatePlan:
        if stance not in self.plans:
            self.plans[stance] = self.decisions.instead(self.ref, stance)
        return self.plans[stance]

    def put(self, stance: Stance) -> None:
        """Offer a stance, or note that it does the same as one that is offered."""
        if stance is Stance.OPEN:
            return
        effect = self.decisions.question.after(self.plan(stance))
        alike = next((stances for known, stances in self.effects if known == effect), None)
        if alike is None:
            self.effects.append((effect, [stance]))
        else:
            alike.append(stance)

    def options(self, now: Stance) -> Iterator[Option]:
        """One option for each effect; its value is the stance in force where that has this effect.

        What takes something comes first, then what keeps all, on the keys 1 and 2; then the others.
        """
        found = [stances for __, stances in self.effects]
        keeping = [each for each in found if each[0] is Stance.IGNORE]
        others = [each for each in found if each not in keeping]
        ordered = (*others[:1], *keeping, *others[1:])
        for key, stances in enumerate(ordered, start=1 if others else 2):
            told, chosen = stances[0], now in stances
            own = str(key) if key < 3 else told.value
            yield Option(now if chosen else told, self._label(told), chosen, str(key), own)

    def _label(self, stance: Stance) -> str:
        known, changes = self.known, self._own(stance)
        match stance:
            case Stance.IGNORE:
                return _ignoring(self.ref, known)
            case Stance.RULES:
                return _ruled(known, changes)
            case _ if ":" in self.ref or self.ref == IDS:
                return _point(stance, changes, has_others=bool(known))
            case _ if stance is Stance.ADD:
                return _alias(known, changes)
            case _:
                return _("Use “{value}”", value=self._said())

    def _own(self, stance: Stance) -> list[Change]:
        """What the plan does more, or otherwise, when the line has this stance."""
        without = self.plan(Stance.IGNORE).writes
        return [change for change in self.plan(stance).writes if change not in without]

    def _said(self) -> str:
        changes = (*self.plan(Stance.UPDATE).changes, *self.plan(Stance.IGNORE).changes)
        return next(self.decisions.show(change.after) for change in changes if change.ref == self.ref)

    @property
    def known(self) -> str:
        """What is on record in its place; for a contact point, what is active of its channel."""
        existing = self.decisions.question.existing
        group, __, part = self.ref.partition(":")[0].partition(".")
        value = getattr(existing.name, part) if part else getattr(existing, group)
        if isinstance(value, tuple):
            return ", ".join(show(each) for each in value if getattr(each, "active", True))
        return str(value) if group == "kind" else self.decisions.show(value)


def _ignoring(ref: str, known: str) -> str:
    if ref == "kind":
        return _("It stays an organization") if known == Kind.ORGANIZATION else _("It stays an individual")
    if ":" in ref or ref == IDS:
        return _("Ignore")
    return _("Keep “{known}”", known=known) if known else _("Leave it blank")


def _ruled(known: str, changes: list[Change]) -> str:
    """What only the rules do: a familiar form of the name on record becomes the nickname, for one."""
    done = [
        _("with “{name}” as nickname", name=show(c.after)) if c.field == "name.nickname" else describe(c)
        for c in changes
    ]
    return _("Keep “{known}”, {changes}", known=known, changes=", ".join(done))


def _alias(known: str, changes: list[Change]) -> str:
    alias = next((show(change.after) for change in changes if change.field == "former_names"), "")
    return _("Keep “{known}” and “{alias}” as an alias", known=known, alias=alias)


def _point(stance: Stance, changes: list[Change], has_others: bool) -> str:
    """What becomes of a value that is taken, by what the plan does beside it."""
    replaced = next((change for change in changes if isinstance(change, Replace)), None)
    if replaced is not None and show(replaced.before) == show(replaced.after):
        return (
            _("Take over “do not mail”")
            if isinstance(replaced.after, Address)
            else _("Take over what is new")
        )
    if replaced is not None:
        return _("Replace “{value}”", value=show(replaced.before))
    ended = [show(change.before) for change in changes if isinstance(change, Retire)]
    if ended:
        return plural(len(ended), "Add, end “{value}”", "Add, end the {n} others of its type", value=ended[0])
    if any(isinstance(change, MakePrimary) for change in changes):
        return _("Add as the primary one")
    return _("Add, keep the others") if stance is Stance.BESIDE and has_others else _("Add")
