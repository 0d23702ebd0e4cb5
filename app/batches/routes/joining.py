"""Two rows about one new person: the later one is said to be about her too."""

from flask import Response, request

from app.accounts.access import actor, requires
from app.accounts.domain.roles import Permission
from app.batches.routes import batch_or_404, bp, row_or_404
from app.batches.routes.following import then_next
from app.batches.services import RowChanged, act_of, join_row
from app.words import _


@bp.post("/<door:door>/<int:number>/rows/<int:row_number>/joining")
@requires(Permission.EDIT)
def join(number: int, row_number: int) -> Response:
    """The row is about the new person of the row that is named; the next one that waits opens."""
    batch = batch_or_404(number)
    row = row_or_404(batch, row_number)
    leader = request.args.get("leader", 0, type=int)
    keep = request.args.get("keep") == "1"
    seen = act_of(request.form["seen"]) if "seen" in request.form else None
    outcome = join_row(batch, row, leader=leader, keep=keep, actor=actor(), saw=seen)
    waits = isinstance(outcome, RowChanged) and outcome.row.joins is None
    said = (
        _(
            "Row {row} is about the new person of row {leader}; a rule still asks about it.",
            row=row_number,
            leader=leader,
        )
        if waits
        else _("Row {row} is about the new person of row {leader}.", row=row_number, leader=leader)
    )
    return then_next(batch, outcome, said)
