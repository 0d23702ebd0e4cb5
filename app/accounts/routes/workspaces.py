"""Going to another of one's workspaces."""

from flask import Response, abort, make_response, render_template, request

from app.accounts import queries, services
from app.accounts.access import begin_session, current_session, current_staff, device, requires
from app.accounts.domain.roles import Permission
from app.accounts.routes import bp
from app.db import db
from app.web import htmx
from app.words import _


@bp.get("/workspaces")
@requires(Permission.SIGNED_IN)
def workspaces() -> Response:
    """The workspaces one belongs to."""
    memberships = queries.memberships_of(current_staff.id)
    page = render_template("accounts/workspaces.html", title=_("Your workspaces"), memberships=memberships)
    return make_response(page)


@bp.post("/workspaces/visit")
@requires(Permission.SIGNED_IN)
def visit_workspace() -> Response:
    """Go to one of them: a new session there, under a new token, in place of this one."""
    wanted = request.form.get("workspace", type=int) or 0
    workspace = next((one for one, __ in queries.memberships_of(current_staff.id) if one.id == wanted), None)
    if workspace is None:
        abort(404)
    services.end_session(current_staff.id, current_session.id)
    token = services.open_session(current_staff.id, workspace_id=workspace.id, device=device())
    db.session.commit()
    begin_session(token)
    htmx.toast(_("You are in {name} now.", name=workspace.name))
    return htmx.redirect("/")
