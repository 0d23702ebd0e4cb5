"""People and roles: who belongs to the workspace, and who is invited."""

from typing import TypeVar
from urllib.parse import urlsplit

from flask import Response, abort, current_app, make_response, render_template, request, url_for

from app.accounts import queries, services
from app.accounts.access import actor, current_role, current_workspace, requires
from app.accounts.domain.roles import Permission, Role
from app.accounts.forms import InvitationForm, RoleForm
from app.accounts.routes import bp
from app.accounts.services import Invited, Refused
from app.db import db, now
from app.web import htmx
from app.web.forms import refuse
from app.words import _


@bp.get("/settings/people")
@requires(Permission.MANAGE)
def people() -> Response:
    """Members and open invitations."""
    page = render_template(
        "settings/people.html",
        title=_("People and roles"),
        members=queries.members(current_workspace.id),
        invitations=queries.open_invitations(current_workspace.id, at=now()),
    )
    return make_response(page)


@bp.get("/settings/people/invitations/new")
@requires(Permission.MANAGE)
def new_invitation() -> Response:
    """Whom to invite."""
    return _invitation_page(offering(InvitationForm(role=Role.EDITOR)))


@bp.post("/settings/people/invitations/new")
@requires(Permission.MANAGE)
def invite() -> Response:
    """Make the link and show it, once."""
    form = offering(InvitationForm())
    if not form.validate():
        return _invitation_page(form, status=422)
    outcome = services.invite(
        current_workspace,
        email=form.email.data or "",
        role=form.role.data,
        by=current_role(),
        actor=actor(),
    )
    match outcome:
        case Refused(field, reason):
            refuse(form, field, reason)
            return _invitation_page(form, status=422)
        case Invited(email=email, token=token):
            db.session.commit()
            path = url_for(".invitation", slug=current_workspace.slug, token=token)
            return show_link(path, _("An invitation for {email}", email=email), _("7 days"))


@bp.post("/settings/people/invitations/<int:link_id>/revocation")
@requires(Permission.MANAGE)
def revoke_invitation(link_id: int) -> Response:
    """Make an invitation useless."""
    if not services.revoke_invitation(current_workspace, link_id, actor=actor()):
        abort(404)
    db.session.commit()
    htmx.toast(_("The invitation is revoked. Its link does not work any more."))
    return htmx.redirect(url_for(".people"))


AnyRoleForm = TypeVar("AnyRoleForm", bound=RoleForm)


def offering(form: AnyRoleForm) -> AnyRoleForm:
    """The form with the roles that the staff who ask may give."""
    form.offer(role for role in Role if role.rank <= current_role().rank)
    return form


def show_link(path: str, title: str, lasts: str) -> Response:
    """The page that shows a new link, the only time it can be seen."""
    url = (current_app.config["SETTINGS"].public_url or request.host_url).rstrip("/") + path
    page = render_template("settings/link.html", title=title, url=url, lasts=lasts, only_here=_is_local(url))
    return make_response(page)


def _is_local(url: str) -> bool:
    """Whether only this computer understands the address."""
    host = urlsplit(url).hostname or ""
    return host in ("localhost", "::1") or host.startswith("127.")


def _invitation_page(form: InvitationForm, *, status: int = 200) -> Response:
    page = render_template(
        "settings/invite.html", title=_("Invite somebody"), form=form, invalid=status == 422
    )
    return make_response(page, status)
