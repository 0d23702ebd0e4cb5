"""What staff add: they may write down any restriction that was asked for or decided, of one person."""

from flask import Response

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.consent import queries, services
from app.consent.domain.acts import StaffAct
from app.consent.forms import RestrictionForm
from app.consent.queries import InForce
from app.consent.routes import bp
from app.consent.routes.person import PERSON, back, page, person_or_404, said_at, start_of, today
from app.consent.services import Superseded, Told
from app.constituents.locking import hold
from app.constituents.models import Constituent
from app.db import db
from app.web import htmx
from app.web.filters import day
from app.web.forms import refuse
from app.words import N_, _

TOO_OLD = N_(
    "After that day somebody said yes again, so that nothing would stop mail now. If it was said since, give "
    "that day."
)


@bp.get(f"{PERSON}/restrictions/new")
@requires(Permission.EDIT)
def add_restriction(constituent_id: int) -> Response:
    """Which restriction, and why."""
    who = person_or_404(constituent_id)
    form = _form(who)
    form.said_on.data = today()
    return _page(who, form)


@bp.post(f"{PERSON}/restrictions/new")
@requires(Permission.EDIT)
def restrict(constituent_id: int) -> Response:
    """Add it; it holds from now on."""
    who = person_or_404(constituent_id)
    form = _form(who)
    if not form.validate() or form.is_wrong(today(), who.birth_year):
        return _page(who, form, status=422)
    hold(current_workspace.id, who.id)
    told = _told(who, form)
    if not form.again.data and (there := queries.same_in_force(current_workspace, who.id, told.what)):
        form.is_there = True
        refuse(form, "kind", _already(there))
        return _page(who, form, status=422)
    if isinstance(services.add_restriction(current_workspace, [who.id], told, actor=actor()), Superseded):
        db.session.rollback()
        refuse(form, "said_on", TOO_OLD)
        return _page(who, form, status=422)
    db.session.commit()
    htmx.toast(_("The restriction holds from now on."))
    return back(who)


def _already(there: InForce) -> str:
    found = there.restriction
    words = there.words
    if found.until:
        words = _("{restriction} until {day}", restriction=words, day=day(found.until))
    return _(
        "It is in force already: {restriction}, since {day}, {party}.",
        restriction=words,
        day=day(found.since),
        party=found.party.words,
    )


def _told(who: Constituent, form: RestrictionForm) -> Told:
    what, until = form.what, form.until.data
    return Told(
        what=what,
        at=said_at(form.said_on.data),
        evidence=form.evidence.data or "",
        until=start_of(until) if until and what.act is StaffAct.PAUSE else None,
        address=queries.address_of(current_workspace, who.id, what.email) if what.email else "",
    )


def _form(who: Constituent) -> RestrictionForm:
    form = RestrictionForm()
    form.offer(
        [(topic.id, topic.name) for topic in queries.topics(current_workspace)],
        queries.other_addresses(current_workspace, who.id),
    )
    return form


def _page(who: Constituent, form: RestrictionForm, *, status: int = 200) -> Response:
    return page("restriction", _("Add a restriction"), who, form, status)
