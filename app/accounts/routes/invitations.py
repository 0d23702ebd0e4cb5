"""Accepting an invitation. The link names the workspace, and is looked up by workspace and token together."""

from flask import Response, make_response, render_template

from app.accounts import queries, services
from app.accounts.access import begin_session, current_staff, device, is_signed_in, requires
from app.accounts.domain.roles import LinkPurpose, Permission
from app.accounts.forms import NewcomerForm
from app.accounts.models import OneTimeLink, Staff, Workspace
from app.accounts.routes import bp
from app.accounts.services import Done, LinkGone, Refused
from app.db import db, now
from app.web import htmx
from app.web.forms import refuse
from app.words import _


@bp.get("/invitations/<slug>/<token>")
@requires(Permission.PUBLIC)
def invitation(slug: str, token: str) -> Response:
    """What one is invited to, and the way in: for a newcomer, for the invited person, for somebody else."""
    found = _find(slug, token)
    return _page(*found, NewcomerForm()) if found else _gone()


@bp.post("/invitations/<slug>/<token>")
@requires(Permission.PUBLIC)
def accept_invitation(slug: str, token: str) -> Response:
    """Join the workspace and sign in to it."""
    found = _find(slug, token)
    if found is None:
        return _gone()
    workspace, link = found
    form = NewcomerForm()
    account = queries.staff_by_email(link.email)
    if account is None and not form.validate():
        return _page(workspace, link, form, status=422)
    match _accept(workspace, link, account, form):
        case Done(staff=staff):
            opened = services.open_session(staff.id, workspace_id=workspace.id, device=device())
            db.session.commit()
            begin_session(opened)
            htmx.toast(_("You have joined {name}.", name=workspace.name))
            return htmx.redirect("/")
        case Refused(field, reason):
            db.session.rollback()
            refuse(form, field, reason)
            return _page(workspace, link, form, status=422)
        case LinkGone():
            db.session.rollback()
            return _gone()


def _accept(
    workspace: Workspace, link: OneTimeLink, account: Staff | None, form: NewcomerForm
) -> Done | Refused | LinkGone:
    if account is None:
        name, password = form.name.data or "", form.password.data or ""
        return services.accept_as_newcomer(workspace, link, name=name, password=password)
    if not _is(account):
        return Refused(None, _("Sign in as {email} to accept this invitation.", email=link.email))
    return services.accept_as(workspace, link, account)


def _is(account: Staff | None) -> bool:
    return account is not None and is_signed_in() and current_staff.id == account.id


def _find(slug: str, token: str) -> tuple[Workspace, OneTimeLink] | None:
    workspace = queries.workspace_by_slug(slug) if slug.isprintable() else None
    if workspace is None:
        return None
    link = queries.usable_link(LinkPurpose.INVITATION, token, at=now(), workspace_id=workspace.id)
    return (workspace, link) if link else None


def _page(workspace: Workspace, link: OneTimeLink, form: NewcomerForm, *, status: int = 200) -> Response:
    account = queries.staff_by_email(link.email)
    page = render_template(
        "accounts/invitation.html",
        title=_("Join {name}", name=workspace.name),
        workspace=workspace,
        link=link,
        form=form,
        account=account,
        is_signed_in=_is(account),
        invalid=status == 422,
    )
    return make_response(page, status)


def _gone() -> Response:
    page = render_template(
        "accounts/link_gone.html",
        title=_("This invitation does not work any more"),
        text=_("It was used already, is older than 7 days, or was revoked. Ask for a new one."),
    )
    return make_response(page, 404)
