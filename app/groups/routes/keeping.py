"""Deleting a group."""

from flask import Response, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.db import db
from app.groups import services
from app.groups.models import Group
from app.groups.routes import bp
from app.groups.routes.group import GROUP, group_or_404
from app.web import htmx


@bp.get(f"{GROUP}/deletion")
@requires(Permission.EDIT)
def confirm_deletion(group_id: int) -> Response:
    """What deleting this group means."""
    return _deletion_page(group_or_404(group_id))


@bp.post(f"{GROUP}/deletion")
@requires(Permission.EDIT)
def delete(group_id: int) -> Response:
    """Delete the group, unless it is used."""
    group = group_or_404(group_id)
    name = group.name
    if refused := services.delete(current_workspace, group, actor=actor()):
        return _deletion_page(group, why=refused.why, status=422)
    db.session.commit()
    htmx.toast(f"The group “{name}” is deleted. The people in it stay as they are.")
    return htmx.redirect(url_for(".index"))


def _deletion_page(group: Group, *, why: str = "", status: int = 200) -> Response:
    return htmx.render(
        "groups/deletion.html",
        fragment="groups/_deletion.html",
        status=status,
        title=f"Delete “{group.name}”?",
        group=group,
        why=why,
    )
