"""Linking a row to a constituent by search: whoever is chosen, their lookup ID is typed into the row."""

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.batch_entry.domain.conflicts import Typed
from app.batch_entry.routes import batch_or_404, bp
from app.batch_entry.routes.facts import facts_parts
from app.batch_entry.routes.lines import Line, columns, line_of, line_part, lookup_at
from app.batch_entry.routes.row import refused
from app.batch_entry.services.rows import NotTyped, change_row, not_typing
from app.batches.models import Batch
from app.constituents.picking import Picks, picks
from app.db import db
from app.web import htmx
from app.words import _

CHECK = "check"
"""Where somebody links rows whom the check of the batch named, and goes back there."""


@bp.get("/batches/<int:number>/rows/<int:row_number>/link")
@requires(Permission.EDIT)
def link(number: int, row_number: int) -> Response:
    """A search for whom the row is about, begun with what the row says."""
    batch, line = _found(number, row_number)
    who = picks(current_workspace, request.args) if "who" in request.args else _likely(line)
    return _asking(batch, line, who)


@bp.post("/batches/<int:number>/rows/<int:row_number>/link")
@requires(Permission.EDIT)
def link_row(number: int, row_number: int) -> Response:
    """Type the lookup ID of whoever is marked into the row."""
    batch, line = _found(number, row_number)
    who = picks(current_workspace, request.form)
    if request.form.get("do") == "find":
        return _asking(batch, line, who)
    if who.person is None:
        return _asking(batch, line, who, error=_("Search for somebody and choose one."))
    at = lookup_at(columns(batch))
    assert at is not None
    outcome = change_row(batch, row_number, {at: Typed(who.person.lookup_id)}, actor=actor())
    if outcome is None or isinstance(outcome, NotTyped):
        reason = (
            outcome.reason
            if outcome
            else _("Row {row_number} was removed by somebody else.", row_number=row_number)
        )
        return refused(batch, reason, 409)
    db.session.commit()
    htmx.toast(_("Row {row_number} is about {name}.", row_number=row_number, name=who.person.name))
    now = line_of(batch, row_number)
    assert now is not None
    here = url_for(".row", number=number, row_number=row_number)
    back = url_for(".commit", number=number) if request.form.get("then") == CHECK else here
    return htmx.partials(line_part(batch, now), *facts_parts(batch), otherwise=back, close_dialog=True)


def _likely(line: Line) -> Picks:
    """Whom the email of the row finds, else its name, else the last word of that."""
    row, who = line.row, Picks("", [], None)
    for text in filter(None, (row.email, row.name, row.name.split(" ")[-1])):
        who = picks(current_workspace, {"who": text})
        if who.found:
            return who
    return who


def _found(number: int, row_number: int) -> tuple[Batch, Line]:
    batch, __ = batch_or_404(number)
    line = line_of(batch, row_number)
    if line is None or lookup_at(columns(batch)) is None:
        abort(404)
    if reason := not_typing(batch):
        abort(409, description=reason)
    return batch, line


def _asking(batch: Batch, line: Line, who: Picks, *, error: str = "") -> Response:
    return htmx.render(
        "batch_entry/link.html",
        fragment="batch_entry/_link.html",
        status=422 if error else 200,
        title=_("Link row {number}", number=line.row.number),
        batch=batch,
        line=line,
        picked=who,
        error=error,
    )
