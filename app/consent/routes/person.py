"""What staff lift, and the consent that they record: only what staff added, and only with evidence."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import Response, abort, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.consent import queries, services
from app.consent.domain.facts import Basis, EventKind, Occasion, Party
from app.consent.domain.permissions import Refused
from app.consent.forms import ConsentForm, LiftForm
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
from app.words import N_, _

PERSON = "/constituents/<int:constituent_id>"
SOURCE = N_("entered by hand")
SAID_NO_SINCE = N_(
    "On that day or later the person said no, so that this consent would count for nothing. If the person "
    "said yes again since, give the day of that."
)


@bp.get(f"{PERSON}/restrictions/<int:event_id>/lift")
@requires(Permission.LIFT)
def lift_restriction(constituent_id: int, event_id: int) -> Response:
    """Why it shall be lifted."""
    who = person_or_404(constituent_id)
    return _lift_page(who, _restriction_or_404(who, event_id), LiftForm())


@bp.post(f"{PERSON}/restrictions/<int:event_id>/lift")
@requires(Permission.LIFT)
def lift(constituent_id: int, event_id: int) -> Response:
    """Lift one restriction that staff added."""
    who, form = person_or_404(constituent_id), LiftForm()
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
    htmx.toast(_("The restriction is lifted. The ledger keeps that it was there, and why it went."))
    return back(who)


@bp.get(f"{PERSON}/consents/new")
@requires(Permission.EDIT)
def record_consent(constituent_id: int) -> Response:
    """What was said yes to, and how we know."""
    who, form = person_or_404(constituent_id), _consent_form()
    form.collected_on.data = today()
    return _consent_page(who, form)


@bp.post(f"{PERSON}/consents/new")
@requires(Permission.EDIT)
def consent(constituent_id: int) -> Response:
    """Record it. It lifts no restriction."""
    who, form = person_or_404(constituent_id), _consent_form()
    if not form.validate() or form.is_wrong(today(), who.birth_year):
        return _consent_page(who, form, status=422)
    hold(current_workspace.id, who.id)
    line = _consent_line(who, form)
    outcome = services.permit(current_workspace, [line], party=Party.STAFF, actor=actor())
    if isinstance(outcome, Refused):
        refuse(form, None, outcome.why)
        return _consent_page(who, form, status=422)
    if not queries.consents_in_force(current_workspace, outcome.ids):
        db.session.rollback()
        refuse(form, "collected_on", SAID_NO_SINCE)
        return _consent_page(who, form, status=422)
    db.session.commit()
    htmx.toast(_("The consent is on record. Restrictions in force stay."))
    return back(who)


def _consent_line(who: Constituent, form: ConsentForm) -> Line:
    given, ends = form.collected_on.data, form.expires_on.data
    return Line(
        kind=EventKind.CONSENT_GIVEN,
        at=said_at(given),
        subject=who.id,
        topic=int(form.topic.data) if form.topic.data else None,
        basis=Basis(form.basis.data),
        occasion=Occasion(form.occasion.data) if form.occasion.data else None,
        statement=form.statement.data or "",
        evidence=form.evidence.data or "",
        expires_at=start_of(ends + timedelta(days=1)) if ends else None,
        source=SOURCE,
    )


def said_at(day: date | None) -> datetime:
    """The instant of what was said on a day: who says "today" means after all that is on record."""
    return start_of(day) if day and day < today() else now()


def today() -> date:
    """The day it is in this workspace."""
    return now().astimezone(ZoneInfo(current_workspace.timezone)).date()


def start_of(day: date) -> datetime:
    """The first instant of a day in this workspace."""
    return datetime.combine(day, time(), ZoneInfo(current_workspace.timezone))


# --- what a page needs


def person_or_404(constituent_id: int) -> Constituent:
    """The person of this workspace; whoever is of another one is as unknown as nobody."""
    found = constituents.get(current_workspace, constituent_id)
    if found is None:
        abort(404)
    return found


def _restriction_or_404(who: Constituent, event_id: int) -> InForce:
    found = queries.restrictions_of(current_workspace, who.id, name_of(who))
    item = next((each for each in found if each.restriction.event == event_id), None)
    if item is None:
        abort(404)
    return item


def _consent_form() -> ConsentForm:
    form = ConsentForm()
    form.offer_topics([(topic.id, topic.name) for topic in queries.topics(current_workspace)])
    return form


def back(who: Constituent) -> Response:
    """To her permissions, once something was written."""
    return htmx.redirect(url_for("profiles.email_preferences", constituent_id=who.id))


def _lift_page(who: Constituent, item: InForce, form: LiftForm, *, status: int = 200) -> Response:
    return page("lift", _("Lift a restriction"), who, form, status, item=item)


def _consent_page(who: Constituent, form: ConsentForm, *, status: int = 200) -> Response:
    return page("consent", _("Record consent"), who, form, status)


def page(
    name: str, title: str, who: Constituent, form: Form, status: int, item: InForce | None = None
) -> Response:
    """One act about a person as a page, or as a dialog above the page it is asked from."""
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
