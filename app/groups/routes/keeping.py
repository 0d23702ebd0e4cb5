"""Putting a group away and back, making another one like it, and deleting it."""

from flask import Response, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.db import db
from app.groups import services
from app.groups.domain.kinds import GroupKind
from app.groups.models import Group
from app.groups.routes import bp
from app.groups.routes.group import GROUP, group_or_404
from app.groups.services import Refused, Saved
from app.web import htmx
from app.words import _


@bp.post(f"{GROUP}/archive")
@requires(Permission.EDIT)
def archive(group_id: int) -> Response:
    """Put it away, unless it is used."""
    group = group_or_404(group_id)
    if refused := services.archive(current_workspace, group, actor=actor()):
        return _not_done(group, refused)
    db.session.commit()
    back = url_for(".unarchive", group_id=group_id)
    htmx.toast(
        _("The group “{name}” is archived. It keeps its members as they are now.", name=group.name), undo=back
    )
    return htmx.redirect(url_for(".show", group_id=group_id))


@bp.post(f"{GROUP}/return")
@requires(Permission.EDIT)
def unarchive(group_id: int) -> Response:
    """Bring it back; a dynamic one finds its members anew."""
    group = group_or_404(group_id)
    services.unarchive(current_workspace, group, actor=actor())
    _calculated(group)
    db.session.commit()
    htmx.toast(_("The group “{name}” is in use again.", name=group.name))
    return htmx.redirect(url_for(".show", group_id=group_id))


@bp.post(f"{GROUP}/duplicates")
@requires(Permission.EDIT)
def duplicate(group_id: int) -> Response:
    """Another group like it, to be named and changed next."""
    group = group_or_404(group_id)
    match services.duplicate(current_workspace, group, actor=actor()):
        case Refused() as refused:
            db.session.rollback()
            return _not_done(group_or_404(group_id), refused)
        case Saved(made):
            _calculated(made)
            name, key = made.name, made.id
            db.session.commit()
            htmx.toast(_("“{name}” is a group of its own now. Give it a name.", name=name))
            return htmx.redirect(url_for(".edit", group_id=key))


def _calculated(group: Group) -> None:
    if group.kind is GroupKind.DYNAMIC:
        services.recalculate(current_workspace, group, by=actor().id)


def _not_done(group: Group, refused: Refused) -> Response:
    htmx.toast(refused.why, tone="failed")
    return htmx.redirect(url_for(".show", group_id=group.id))


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
    htmx.toast(_("The group “{name}” is deleted. The people in it stay as they are.", name=name))
    return htmx.redirect(url_for(".index"))


def _deletion_page(group: Group, *, why: str = "", status: int = 200) -> Response:
    return htmx.render(
        "groups/deletion.html",
        fragment="groups/_deletion.html",
        status=status,
        title=_("Delete “{name}”?", name=group.name),
        group=group,
        why=why,
    )
