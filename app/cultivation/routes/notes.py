"""Notes and interactions of one constituent."""

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.constituents.directory import name_of
from app.constituents.models import Constituent
from app.cultivation import queries, services
from app.cultivation.domain.interactions import flaw
from app.cultivation.forms import NoteForm
from app.cultivation.models import Note
from app.cultivation.routes import bp
from app.cultivation.routes.pages import PERSON, back, compare, page, person_or_404, profile, today
from app.cultivation.services import Stale
from app.db import db
from app.web import htmx
from app.web.forms import refuse
from app.web.pagination import decode
from app.words import _

NOTE = f"{PERSON}/notes/<int:note_id>"


@bp.get(f"{PERSON}/notes")
@requires(Permission.VIEW)
def notes_of(constituent_id: int) -> Response:
    """All notes about this person, newest first."""
    who = person_or_404(constituent_id)
    found = queries.notes(current_workspace.id, who.id, cursor=decode(request.args.get("after"), str, int))

    def turned(after: str | None) -> str | None:
        return url_for(".notes_of", constituent_id=who.id, after=after) if after else None

    return htmx.render(
        "cultivation/notes.html",
        fragment="cultivation/_note_list.html",
        title=_("Notes: {name_of}", name_of=name_of(who)),
        person=who,
        display=name_of(who),
        listing=found,
        today=today(),
        previous=turned(found.previous),
        next=turned(found.next),
    )


@bp.get(f"{PERSON}/notes/new")
@requires(Permission.EDIT)
def note_new(constituent_id: int) -> Response:
    """A new note, of today."""
    form = NoteForm()
    form.on.data = today()
    return _page(person_or_404(constituent_id), form, None)


@bp.post(f"{PERSON}/notes/new")
@requires(Permission.EDIT)
def note_create(constituent_id: int) -> Response:
    """Write it."""
    who, form = person_or_404(constituent_id), NoteForm()
    if not _is_good(form):
        return _page(who, form, None, status=422)
    services.add_note(current_workspace.id, who.id, form.draft(), actor=actor())
    db.session.commit()
    htmx.toast(_("The note is saved."))
    return back(who)


@bp.get(f"{NOTE}/edit")
@requires(Permission.EDIT)
def note_edit(constituent_id: int, note_id: int) -> Response:
    """One note, to be changed."""
    who = person_or_404(constituent_id)
    found = _note_or_404(who, note_id)
    return _page(who, _filled(found), found)


@bp.post(f"{NOTE}/edit")
@requires(Permission.EDIT)
def note_change(constituent_id: int, note_id: int) -> Response:
    """Change it, unless somebody else did so in the meantime."""
    who, form = person_or_404(constituent_id), NoteForm()
    found = _note_or_404(who, note_id)
    if not _is_good(form):
        return _page(who, form, found, status=422)
    outcome = services.change_note(found, form.draft(), version=form.seen_version, actor=actor())
    if isinstance(outcome, Stale):
        return _page(who, form, found, status=422, theirs=compare(form, _filled(found)))
    db.session.commit()
    htmx.toast(_("The note is saved."))
    return back(who)


@bp.post(f"{NOTE}/completion")
@requires(Permission.EDIT)
def note_complete(constituent_id: int, note_id: int) -> Response:
    """Say that the next step is done; `done=no` takes it back."""
    who = person_or_404(constituent_id)
    is_done = request.form.get("done") != "no"
    if services.complete(_note_or_404(who, note_id), is_done, actor=actor()):
        db.session.commit()
        htmx.toast(_("The next step is done.") if is_done else _("The next step is open again."))
    return back(who)


@bp.post(f"{NOTE}/deletion")
@requires(Permission.EDIT)
def note_delete(constituent_id: int, note_id: int) -> Response:
    """Delete it; the toast brings it back."""
    who = person_or_404(constituent_id)
    services.delete_note(_note_or_404(who, note_id), actor=actor())
    db.session.commit()
    undo = url_for(".note_restore", constituent_id=who.id, note_id=note_id)
    htmx.toast(_("The note is deleted."), undo=undo)
    return back(who)


@bp.post(f"{NOTE}/restoration")
@requires(Permission.EDIT)
def note_restore(constituent_id: int, note_id: int) -> Response:
    """Bring a deleted note back as it was; one that is there already stays as it is."""
    who = person_or_404(constituent_id)
    if services.restore_note(current_workspace.id, who.id, note_id, actor=actor()):
        db.session.commit()
        htmx.toast(_("The note is back."))
    else:
        _note_or_404(who, note_id)
    return back(who)


def _note_or_404(who: Constituent, note_id: int) -> Note:
    found = queries.note(current_workspace.id, who.id, note_id)
    if found is None:
        abort(404)
    return found


def _is_good(form: NoteForm) -> bool:
    if not form.validate():
        return False
    if wrong := flaw(form.draft(), today=today()):
        refuse(form, *wrong)
    return not wrong


def _filled(note: Note) -> NoteForm:
    values = {name: getattr(note, name) for name in ("text", "next_step", "due", "is_done", "version")}
    return NoteForm(formdata=None, data={**values, "kind": note.kind.value, "on": note.happened_on})


def _page(
    who: Constituent, form: NoteForm, note: Note | None, *, status: int = 200, **more: object
) -> Response:
    title = _("Change a note") if note else _("Add a note")
    return page(
        "cultivation/_note_form.html", title, who, form, status=status, note=note, back=profile(who), **more
    )
