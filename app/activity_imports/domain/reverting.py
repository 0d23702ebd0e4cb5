"""What of a row goes back when its import is undone, and what stays with the reason, in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.activity.domain.standing import CHANGED
from app.activity_imports.domain.columns import plain
from app.activity_imports.domain.plan import Plan
from app.batches.domain.reverting import joined
from app.batches.domain.rows import RowState
from app.words import N_, _

Fate = tuple[RowState, str]
"""What becomes of a row: the state, and why in words."""
REMOVED: Fate = (RowState.REVERTED, N_("What this row recorded was removed again."))
GONE: Fate = (RowState.REVERTED, N_("What this row recorded was gone already."))


def stays(why: str) -> Fate:
    """The fact stays as it is."""
    return RowState.KEPT, _("Stays: {why}.", why=why)


@dataclass(frozen=True, slots=True)
class Back:
    """The columns of a fact that get their old values again, and those that stay: changed since."""

    values: Mapping[str, Any] = field(default_factory=dict)
    left: tuple[str, ...] = ()

    @property
    def fate(self) -> Fate:
        """What became of the row."""
        back = joined([name.replace("_", " ") for name in self.values])
        left = joined([name.replace("_", " ") for name in self.left])
        told = [
            _("Taken back: {back}.", back=back) if back else "",
            _("Stays: {left}, as {changed}.", left=left, changed=CHANGED) if left else "",
        ]
        return (RowState.KEPT if left else RowState.REVERTED), " ".join(filter(None, told))


def put_back(plan: Plan, now: Any, read: Any) -> Back:
    """What goes back on a fact that the row changed; `now` is the fact, `read` makes values of JSON.

    Not the consent that it may have implied: an undo loosens nothing.
    """
    going = [each for each in plan.changes if plain(getattr(now, each.field)) == each.after]
    left = tuple(each.field for each in plan.changes if each not in going)
    return Back({each.field: read(each) for each in going}, left)
