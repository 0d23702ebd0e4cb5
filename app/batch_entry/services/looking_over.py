"""Looking over a batch as a whole: what its rows do to each other, and which rules they use."""

from collections import Counter
from collections.abc import Hashable, Iterator
from datetime import date
from typing import Any

from app.batch_entry.domain.interactions import Says, findings
from app.batch_entry.domain.validated import Validated
from app.batch_entry.queries import facts
from app.batches.domain.gift_parser import GiftRowParser
from app.batches.domain.on_record import on_record
from app.batches.domain.rows import Action, Outcome
from app.batches.models import Batch
from app.batches.services import Planner
from app.batches.services.checking import cells_of, reread
from app.constituents.domain.record import Incoming
from app.updates.domain.changes import Add, MakePrimary, UpdatePlan

_AT_ONCE = 500


def look_over(batch: Batch, planner: Planner) -> Validated:
    """What the rows of the batch do to each other as they are decided now. It only reads."""
    rules: Counter[str] = Counter()
    said = list(_said(batch, planner, rules))
    givers = {row.who for row in said if row.gift and isinstance(row.who, int)}
    days = [row.gift[2] for row in said if row.gift]
    recorded = facts.gifts_of(batch.workspace_id, givers, days) if givers else set()
    found = findings(said, recorded)
    return Validated.of(found, rules)


def _said(batch: Batch, planner: Planner, rules: Counter[str]) -> Iterator[Says]:
    after = 0
    while rows := facts.rows(batch, after=after, limit=_AT_ONCE):
        for row in rows:
            plan = UpdatePlan.from_json(row.plan) if row.plan else None
            if plan and _is_due(row) and row.action is Action.UPDATE:
                rules.update({change.rule for change in plan.writes if change.rule})
            yield _says(row, plan, planner)
        after = rows[-1].number


def _is_due(row: Any) -> bool:
    return row.outcome is Outcome.READY and not row.state.was_applied


def _says(row: Any, plan: UpdatePlan | None, planner: Planner) -> Says:
    what = reread(planner, row)
    amount, number = _gift(row, planner)
    return Says(
        number=row.number,
        who=_who(row),
        adds=row.action is Action.CREATE,
        like=row.like["rows"][0]["number"] if row.like and row.like.get("rows") else None,
        one=_one_each(what) if isinstance(what, Incoming) else {},
        primaries=_primaries(plan) if plan else {},
        externals=_externals(what) if isinstance(what, Incoming) else (),
        email=row.email_key,
        gift=amount,
        gift_number=number,
        may_be_known=bool(on_record(row)),
        is_done=row.state.was_applied,
    )


def _who(row: Any) -> Hashable | None:
    """Whom the row is about, where that is decided."""
    if row.constituent_id:
        return int(row.constituent_id)
    if row.outcome is not Outcome.READY:
        return None
    if row.joins:
        return "new", row.joins
    if row.action is Action.CREATE:
        return "new", row.number
    return int(row.target_id) if row.target_id else None


def _one_each(what: Incoming) -> dict[str, str]:
    """What the row says of which a person has one; a change of letter case alone is none."""
    said = {f"name.{part}": value.casefold() for part, value in what.name.parts().items() if value.strip()}
    return said | ({"birth": str(what.birth)} if what.birth else {})


def _primaries(plan: UpdatePlan) -> dict[str, str]:
    made: dict[str, str] = {}
    for change in plan.writes:
        is_primary = isinstance(change, Add) and getattr(change.after, "primary", False)
        if is_primary or isinstance(change, MakePrimary):
            made[change.field] = getattr(change.after, "key", "")
    return made


def _externals(what: Incoming) -> tuple[tuple[str, str], ...]:
    return tuple((each.system, each.value) for each in what.external_ids)


def _gift(row: Any, planner: Planner) -> tuple[tuple[str, int, date] | None, str]:
    """What two entries of one gift have in common, and the number it has in its tool."""
    parser = planner.parser
    gift = parser.gift(cells_of(row)) if isinstance(parser, GiftRowParser) else None
    return (gift.currency, gift.amount, gift.received_on) if gift else None, gift.key if gift else ""
