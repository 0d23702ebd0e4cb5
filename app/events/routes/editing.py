"""Making, changing and deleting an event."""

from flask import Response, abort, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity.models import Event
from app.db import db
from app.events import services
from app.events.domain.when import typed_again
from app.events.forms import EventForm
from app.events.queries import events
from app.events.routes import bp
from app.events.routes.event import EVENT, event_or_404, zone
from app.events.services import InUse, Meanwhile, Removed, Saved
from app.events.services.events import use_of
from app.web import htmx
from app.web.forms import refuse
from app.words import N_, _, figure

CHANGED = N_(
    "{name} saved it meanwhile. It is shown as you typed it; compare, and save again to write it"
    " all the same."
)


@bp.get("/events/new")
@requires(Permission.EDIT)
def new() -> Response:
    """A new event."""
    return _page(EventForm(), None)


@bp.post("/events/new")
@requires(Permission.EDIT)
def create() -> Response:
    """Make it."""
    form = EventForm()
    draft = form.draft(zone()) if form.validate() else None
    if draft is None:
        return _page(form, None, status=422)
    saved = services.add_event(current_workspace, draft, actor=actor())
    db.session.commit()
    htmx.toast(_("“{name}” is saved.", name=draft.name))
    return htmx.redirect(url_for(".show", event=saved.event_id))


@bp.get(f"{EVENT}/edit")
@requires(Permission.EDIT)
def edit(event: int) -> Response:
    """The event, to be changed."""
    found = event_or_404(event)
    form = EventForm(obj=found)
    form.fill(typed_again(found.starts_at, found.ends_at, zone()))
    return _page(form, found)


@bp.post(f"{EVENT}/edit")
@requires(Permission.EDIT)
def change(event: int) -> Response:
    """Save what was typed."""
    found, form = event_or_404(event), EventForm()
    draft = form.draft(zone()) if form.validate() else None
    if draft is None:
        return _page(form, found, status=422)
    outcome = services.edit_event(current_workspace, event, draft, version=form.seen_version, actor=actor())
    if outcome is None:
        abort(404)
    match outcome:
        case Meanwhile(who):
            db.session.rollback()
            return _again(form, event, who)
        case Saved(_, over):
            db.session.commit()
            more = (
                _(" {over} more people are registered than it has places.", over=figure(over)) if over else ""
            )
            htmx.toast(_("“{name}” is saved.{more}", name=draft.name, more=more))
            return htmx.redirect(url_for(".show", event=event))


def _again(form: EventForm, event: int, who: str) -> Response:
    found = event_or_404(event)
    refuse(form, None, CHANGED.format(name=who or _("Somebody")))
    form.version.data = str(found.version)
    return _page(form, found, status=422)


@bp.get(f"{EVENT}/deletion")
@requires(Permission.EDIT)
def confirm_deletion(event: int) -> Response:
    """Whether it can go, and what keeps it."""
    return _deletion(event_or_404(event))


@bp.post(f"{EVENT}/deletion")
@requires(Permission.EDIT)
def delete(event: int) -> Response:
    """Delete an event that nobody is registered for."""
    outcome = services.remove_event(current_workspace, event, actor=actor())
    if outcome is None:
        abort(404)
    match outcome:
        case InUse():
            db.session.rollback()
            return _deletion(event_or_404(event), status=422)
        case Removed(name):
            db.session.commit()
            htmx.toast(_("“{name}” is deleted.", name=name))
            return htmx.redirect(url_for(".index"))


def _deletion(event: Event, *, status: int = 200) -> Response:
    return htmx.render(
        "events/deletion.html",
        fragment="events/_deletion.html",
        status=status,
        title=_("Delete “{name}”", name=event.name),
        event=event,
        in_use=use_of(current_workspace, event),
    )


def _page(form: EventForm, event: Event | None, *, status: int = 200) -> Response:
    return htmx.render(
        "events/edit.html",
        fragment="events/_edit_form.html",
        status=status,
        title=_("Edit “{name}”", name=event.name) if event else _("New event"),
        form=form,
        event=event,
        action=url_for(".change", event=event.id) if event else url_for(".create"),
        back=url_for(".show", event=event.id) if event else url_for(".index"),
        categories=events.categories(current_workspace),
        zone=zone(),
    )
