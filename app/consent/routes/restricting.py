"""What staff add: they may write down any restriction that was asked for or decided, of one person."""

from flask import Response

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.consent import queries, services
from app.consent.domain.acts import StaffAct
from app.consent.forms import RestrictionForm
from app.consent.routes import bp
from app.consent.routes.person import PERSON, back, page, person_or_404, start_of, today
from app.consent.services import Superseded, Told
from app.constituents.locking import hold
from app.constituents.models import Constituent
from app.db import db, now
from app.web import htmx
from app.web.forms import refuse

TOO_OLD = (
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
    if not form.validate() or form.is_wrong(today()):
        return _page(who, form, status=422)
    hold(current_workspace.id, who.id)
    told = _told(who, form)
    if isinstance(services.add_restriction(current_workspace, [who.id], told, actor=actor()), Superseded):
        db.session.rollback()
        refuse(form, "said_on", TOO_OLD)
        return _page(who, form, status=422)
    db.session.commit()
    htmx.toast("The restriction holds from now on.")
    return back(who)


def _told(who: Constituent, form: RestrictionForm) -> Told:
    what, said, until = form.what, form.said_on.data, form.until.data
    return Told(
        what=what,
        at=min(start_of(said), now()) if said and said < today() else now(),
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
    return page("restriction", "Add a restriction", who, form, status)
