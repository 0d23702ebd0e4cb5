"""The lines of emails, phones and addresses: each incoming value beside the one on record it concerns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.constituents.domain.record import Address, PartialDate
from app.resolution.domain.decisions import Decisions
from app.resolution.domain.lines import Fate, Line, Mark
from app.resolution.domain.stance import Stance
from app.updates.domain.changes import Add, Change, MakePrimary, Replace, Retire
from app.updates.domain.points import distinct
from app.updates.domain.primary import PointValue
from app.updates.domain.rulings import Standing
from app.updates.domain.words import field_label, show
from app.words import N_, _


@dataclass(frozen=True, slots=True)
class Pair:
    """A value on record by its place, an incoming one, or both where they concern each other."""

    at: int | None
    new: PointValue | None


def aligned(field: str, before: Sequence[PointValue], incoming: Sequence[PointValue]) -> list[Pair]:
    """All values on record in their order, each beside the incoming one that is the same, is similar or has
    its type; then the incoming ones that concern none."""
    points = distinct(incoming)
    partners: dict[int, PointValue] = {}
    alone = []
    for new in sorted(points, key=lambda each: Standing(field, each, tuple(before), ()).same is None):
        free = tuple(old for at, old in enumerate(before) if at not in partners)
        standing = Standing(field, new, free, free)
        partner = standing.same or standing.similar or _of_its_type(standing)
        if partner is None:
            alone.append(new)
        else:
            partners[_place(before, partner)] = new
    there = [Pair(at, partners.get(at)) for at in range(len(before))]
    return there + [Pair(None, new) for new in points if new in alone]


def _of_its_type(standing: Standing) -> PointValue | None:
    found = standing.replaceable
    return found if found is not None and found.type == standing.new.type else None


def _place(before: Sequence[PointValue], value: PointValue) -> int:
    return next(at for at, each in enumerate(before) if each is value)


def channel_lines(field: str, decisions: Decisions) -> Iterator[Line]:
    """The lines of one channel as these decisions leave it."""
    channel = _Channel(field, decisions)
    for pair in aligned(field, channel.before, getattr(decisions.question.incoming, field)):
        yield channel.line(pair)


class _Channel:
    """One channel before and after: every value on record keeps its place, what is added follows."""

    def __init__(self, field: str, decisions: Decisions) -> None:
        self.field, self.decisions = field, decisions
        self.stances = decisions.stances
        self.before: tuple[PointValue, ...] = getattr(decisions.question.existing, field)
        self.after: tuple[PointValue, ...] = getattr(decisions.after, field)
        self.changes = [change for change in decisions.plan.changes if change.field == field]
        added = [change.ref for change in self.changes if isinstance(change, Add)]
        self.added = dict(zip(added, self.after[len(self.before) :], strict=True))

    def line(self, pair: Pair) -> Line:
        """One pair as a line."""
        old = None if pair.at is None else self.before[pair.at]
        ref = f"{self.field}:{pair.new.key}" if pair.new else ""
        types = {value.type for value in (old, pair.new) if value}
        kind = (pair.new or old or self.before[0]).type.label
        told = len(types) > 1
        kept = () if pair.at is None else self._kept(pair.at, told)
        return Line(
            field=self.field,
            label=f"{kind} {field_label(self.field).lower()}",
            incoming=() if pair.new is None else (_mark(pair.new, told, primary=False),),
            recorded=() if old is None else (self._recorded(old, told),),
            result=(*self._fate(ref, pair.new, told), *kept),
            notes=tuple(dict.fromkeys(self._notes(ref, old))),
            ref=ref if ref in self.stances else "",
        )

    def _fate(self, ref: str, new: PointValue | None, told: bool) -> tuple[Mark, ...]:
        """What became of an incoming value that is not simply the same."""
        if ref in self.added:
            return (_mark(self.added[ref], told, Fate.ADDED, "added"),)
        if new is not None and self.decisions.ignores(ref):
            return (_mark(new, told, Fate.IGNORED, "ignored", primary=False),)
        return ()

    def _kept(self, at: int, told: bool) -> tuple[Mark, ...]:
        """What became of a value on record; one that is replaced is shown whole, since all of it is lost."""
        old, now = self.before[at], self.after[at]
        if show(old) == show(now) and _is_closed(now) and not _is_closed(old):
            return (_mark(now, told, Fate.TAKEN, _("taken")),)
        if show(old) != show(now):
            lost = _mark(old, told, Fate.REPLACED, _("replaced"), primary=False)
            return (_mark(now, told, Fate.TAKEN, _("taken")), lost)
        if old.active and not now.active:
            return (_mark(now, told, Fate.ENDED, self._ended(now)),)
        if not now.active:
            return (_mark(now, told, word=self._ended(now), primary=False),)
        return (_mark(now, told, *_MOVED.get((old.primary, now.primary), ())),)

    def _recorded(self, old: PointValue, told: bool) -> Mark:
        word = "" if old.active else self._ended(old)
        return _mark(old, told, word=word, primary=old.primary and old.active)

    def _ended(self, value: PointValue) -> str:
        end = value.end and PartialDate.from_iso(value.end.isoformat())
        return _("ended {date}", date=self.decisions.write(end)) if end else _("ended")

    def _notes(self, ref: str, old: PointValue | None) -> Iterator[str]:
        """The rules behind what the line shows; what a person chose there needs no reason."""
        has_spoken = self.stances.get(ref, Stance.RULES) is not Stance.RULES
        for change in self.changes:
            if change.ref == ref and not isinstance(change, Retire):
                if isinstance(change, MakePrimary) or not has_spoken:
                    yield change.rule
                if isinstance(change, Replace) and change.before != old:
                    yield _("It takes the place of “{value}”.", value=show(change.before))
            elif old is not None and _is_same_place(change, old):
                yield _why_changed(change)


def _is_same_place(change: Change, old: PointValue) -> bool:
    return isinstance(change, Retire | Replace | MakePrimary) and change.before == old


def _why_changed(change: Change) -> str:
    if isinstance(change, MakePrimary):
        return _("“{value}” is primary instead. {rule}", value=show(change.after), rule=change.rule)
    return change.rule


def _mark(
    value: PointValue, told: bool, fate: Fate = Fate.STAYS, word: str = "", primary: bool | None = None
) -> Mark:
    is_primary = value.primary and value.active if primary is None else primary
    details = (value.type.label if told else "", _("do not mail") if _is_closed(value) else "")
    return Mark(show(value), fate, word, " · ".join(filter(None, details)), is_primary)


def _is_closed(value: PointValue) -> bool:
    """Whether no mail may go there."""
    return isinstance(value, Address) and value.do_not_mail


_MOVED = {
    (True, False): (Fate.DEMOTED, N_("no longer primary")),
    (False, True): (Fate.PROMOTED, N_("now primary")),
}
"""What is said of a value by whether it was primary before and is so after."""
