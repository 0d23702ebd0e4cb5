"""What staff record about one person's permission: they may add any restriction, and lift only their own."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import Response, abort, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.consent import queries, services
from app.consent.domain.facts import Basis, EventKind, Party, SuppressionReason
from app.consent.domain.permissions import Refused
from app.consent.forms import ConsentForm, LiftForm, RestrictionForm
from app.consent.queries import InForce
from app.consent.routes import bp
from app.consent.services import Line
from app.constituents import queries as constituents
from app.constituents.directory import name_of
from app.constituents.locking import hold
from app.constituents.models import Constituent
from app.db import db, now
from app.web import htmx
from app.web.forms import Form, refuse

PERSON = "/constituents/<int:constituent_id>"
SOURCE = "entered by hand"


@bp.get(f"{PERSON}/restrictions/new")
@requires(Permission.EDIT)
def add_restriction(constituent_id: int) -> Response:
    """Which restriction, and why."""
    return _restriction_page(_person_or_404(constituent_id), RestrictionForm())


@bp.post(f"{PERSON}/restrictions/new")
@requires(Permission.EDIT)
def restrict(constituent_id: int) -> Response:
    """Add it; it holds from now on."""
    who, form = _person_or_404(constituent_id), RestrictionForm()
    if not form.validate():
        return _restriction_page(who, form, status=422)
    hold(current_workspace.id, who.id)
    kind = EventKind(form.kind.data)
    reason = SuppressionReason.MANUAL if kind is EventKind.SUPPRESSED else None
    line = Line(
        kind=kind, at=now(), subject=who.id, reason=reason, evidence=form.evidence.data or "", source=SOURCE
    )
    services.restrict(current_workspace, [line], party=Party.STAFF, actor=actor())
    db.session.commit()
    htmx.toast("The restriction holds from now on.")
    return _back(who)


@bp.get(f"{PERSON}/restrictions/<int:event_id>/lift")
@requires(Permission.LIFT)
def lift_restriction(constituent_id: int, event_id: int) -> Response:
    """Why it shall be lifted."""
    who = _person_or_404(constituent_id)
    return _lift_page(who, _restriction_or_404(who, event_id), LiftForm())


@bp.post(f"{PERSON}/restrictions/<int:event_id>/lift")
@requires(Permission.LIFT)
def lift(constituent_id: int, event_id: int) -> Response:
    """Lift one restriction that staff added."""
    who, form = _person_or_404(constituent_id), LiftForm()
    found = _restriction_or_404(who, event_id)
    if not form.validate():
        return _lift_page(who, found, form, status=422)
    hold(current_workspace.id, who.id)
    reason = form.reason.data or ""
    outcome = services.lift(current_workspace, event_id, party=Party.STAFF, actor=actor(), reason=reason)
    if isinstance(outcome, Refused):
        refuse(form, None, outcome.why)
        return _lift_page(who, found, form, status=422)
    db.session.commit()
    htmx.toast("The restriction is lifted. The ledger keeps that it was there, and why it went.")
    return _back(who)


@bp.get(f"{PERSON}/consents/new")
@requires(Permission.EDIT)
def record_consent(constituent_id: int) -> Response:
    """What was said yes to, and how we know."""
    who, form = _person_or_404(constituent_id), _consent_form()
    form.collected_on.data = _today()
    return _consent_page(who, form)


@bp.post(f"{PERSON}/consents/new")
@requires(Permission.EDIT)
def consent(constituent_id: int) -> Response:
    """Record it. It lifts no restriction."""
    who, form = _person_or_404(constituent_id), _consent_form()
    if not form.validate():
        return _consent_page(who, form, status=422)
    if wrong := form.wrong_day(_today()):
        refuse(form, "collected_on", wrong)
        return _consent_page(who, form, status=422)
    hold(current_workspace.id, who.id)
    line = _consent_line(who, form)
    outcome = services.permit(current_workspace, [line], party=Party.STAFF, actor=actor())
    if isinstance(outcome, Refused):
        refuse(form, None, outcome.why)
        return _consent_page(who, form, status=422)
    db.session.commit()
    htmx.toast("The consent is on record. Restrictions in force stay.")
    return _back(who)


def _consent_line(who: Constituent, form: ConsentForm) -> Line:
    given, ends = form.collected_on.data, form.expires_on.data
    return Line(
        kind=EventKind.CONSENT_GIVEN,
        at=min(_start_of(given), now()) if given else now(),
        subject=who.id,
        topic=int(form.topic.data) if form.topic.data else None,
        basis=Basis(form.basis.data),
        statement=form.statement.data or "",
        evidence=form.evidence.data or "",
        expires_at=_start_of(ends + timedelta(days=1)) if ends else None,
        source=SOURCE,
    )


def _today() -> date:
    return now().astimezone(ZoneInfo(current_workspace.timezone)).date()


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(current_workspace.timezone))


# --- what a page needs


def _person_or_404(constituent_id: int) -> Constituent:
    found = constituents.get(current_workspace, constituent_id)
    if found is None:
        abort(404)
    return found


def _restriction_or_404(who: Constituent, event_id: int) -> InForce:
    found = queries.restrictions_of(current_workspace, who.id)
    item = next((each for each in found if each.restriction.event == event_id), None)
    if item is None:
        abort(404)
    return item


def _consent_form() -> ConsentForm:
    form = ConsentForm()
    form.offer_topics([(topic.id, topic.name) for topic in queries.topics(current_workspace)])
    return form


def _back(who: Constituent) -> Response:
    return htmx.redirect(url_for("profiles.email_preferences", constituent_id=who.id))


def _restriction_page(who: Constituent, form: RestrictionForm, *, status: int = 200) -> Response:
    return _page("restriction", "Add a restriction", who, form, status)


def _lift_page(who: Constituent, item: InForce, form: LiftForm, *, status: int = 200) -> Response:
    return _page("lift", "Lift a restriction", who, form, status, item=item)


def _consent_page(who: Constituent, form: ConsentForm, *, status: int = 200) -> Response:
    return _page("consent", "Record consent", who, form, status)


def _page(
    name: str, title: str, who: Constituent, form: Form, status: int, item: InForce | None = None
) -> Response:
    return htmx.render(
        f"consent/{name}.html",
        fragment=f"consent/_{name}.html",
        status=status,
        title=title,
        person=who,
        display=name_of(who),
        item=item,
        form=form,
    )
