"""One registration: to be changed, or removed where it was a mistake."""

from typing import Any

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity.domain.money import typed_amount
from app.activity.models import Registration
from app.db import db, now
from app.events import services
from app.events.forms import RegistrationForm
from app.events.queries import registrations
from app.events.queries.registrations import Line
from app.events.routes import bp
from app.events.routes.acting import REGISTRATION, line_or_404
from app.events.routes.editing import CHANGED
from app.events.routes.event import event_or_404, zone
from app.events.services import Ask, FromElsewhere, Meanwhile, Registered
from app.events.services.registering import is_from_elsewhere
from app.events.services.writing import about
from app.web import htmx
from app.web.forms import refuse
from app.words import _


@bp.get(REGISTRATION, endpoint="edit_registration")
@requires(Permission.EDIT)
def edit(event: int, registration: int) -> Response:
    """The registration, to be changed."""
    line = line_or_404(event, registration)
    return _page(event, line, RegistrationForm(data=_shown(line.of)))


def _shown(registration: Registration) -> dict[str, Any]:
    """What the form says of a registration that is there."""
    own, locale = current_workspace.currency, current_workspace.locale
    currency = registration.currency or own
    return {
        "status": registration.status.value,
        "guests": registration.guests,
        "ticket": registration.ticket,
        "fee": typed_amount(registration.fee, currency, locale) if registration.fee else "",
        "currency": currency,
        "registered_on": registration.registered_at.astimezone(zone()).date(),
        "note": registration.note,
        "version": str(registration.version),
    }


@bp.post(REGISTRATION, endpoint="change_registration")
@requires(Permission.EDIT)
def change(event: int, registration: int) -> Response:
    """Save what was typed."""
    line, form = line_or_404(event, registration), RegistrationForm()
    form.offer(current_workspace.currency)
    before, locale = line.of.registered_at, current_workspace.locale
    draft = form.draft(at=now(), zone=zone(), locale=locale, before=before) if form.validate() else None
    if draft is None:
        return _page(event, line, form, status=422)
    outcome = services.edit_registration(
        current_workspace,
        event,
        registration,
        draft,
        version=form.seen_version,
        actor=actor(),
        agreed=frozenset(request.form.getlist("agreed")),
    )
    if outcome is None:
        abort(404)
    return _answer(outcome, event, line, form)


def _answer(
    outcome: Registered | Ask | Meanwhile, event: int, line: Line, form: RegistrationForm
) -> Response:
    name, registration = line.who.name, line.of.id
    match outcome:
        case Registered():
            db.session.commit()
            htmx.toast(_("The registration of {name} is saved.", name=name))
            return htmx.redirect(url_for(".show", event=event))
        case Ask():
            db.session.rollback()
            return _page(event, line_or_404(event, registration), form, status=422, ask=outcome)
        case Meanwhile(who):
            db.session.rollback()
            line = line_or_404(event, registration)
            refuse(form, None, CHANGED.format(name=who or _("Somebody")))
            form.version.data = str(line.of.version)
            return _page(event, line, form, status=422)


@bp.post(f"{REGISTRATION}/removal", endpoint="remove_registration")
@requires(Permission.EDIT)
def remove(event: int, registration: int) -> Response:
    """Delete a registration that was typed here."""
    line = line_or_404(event, registration)
    name = line.who.name
    outcome = services.remove_registration(current_workspace, event, registration, actor=actor())
    if outcome is None:
        abort(404)
    if isinstance(outcome, FromElsewhere):
        db.session.rollback()
        origin = outcome.source or _("an import")
        abort(
            409,
            description=_("It came from {origin}. Cancel it instead. Nothing was removed.", origin=origin),
        )
    db.session.commit()
    htmx.toast(_("The registration of {name} is removed.", name=name))
    return htmx.redirect(url_for(".show", event=event))


def _page(
    event: int, line: Line, form: RegistrationForm, *, status: int = 200, ask: Ask | None = None
) -> Response:
    form.offer(current_workspace.currency)
    return htmx.render(
        "events/registration.html",
        fragment="events/_registration_form.html",
        status=status,
        title=_("Registration of {name}", name=line.who.name),
        event=event_or_404(event),
        line=line,
        form=form,
        ask=ask,
        journal=about(line.of),
        is_from_elsewhere=is_from_elsewhere(line.of),
        tickets=registrations.suggestions(current_workspace, event),
    )
