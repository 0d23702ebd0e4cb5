"""The IDs of other systems that earlier rows of a batch bring: each belongs to one person."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.batches.domain.decision import Decision, conflicting
from app.batches.domain.rows import Action, Outcome
from app.constituents.domain.record import ExternalId, Incoming
from app.updates.domain.changes import UpdatePlan
from app.words import _

CAUSE = "external_id"


@dataclass(slots=True)
class Brought:
    """Which rows bring which IDs, in the order of the rows: to people on record, and to new ones."""

    owners: dict[ExternalId, int] = field(default_factory=dict)
    """Who on record gets the ID."""
    _new: dict[ExternalId, int] = field(default_factory=dict)
    """The row that adds somebody with the ID."""

    def people(self, row: Incoming) -> set[int]:
        """The people on record who have an ID of this row by now."""
        return {self.owners[each] for each in row.external_ids if each in self.owners}

    def settled(self, number: int, decision: Decision) -> Decision:
        """The decision about the next row, which waits where an earlier row brings its ID for a new person.

        Whether two new people are one is decided later.
        """
        if decision.outcome is not Outcome.READY or decision.plan is None:
            return decision
        ids = ids_of(decision.plan)
        if decision.action is Action.CREATE:
            self._new = dict.fromkeys(ids, number) | self._new
        elif conflict := taken(ids, self._new):
            return conflict
        elif decision.target:
            self.owners |= dict.fromkeys(ids, decision.target)
        return decision


def ids_of(plan: UpdatePlan) -> tuple[ExternalId, ...]:
    """The IDs in other systems that a plan adds."""
    return tuple(each.after for each in plan.writes if isinstance(each.after, ExternalId))


def taken(ids: tuple[ExternalId, ...], rows: Mapping[ExternalId, int]) -> Decision | None:
    """The conflict of a row with an ID that an earlier row gives to another new person; None without one."""
    for each in ids:
        if each in rows:
            whose = _("the new person of row {rows}", rows=rows[each])
            return conflicting(
                CAUSE,
                _(
                    "{system} ID {value} is also that of {whose}",
                    system=each.system,
                    value=each.value,
                    whose=whose,
                ),
            )
    return None
