"""Plans for what staff typed themselves: it is written as it is, and no rule is asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.constituents.domain.record import Existing, Incoming
from app.updates.domain.changes import Add, Change, Ignore, MakePrimary, Replace, Value
from app.updates.domain.entry import Choice, Situation
from app.updates.domain.primary import PointValue
from app.updates.domain.rulings import is_same
from app.updates.domain.words import BY_STAFF, field_label
from app.words import N_, _

AS_TYPED = N_("Written as typed; no update rule is asked here.")


def without_ignored(
    existing: Existing, incoming: Incoming, situation: Situation
) -> tuple[Incoming, list[Change]]:
    """The incoming record without what staff chose to ignore, and a line for each value left out."""
    lines: list[Change] = [
        Ignore(
            field,
            old,
            new,
            _("{field_label}: ignored ({source}).", field_label=field_label(field), source=BY_STAFF),
            ref,
        )
        for field, ref, old, new in _said(existing, incoming)
        if new and new != old and situation.choice(ref) is Choice.IGNORE
    ]
    gone = {line.ref for line in lines}
    parts = {part: "" for part in incoming.name.parts() if f"name.{part}" in gone}
    left = replace(
        incoming,
        name=replace(incoming.name, **parts),
        birth=None if "birth" in gone else incoming.birth,
        emails=tuple(each for each in incoming.emails if f"emails:{each.key}" not in gone),
        phones=tuple(each for each in incoming.phones if f"phones:{each.key}" not in gone),
        addresses=tuple(each for each in incoming.addresses if f"addresses:{each.key}" not in gone),
    )
    return left, lines


def _said(existing: Existing, incoming: Incoming) -> Iterator[tuple[str, str, Value | None, Value | None]]:
    """Each value that came in: its field, its ref, and what it stands against."""
    for part, new in incoming.name.parts().items():
        yield f"name.{part}", f"name.{part}", getattr(existing.name, part) or None, new
    yield "birth", "birth", existing.birth, incoming.birth
    for field in ("emails", "phones", "addresses"):
        by_id = {old.id: old for old in getattr(existing, field)}
        for new in getattr(incoming, field):
            yield field, f"{field}:{new.key}", None if new.id is None else by_id.get(new.id), new


def plan_written(existing: Existing, incoming: Incoming) -> list[Change]:
    """The changes that write what was typed; what was left blank stays.

    A contact point with an id is the one on record with that id; any other is added unless it is there.
    """
    typed = {part: value for part, value in incoming.name.parts().items() if value.strip()}
    changes: list[Change] = []
    for part, value in typed.items():
        if value != (old := getattr(existing.name, part)):
            changes.append(Replace(f"name.{part}", old, value, AS_TYPED, f"name.{part}"))
    if incoming.birth is not None and incoming.birth != existing.birth:
        changes.append(Replace("birth", existing.birth, incoming.birth, AS_TYPED, "birth"))
    changes += _points("emails", existing.emails, incoming.emails)
    changes += _points("phones", existing.phones, incoming.phones)
    return changes + _points("addresses", existing.addresses, incoming.addresses)


@dataclass(slots=True)
class _Draft:
    """The values of a channel while they are written, and the change that each place undergoes."""

    field: str
    now: list[PointValue]
    changes: dict[int, Change]

    def write(self, new: PointValue) -> int:
        """Write one typed value; returns its place."""
        at = self._place(new)
        if at is None:
            at = len(self.now)
            self.now.append(replace(new, id=None, primary=False))
            self.changes[at] = Add(self.field, None, self.now[at], AS_TYPED, f"{self.field}:{new.key}")
        elif new.id is not None:
            self._put(at, replace(new, primary=new.active and self.now[at].primary))
        return at

    def _place(self, new: PointValue) -> int | None:
        """Where the value is on record: by its id, or without one by being the same, the primary first."""
        places = range(len(self.now))
        if new.id is not None:
            return next((at for at in places if self.now[at].id == new.id), None)
        same = [at for at in places if is_same(self.now[at], new)]
        return max(same, key=lambda at: (self.now[at].active, self.now[at].primary), default=None)

    def _put(self, at: int, after: PointValue) -> None:
        old = self.changes[at].before if at in self.changes else self.now[at]
        self.now[at] = after
        self.changes.pop(at, None)
        if after != old:
            self.changes[at] = Replace(self.field, old, after, AS_TYPED, f"{self.field}:{after.key}")

    def make_primary(self, at: int, old: PointValue | None) -> list[Change]:
        """The changes in order, the value at this place being the primary one."""
        primary = replace(self.now[at], primary=True)
        if isinstance(self.changes.get(at), Add):
            self.changes[at] = Add(self.field, None, primary, AS_TYPED, f"{self.field}:{primary.key}")
        made = MakePrimary(self.field, old, primary, AS_TYPED, f"{self.field}:{primary.key}")
        return [*self.changes.values(), *([] if old is None and primary.id is None else [made])]


def _points(field: str, before: Sequence[PointValue], typed: Sequence[PointValue]) -> list[Change]:
    draft = _Draft(field, list(before), {})
    chosen: int | None = None
    for new in typed:
        if new.key:
            at = draft.write(new)
            chosen = at if new.primary and new.active and draft.now[at].active else chosen
    old = next((value for value in draft.now if value.active and value.primary), None)
    if chosen is None and old is None:
        # Something active is always primary: the first, where nobody said which.
        chosen = next((at for at, value in enumerate(draft.now) if value.active), None)
    if chosen is None or draft.now[chosen].primary:
        return list(draft.changes.values())
    return draft.make_primary(chosen, old)
