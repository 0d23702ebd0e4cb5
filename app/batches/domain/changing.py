"""One field that changes for most people on record: the values of others, or an old file."""

from collections import defaultdict
from collections.abc import Sequence

from app.batches.domain.alarms import Alarm, AlarmKind, some
from app.batches.domain.seen import Seen
from app.updates.domain.changes import Add, Replace, Retire, UpdatePlan
from app.updates.domain.words import field_label, show

_RARELY_CHANGE = frozenset(("name.first", "name.last", "name.organization", "birth"))
_FEW, _MANY = 10, 20
"""So many people have to be compared before a field that rarely changes, or another one, is looked at.

Who has the new addresses of ten people imports just that.
"""


def change_alarms(rows: Sequence[Seen]) -> list[Alarm]:
    """One alarm for each field that differs for most of the people whose record has it too."""
    known: dict[str, list[Seen]] = defaultdict(list)
    for row in rows:
        for field in sorted(row.compared.both if row.compared else ()):
            known[field].append(row)
    alarms = (_alarm(field, both) for field, both in known.items())
    return [alarm for alarm in alarms if alarm]


def _alarm(field: str, both: Sequence[Seen]) -> Alarm | None:
    numbers = [row.number for row in both if row.compared and field in row.compared.changed]
    least, share = (_FEW, 0.4) if field in _RARELY_CHANGE else (_MANY, 0.6)
    if len(both) < least or len(numbers) < share * len(both):
        return None
    examples = some([(number, 0) for number in numbers])
    return Alarm(
        AlarmKind.FIELD_CHANGES, len(numbers), len(both), subject=field_label(field), examples=examples
    )


def replaced(plan: UpdatePlan, label: str) -> str:
    """What a plan would put in the place of what, in the field with this label: "old → new"."""
    changes = [change for change in plan.changes if field_label(change.field) == label]
    old = [show(change.before) for change in changes if isinstance(change, Replace | Retire)]
    new = [show(change.after) for change in changes if isinstance(change, Replace | Add)]
    return " → ".join(filter(None, (", ".join(old), ", ".join(new)))) or "changed"
