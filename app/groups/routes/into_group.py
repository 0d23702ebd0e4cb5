"""Putting ticked people into a static group, a new one or one that is there: from a group, or any list."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.db import db
from app.groups.forms import IntoGroupForm
from app.groups.models import Group
from app.groups.queries import lists
from app.groups.routes import bp
from app.groups.routes.group import GROUP, group_or_404
from app.groups.services import Added, Refused, add_to_group
from app.web import htmx
from app.web.forms import refuse
from app.web.selected import selected
from app.words import _, plural

PREFIX = "add"


@bp.get(f"{GROUP}/copies")
@requires(Permission.EDIT)
def choose_copy(group_id: int) -> Response:
    """Which group shall have the ticked members as well."""
    return _page(group_or_404(group_id), IntoGroupForm(prefix=PREFIX))


@bp.post(f"{GROUP}/copies")
@requires(Permission.EDIT)
def copy(group_id: int) -> Response:
    """Put them there; they stay in this one."""
    group = group_or_404(group_id)
    back = url_for(".show", group_id=group.id)
    return put_selected(back, lambda form: _page(group, form, status=422))


def put_selected(back: str, again: Callable[[IntoGroupForm], Response]) -> Response:
    """Put the ticked people where the form says and go `back`; ask `again` where that cannot be done."""
    form, ids = IntoGroupForm(prefix=PREFIX), selected()
    if not ids:
        refuse(form, None, _("Select people in the list first."))
    if not ids or not form.validate():
        return again(form)
    name = str(form.name.data or "")
    outcome = add_to_group(current_workspace, ids, group_id=form.group_id(), name=name, actor=actor())
    match outcome:
        case Refused(field, why):
            db.session.rollback()
            refuse(form, field, why)
            return again(form)
        case Added(group, count, change_set):
            said, key = _said(group.name, count, len(ids) - count), group.id
            db.session.commit()
            htmx.toast(
                said, undo=url_for("groups.undo", group_id=key, change_set=change_set) if count else None
            )
            return htmx.redirect(back)


def _said(group: str, count: int, others: int) -> str:
    said = plural(count, "Added {n} person to “{group}”.", "Added {n} people to “{group}”.", group=group)
    if count and others:
        return f"{said} {plural(others, '{n} other was in it already.', '{n} others were in it already.')}"
    return said if count else _("Nobody was added: all of them are in “{group}” already.", group=group)


def choice(form: IntoGroupForm, *, action: str, back: str, fields: Mapping[str, str]) -> dict[str, Any]:
    """What the form of this choice shows; `fields` are sent along."""
    ids = selected()
    form.offer(lists.static_ones(current_workspace))
    return {
        "title": _title(len(ids)),
        "form": form,
        "ids": ids,
        "action": action,
        "fields": fields,
        "back": back,
    }


def _page(group: Group, form: IntoGroupForm, *, status: int = 200) -> Response:
    shown = choice(form, action=request.path, back=url_for(".show", group_id=group.id), fields={})
    return htmx.render(
        "groups/into_group.html", fragment="groups/_into_group.html", status=status, group=group, **shown
    )


def _title(people: int) -> str:
    if not people:
        return _("Add people to a group")
    return plural(people, "Add {n} person to a group", "Add {n} people to a group")
