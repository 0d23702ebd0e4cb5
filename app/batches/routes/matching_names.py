"""What the workspace says of given names: a line added, a line removed."""

from flask import Response, abort, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.batches.routes.matching import bp, listed_names, page
from app.db import db
from app.matching.domain.name_pairs import NotAPair
from app.matching.forms import NamePairForm
from app.matching.queries.names import find
from app.matching.services.names import add, remove
from app.web import htmx
from app.web.forms import refuse
from app.words import _


@bp.post("/names")
@requires(Permission.MANAGE)
def add_names() -> Response:
    """Say that two given names are one, or are not."""
    form = NamePairForm()
    if not form.validate():
        return page(names=form, status=422)
    one, other = form.one.data or "", form.other.data or ""
    outcome = add(current_workspace.id, one, other, is_same=form.is_same, actor=actor())
    if isinstance(outcome, NotAPair):
        refuse(form, outcome.field, outcome.reason)
        return page(names=form, status=422)
    db.session.commit()
    htmx.toast(_("{words}. Records compared from now on follow it.", words=outcome.pair.words))
    return _listed()


@bp.post("/names/<int:pair_id>/removal")
@requires(Permission.MANAGE)
def remove_names(pair_id: int) -> Response:
    """Say nothing of two names any more."""
    held = find(current_workspace.id, pair_id)
    if held is None:
        abort(404)
    remove(current_workspace.id, held, actor=actor())
    db.session.commit()
    htmx.toast(_("“{words}” is removed from the list.", words=held.words))
    return _listed()


def _listed() -> Response:
    fresh = htmx.part("matching/_names.html", "#names", **listed_names())
    return htmx.partials(fresh, otherwise=url_for(".settings", _anchor="names"))
