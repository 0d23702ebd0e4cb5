"""The note about one member of a static group."""

from flask import Response, abort, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.constituents import directory
from app.constituents import queries as constituents
from app.db import db
from app.groups import services
from app.groups.forms.lists import NoteForm
from app.groups.models import Group
from app.groups.queries.notes import member
from app.groups.routes import bp
from app.groups.routes.adding import by_hand_or_404
from app.groups.routes.group import GROUP
from app.groups.services import Refused
from app.web import htmx
from app.web.forms import refuse
from app.words import _

NOTE = f"{GROUP}/members/<int:constituent_id>/note"


@bp.get(NOTE)
@requires(Permission.EDIT)
def note(group_id: int, constituent_id: int) -> Response:
    """The note as it is."""
    group = by_hand_or_404(group_id)
    found = member(group, constituent_id)
    if found is None:
        abort(404)
    return _page(group, constituent_id, NoteForm(formdata=None, note=found.note))


@bp.post(NOTE)
@requires(Permission.EDIT)
def change_note(group_id: int, constituent_id: int) -> Response:
    """Keep what was typed."""
    group, form = by_hand_or_404(group_id), NoteForm()
    if not form.validate():
        return _page(group, constituent_id, form, status=422)
    outcome = services.note_member(group, constituent_id, form.note.data or "", actor=actor())
    if isinstance(outcome, Refused):
        refuse(form, outcome.field, outcome.why)
        return _page(group, constituent_id, form, status=422)
    db.session.commit()
    htmx.toast(_("The note is kept.") if outcome.note else _("The note is taken away."))
    return htmx.redirect(url_for(".show", group_id=group_id))


def _page(group: Group, person: int, form: NoteForm, *, status: int = 200) -> Response:
    who = constituents.get(current_workspace, person)
    if who is None:
        abort(404)
    return htmx.render(
        "groups/note.html",
        fragment="groups/_note.html",
        status=status,
        title=_("Note about {name}", name=directory.name_of(who)),
        group=group,
        person=person,
        form=form,
    )
