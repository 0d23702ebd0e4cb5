"""Adding a registration: of somebody for an event, or for an event of somebody; at the door as well."""

from datetime import date, datetime

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity.domain.kinds import RegistrationStatus
from app.activity.models import Event
from app.constituents.locking import Gone
from app.constituents.picking import Picks, picks
from app.db import db, now
from app.events import services
from app.events.domain.drafts import RegistrationDraft
from app.events.domain.when import is_over
from app.events.forms import RegistrationForm
from app.events.queries import events, registrations
from app.events.routes import bp
from app.events.routes.event import EVENT, event_or_404, zone
from app.events.services import Ask, Registered
from app.web import htmx
from app.words import N_, _

_LONGEST = 200
NOBODY = N_("Find the person and mark one of those found.")


@bp.get(f"{EVENT}/registrations/new")
@requires(Permission.EDIT)
def add(event: int) -> Response:
    """A blank registration; at the door (`arrived`) of somebody who is here."""
    found, form = event_or_404(event), RegistrationForm()
    form.registered_on.data = _usual_day(found, now())
    if _is_door():
        form.status.data = RegistrationStatus.ATTENDED.value
    return _page(found, form, picks(current_workspace, request.args))


@bp.post(f"{EVENT}/registrations/new", endpoint="create_registration")
@requires(Permission.EDIT)
def create(event: int) -> Response:
    """Add it, once there is nothing left to ask."""
    found, form, who = event_or_404(event), RegistrationForm(), picks(current_workspace, request.form)
    form.offer(current_workspace.currency)
    if request.form.get("do") == "find":
        return _page(found, form, who)
    if request.form.get("do") == "wait":
        form.status.data = RegistrationStatus.WAITLISTED.value
    locale = current_workspace.locale
    draft = form.draft(at=now(), zone=zone(), locale=locale) if form.validate() else None
    if draft is None or who.person is None:
        return _page(found, form, who, status=422, error="" if who.person else NOBODY)
    outcome = _register(event, who.person.id, draft)
    match outcome:
        case str():
            db.session.rollback()
            return _page(event_or_404(event), form, who, status=422, error=outcome)
        case Ask():
            db.session.rollback()
            return _page(event_or_404(event), form, who, status=422, ask=outcome)
        case Registered(_, change_set):
            db.session.commit()
            undo = url_for(".undo", event=event, change_set=change_set)
            name = who.person.name
            htmx.toast(
                _("{name} is checked in.", name=name)
                if _is_door()
                else _("{name} is on the list.", name=name),
                undo=undo,
            )
            return htmx.redirect(url_for(".door" if _is_door() else ".show", event=event))


def _register(event: int, constituent_id: int, draft: RegistrationDraft) -> Registered | Ask | str:
    """What came of it; a sentence where somebody else has removed the record."""
    agreed = frozenset(request.form.getlist("agreed"))
    at = now() if _is_door() else None
    try:
        outcome = services.register(
            current_workspace, event, constituent_id, draft, actor=actor(), checked_in_at=at, agreed=agreed
        )
    except Gone:
        return _("This record is not there any more. Find the person again.")
    if outcome is None:
        abort(404)
    return outcome


def _is_door() -> bool:
    return "arrived" in request.values


def _usual_day(event: Event, at: datetime) -> date:
    """Today; of an event that is over, its first day."""
    over = is_over(event.starts_at, event.ends_at, at=at, zone=zone())
    return (event.starts_at if over else at).astimezone(zone()).date()


def _page(
    event: Event,
    form: RegistrationForm,
    who: Picks,
    *,
    status: int = 200,
    error: str = "",
    ask: Ask | None = None,
) -> Response:
    form.offer(current_workspace.currency)
    back = url_for(".door" if _is_door() else ".show", event=event.id)
    return htmx.render(
        "events/register.html",
        fragment="events/_register_form.html",
        status=status,
        title=_("Walk-in") if _is_door() else _("Add a registration"),
        event=event,
        form=form,
        who=who,
        error=error,
        ask=ask,
        is_door=_is_door(),
        back=back,
        tickets=registrations.suggestions(current_workspace, event.id),
    )


@bp.get("/constituents/<int:constituent_id>/registrations/new")
@requires(Permission.EDIT)
def choose_event(constituent_id: int) -> Response:
    """For which event somebody shall be registered: those around now, or those that a text finds."""
    who = picks(current_workspace, {"constituent_id": str(constituent_id)}).person
    if who is None:
        abort(404)
    text = request.args.get("q", "")[:_LONGEST].strip()
    return htmx.render(
        "events/choose.html",
        fragment="events/_choices.html",
        title=_("Register {name} for an event", name=who.name),
        who=who,
        text=text,
        found=events.soon(current_workspace, text, at=now()),
    )
