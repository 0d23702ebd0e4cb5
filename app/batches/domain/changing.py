"""One field that changes for most people on record: the values of others, or an old file."""

from collections import defaultdict
from collections.abc import Sequence

from app.batches.domain.alarms import Alarm, AlarmKind, some
from app.batches.domain.seen import Seen
from app.updates.domain.changes import Add, Replace, Retire, UpdatePlan
from app.updates.domain.words import field_label, show

_RARELY_CHANGE = frozenset(("kind", "name.first", "name.last", "name.organization", "birth"))
_FEW, _MANY = 10, 20
"""So many people have to be updated before a field that rarely changes, or another one, is looked at.

Who has the new addresses of ten people imports just that.
"""


def change_alarms(rows: Sequence[Seen]) -> list[Alarm]:
    """One alarm for each field that changes for most of the people who are on record.

    Their values are replaced or ended for half of them, or get another one beside them for nearly all.
    """
    updated = [row for row in rows if row.changes is not None]
    replaced, all_ = _by_field(updated, beside=False), _by_field(updated, beside=True)
    return [
        _alarm(field, numbers, len(updated))
        for field, numbers in all_.items()
        if _is_most(field, len(replaced.get(field, ())), len(numbers), len(updated))
    ]


def _by_field(updated: Sequence[Seen], *, beside: bool) -> dict[str, list[int]]:
    """The rows that change each field; with `beside`, also those that put one more value beside others."""
    changed: dict[str, list[int]] = defaultdict(list)
    for row in updated:
        for field in sorted((row.changes or frozenset()) | (row.adds if beside else frozenset())):
            changed[field].append(row.number)
    return changed


def _is_most(field: str, replaced: int, touched: int, updated: int) -> bool:
    if field in _RARELY_CHANGE:
        return updated >= _FEW and replaced >= 0.4 * updated
    return updated >= _MANY and (replaced >= 0.5 * updated or touched >= 0.8 * updated)


def _alarm(field: str, numbers: Sequence[int], updated: int) -> Alarm:
    examples = some([(number, 0) for number in numbers])
    return Alarm(
        AlarmKind.FIELD_CHANGES, len(numbers), updated, subject=field_label(field), examples=examples
    )


def replaced(plan: UpdatePlan, label: str) -> str:
    """What a plan would put in the place of what, in the field with this label: "old → new"."""
    changes = [change for change in plan.changes if field_label(change.field) == label]
    old = [show(change.before) for change in changes if isinstance(change, Replace | Retire)]
    new = [show(change.after) for change in changes if isinstance(change, Replace | Add)]
    return " → ".join(filter(None, (", ".join(old), ", ".join(new)))) or "changed"
