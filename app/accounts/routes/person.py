"""One member of the workspace: role, reset link, removal."""

from flask import Response, abort, make_response, render_template, url_for

from app.accounts import queries, services
from app.accounts.access import (
    actor,
    begin_session,
    current_role,
    current_staff,
    current_workspace,
    device,
    leave,
    requires,
)
from app.accounts.domain.roles import Permission
from app.accounts.forms import RoleForm
from app.accounts.models import Membership, Staff
from app.accounts.routes import bp
from app.accounts.routes.people import offering, show_link
from app.accounts.services import Refused, ResetMade
from app.db import db
from app.web import htmx
from app.web.forms import refuse
from app.words import _


@bp.get("/settings/people/<int:staff_id>")
@requires(Permission.MANAGE)
def person(staff_id: int) -> Response:
    """One member: role, reset link, removal."""
    member, staff = _member_or_404(staff_id)
    return _person_page(offering(RoleForm(role=member.role)), staff)


@bp.post("/settings/people/<int:staff_id>")
@requires(Permission.MANAGE)
def change_role(staff_id: int) -> Response:
    """Another role. Their sessions end; one's own goes on under a new token."""
    __, staff = _member_or_404(staff_id)
    form = offering(RoleForm())
    if not form.validate():
        return _person_page(form, staff, status=422)
    outcome = services.change_role(
        current_workspace.id, staff_id, role=form.role.data, by=current_role(), actor=actor()
    )
    if isinstance(outcome, Refused):
        refuse(form, outcome.field, outcome.reason)
        return _person_page(form, staff, status=422)
    mine = staff_id == current_staff.id
    token = (
        services.open_session(staff_id, workspace_id=current_workspace.id, device=device()) if mine else ""
    )
    db.session.commit()
    htmx.toast(_("{name} is {role} now.", name=staff.name, role=form.role.data.label.lower()))
    if mine:
        begin_session(token)
    return htmx.redirect("/" if mine else url_for(".people"))


@bp.post("/settings/people/<int:staff_id>/reset-links")
@requires(Permission.MANAGE)
def make_reset_link(staff_id: int) -> Response:
    """A link for a new password, shown once."""
    __, staff = _member_or_404(staff_id)
    match services.make_reset(current_workspace.id, staff_id, by=current_role(), actor=actor()):
        case Refused(reason=reason):
            form = offering(RoleForm())
            refuse(form, None, reason)
            return _person_page(form, staff, status=422)
        case ResetMade(token=token):
            db.session.commit()
            path = url_for(".password_reset", token=token)
            return show_link(path, _("A new password for {name}", name=staff.name), _("1 hour"))


@bp.post("/settings/people/<int:staff_id>/removal")
@requires(Permission.MANAGE)
def remove_person(staff_id: int) -> Response:
    """Take somebody out of the workspace."""
    __, staff = _member_or_404(staff_id)
    outcome = services.remove(current_workspace.id, staff_id, by=current_role(), actor=actor())
    if isinstance(outcome, Refused):
        form = offering(RoleForm())
        refuse(form, None, outcome.reason)
        return _person_page(form, staff, status=422)
    mine = staff_id == current_staff.id
    db.session.commit()
    if mine:
        leave()
    htmx.toast(_("{name} does not belong to the workspace any more.", name=staff.name))
    return htmx.redirect("/" if mine else url_for(".people"))


def _member_or_404(staff_id: int) -> tuple[Membership, Staff]:
    member = queries.membership(current_workspace.id, staff_id)
    if member is None:
        abort(404)
    return member, db.session.get_one(Staff, staff_id)


def _person_page(form: RoleForm, staff: Staff, *, status: int = 200) -> Response:
    member, __ = _member_or_404(staff.id)
    page = render_template(
        "settings/person.html",
        title=staff.name,
        form=form,
        staff=staff,
        member=member,
        is_above=member.role.rank > current_role().rank,
        is_you=staff.id == current_staff.id,
        invalid=status == 422,
    )
    return make_response(page, status)
