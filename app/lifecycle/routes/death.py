"""Recording that somebody died, and taking it back when it was a mistake."""

from zoneinfo import ZoneInfo

from flask import Response, abort, request

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.constituents.domain.dates import PartialDate, parse_death, usual_order
from app.constituents.domain.problems import Problem
from app.constituents.domain.record import Existing, Kind
from app.db import db, now
from app.lifecycle.forms import DeathForm
from app.lifecycle.queries.footprint import groups_of
from app.lifecycle.queries.outlook import outlook
from app.lifecycle.routes import bp
from app.lifecycle.routes.person import BASE, back, outdated, person_or_404, renew, show
from app.lifecycle.services import states
from app.updates.rewriting import Outdated
from app.web import htmx
from app.web.forms import refuse
from app.words import _


@bp.get(f"{BASE}/death")
@requires(Permission.EDIT)
def death(constituent_id: int) -> Response:
    """What the change would mean."""
    who = _individual_or_404(constituent_id)
    form = DeathForm()
    form.died.data = who.died.typed() if who.died else ""
    return _page(who, form)


@bp.post(f"{BASE}/death")
@requires(Permission.EDIT)
def record_death(constituent_id: int) -> Response:
    """Record it; with `do=living` take it back."""
    who, form = _individual_or_404(constituent_id), DeathForm()
    if request.form.get("do") == "living":
        outcome = states.mark_living(current_workspace.id, who.id, version=form.seen, actor=actor())
        return _answer(who, form, outcome, _("The record says living again. Restrictions still hold."))
    died = _date(form, who) if form.validate() else None
    if form.errors or isinstance(died, Problem):
        return _page(who, form, status=422)
    outcome = states.mark_deceased(current_workspace.id, who.id, died=died, version=form.seen, actor=actor())
    return _answer(who, form, outcome, _("Recorded as deceased. Nothing is emailed to this person any more."))


def _individual_or_404(constituent_id: int) -> Existing:
    who = person_or_404(constituent_id)
    if who.kind is Kind.ORGANIZATION:
        abort(404)
    return who


def _date(form: DeathForm, who: Existing) -> PartialDate | Problem | None:
    """The typed date; None when it is not known, a problem when it is no day that has been."""
    typed = form.died.data
    if not typed:
        return None
    today = now().astimezone(ZoneInfo(current_workspace.timezone)).date()
    found = parse_death(typed, usual_order(current_workspace.country), latest=today, born=who.birth)
    if isinstance(found, Problem):
        refuse(form, "died", f"{found.what} {found.fix}")
    return found


def _answer(who: Existing, form: DeathForm, outcome: object, done: str) -> Response:
    if isinstance(outcome, Outdated):
        outdated(form)
        return _page(person_or_404(who.id), form, status=422)
    db.session.commit()
    htmx.toast(done)
    return back(who)


def _page(who: Existing, form: DeathForm, *, status: int = 200) -> Response:
    renew(form, who)
    return show(
        "death",
        _("Deceased"),
        who,
        status=status,
        form=form,
        outlook=outlook(current_workspace, who.id, at=now(), deceased=not who.deceased),
        groups=groups_of(current_workspace, who.id),
    )
