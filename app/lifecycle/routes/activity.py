"""In use or not: deactivating a record, and taking it into use again."""

from flask import Response, request

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.constituents.domain.record import Existing
from app.db import db, now
from app.lifecycle.forms import DeactivationForm, VersionForm
from app.lifecycle.queries.outlook import outlook
from app.lifecycle.routes import bp
from app.lifecycle.routes.person import BASE, back, outdated, person_or_404, renew, show
from app.lifecycle.services import states
from app.updates.rewriting import Outdated
from app.web import htmx
from app.words import _


@bp.get(f"{BASE}/activity-state")
@requires(Permission.EDIT)
def activity(constituent_id: int) -> Response:
    """What the change would mean."""
    who = person_or_404(constituent_id)
    return _page(who, DeactivationForm() if who.active else VersionForm())


@bp.post(f"{BASE}/activity-state")
@requires(Permission.EDIT)
def change_activity(constituent_id: int) -> Response:
    """Deactivate with a reason, or with `do=reactivate` take into use again."""
    who = person_or_404(constituent_id)
    return _reactivate(who) if request.form.get("do") == "reactivate" else _deactivate(who)


def _deactivate(who: Existing) -> Response:
    form = DeactivationForm()
    if not form.validate():
        return _page(who, form, status=422)
    outcome = states.deactivate(
        current_workspace.id, who.id, reason=form.reason.data or "", version=form.seen, actor=actor()
    )
    return _answer(who, form, outcome, _("is inactive now and cannot be emailed."))


def _reactivate(who: Existing) -> Response:
    form = VersionForm()
    outcome = states.reactivate(current_workspace.id, who.id, version=form.seen, actor=actor())
    return _answer(who, form, outcome, _("is active again. Restrictions still hold."))


def _answer(who: Existing, form: VersionForm, outcome: object, done: str) -> Response:
    if isinstance(outcome, Outdated):
        outdated(form)
        return _page(person_or_404(who.id), form, status=422)
    db.session.commit()
    htmx.toast(_("The record {done}", done=done))
    return back(who)


def _page(who: Existing, form: VersionForm, *, status: int = 200) -> Response:
    if who.active and not isinstance(form, DeactivationForm):
        fresh = DeactivationForm()
        fresh.form_errors.extend(form.form_errors)
        form = fresh
    renew(form, who)
    return show(
        "activity",
        _("Deactivate") if who.active else _("Make active again"),
        who,
        status=status,
        form=form,
        outlook=outlook(current_workspace, who.id, at=now(), active=not who.active),
    )
