"""Putting the selected rows of the list into a static group, a new one or one that is there."""

from flask import Response, request, url_for
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.db import db
from app.groups.domain.kinds import GroupKind
from app.groups.queries import lists
from app.groups.services import Refused
from app.profiles.routes import bp
from app.profiles.routes.around import inside
from app.profiles.routes.people import url
from app.profiles.services.selection import Added, add_to_group
from app.web import htmx
from app.web.filters import plural
from app.web.forms import Form, refuse
from app.web.ids import id_in

MOST = 500


def selected() -> list[int]:
    """The ids of the selected rows, as the request names them."""
    texts = request.values.getlist("selected")[:MOST]
    return [number for text in texts if (number := id_in(text))]


class AddForm(Form):
    """Which group: one that is there, or a new one by its name."""

    group = SelectField("Group", validate_choice=False)
    name = StringField(
        "Name of the new group",
        [Length(max=80, message="Use at most 80 characters.")],
        filters=[lambda text: (text or "").strip()],
        description="Only for a new group.",
    )

    def group_id(self) -> int | None:
        """The group that was chosen; None is a new one."""
        return id_in(str(self.group.data or "")) or None


@bp.get("/constituents/members")
@requires(Permission.EDIT)
def choose_group() -> Response:
    """Which group shall have them."""
    return _page(AddForm(prefix="add"))


@bp.post("/constituents/members")
@requires(Permission.EDIT)
def add_members() -> Response:
    """Put them there; who is in it already stays."""
    form, ids = AddForm(prefix="add"), selected()
    if not ids or not form.validate():
        return _page(form, status=422)
    name = str(form.name.data or "")
    outcome = add_to_group(current_workspace, ids, group_id=form.group_id(), name=name, actor=actor())
    match outcome:
        case Refused(field, why):
            db.session.rollback()
            refuse(form, field, why)
            return _page(form, status=422)
        case Added(group, count, change_set):
            said, key = _said(group.name, count, len(ids) - count), group.id
            db.session.commit()
            undo = url_for("groups.undo", group_id=key, change_set=change_set) if count else None
            htmx.toast(said, undo=undo)
            return htmx.redirect(url(inside()))


def _said(group: str, count: int, others: int) -> str:
    said = f"Added {plural(count, 'person', 'people')} to “{group}”."
    if count and others:
        return f"{said} {plural(others, 'other')} {'was' if others == 1 else 'were'} in it already."
    return said if count else f"Nobody was added: all of them are in “{group}” already."


def _page(form: AddForm, *, status: int = 200) -> Response:
    ids = selected()
    if not ids and request.method == "POST":
        refuse(form, None, "Select people in the list first.")
    found = [group for group in lists.groups(current_workspace) if group.kind is GroupKind.STATIC]
    form.group.choices = [
        SelectChoice("new", "A new group"),
        *(SelectChoice(str(group.id), group.name) for group in found),
    ]
    return htmx.render(
        "profiles/add_members.html",
        fragment="profiles/_add_members.html",
        status=status,
        title=f"Add {plural(len(ids), 'person', 'people')} to a group" if ids else "Add people to a group",
        form=form,
        ids=ids,
        origin=request.values.get("in", ""),
        back=url(inside()),
    )
