"""Adding the members of another group, as they are at this moment."""

from flask import Response, request, url_for
from wtforms.fields.choices import SelectChoice

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.db import now
from app.groups import services
from app.groups.forms.lists import CopyForm
from app.groups.models import Group
from app.groups.queries import lists, sets
from app.groups.queries.sets import Change, Together
from app.groups.routes import bp
from app.groups.routes.adding import added, by_hand_or_404
from app.groups.routes.group import GROUP, group_or_404
from app.web import htmx
from app.web.forms import refuse
from app.web.ids import id_in
from app.words import _


@bp.get(f"{GROUP}/members/copy")
@requires(Permission.EDIT)
def choose_source(group_id: int) -> Response:
    """Whose members shall be copied, and how many would join."""
    group = by_hand_or_404(group_id)
    source = lists.get(current_workspace, id_in(request.args.get("source", "")))
    return _page(group, CopyForm(formdata=None, source=str(source.id) if source else ""), source)


@bp.post(f"{GROUP}/members/copy")
@requires(Permission.EDIT)
def copy_members(group_id: int) -> Response:
    """Add them; what becomes of the other group later changes nothing here."""
    group, form = group_or_404(group_id), CopyForm()
    source = lists.get(current_workspace, form.source_id())
    if not form.validate() or source is None:
        refuse(form, "source", _("Choose the group whose members are to be added."))
        return _page(group, form, source, status=422)
    both = sets.together(current_workspace, [source], at=now())
    if both.broken:
        refuse(form, "source", both.broken)
        return _page(group, form, source, status=422)
    [who] = both.whos
    meant = sets.change(both.scope, group, who).meant
    outcome = services.add_people(current_workspace, group, who, actor=actor(), note=form.note.data or "")
    return added(group, outcome, meant=meant)


def _page(group: Group, form: CopyForm, source: Group | None, *, status: int = 200) -> Response:
    found = [other for other in lists.groups(current_workspace) if other.id != group.id]
    form.source.choices = [
        SelectChoice("", _("Choose a group…")),
        *(SelectChoice(str(other.id), other.name) for other in found),
    ]
    both, change = _counted(group, source)
    return htmx.render(
        "groups/add_copy.html",
        fragment="groups/_add_copy.html",
        status=status,
        title=_("Add the members of another group to “{name}”", name=group.name),
        group=group,
        form=form,
        source=source,
        broken=both.broken if both else "",
        change=change,
        at=both.scope.at if both else None,
        here=url_for(".choose_source", group_id=group.id),
    )


def _counted(group: Group, source: Group | None) -> tuple[Together | None, Change | None]:
    if source is None:
        return None, None
    both = sets.together(current_workspace, [source], at=now())
    return both, None if both.broken else sets.change(both.scope, group, both.whos[0])
