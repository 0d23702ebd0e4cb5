"""The context of a prospect: one form for stage, manager, rating and note."""

from typing import Any

from flask import Response

from app.accounts import queries as accounts
from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.constituents.models import Constituent
from app.cultivation import queries, services
from app.cultivation.domain.capacity import Capacity
from app.cultivation.forms import ProspectForm
from app.cultivation.models import Prospect
from app.cultivation.queries import Known
from app.cultivation.routes import bp
from app.cultivation.routes.pages import PERSON, back, compare, page, person_or_404, profile, today
from app.cultivation.services import Refused, Stale
from app.db import db
from app.web import htmx
from app.web.filters import money
from app.web.forms import refuse
from app.words import _


@bp.get(f"{PERSON}/prospect")
@requires(Permission.EDIT)
def prospect_edit(constituent_id: int) -> Response:
    """What is known, to be changed."""
    who = person_or_404(constituent_id)
    context = queries.context_of(current_workspace, who.id)
    return _page(who, _filled(context), context)


@bp.post(f"{PERSON}/prospect")
@requires(Permission.EDIT)
def prospect_set(constituent_id: int) -> Response:
    """Set it, unless somebody else did so in the meantime."""
    who = person_or_404(constituent_id)
    context = queries.context_of(current_workspace, who.id)
    form = _offered(ProspectForm(), context.known)
    if not form.validate():
        return _page(who, form, context, status=422)
    outcome = services.set_prospect(
        current_workspace, who.id, form.draft(), today=today(), actor=actor(), version=form.seen_version
    )
    match outcome:
        case Refused(field, why):
            refuse(form, field, why)
            return _page(who, form, context, status=422)
        case Stale():
            theirs = compare(form, _filled(context))
            return _page(who, form, context, status=422, theirs=theirs)
        case Prospect():
            db.session.commit()
            htmx.toast(_("Saved. The indicators are computed anew whenever the profile is opened."))
            return back(who)


def _filled(context: queries.Context) -> ProspectForm:
    """The form as the record stands; the day of the stage stays empty, which keeps it."""
    known, stay = context.known, context.stay
    values: dict[str, Any] = {
        "stage": stay.stage.value if stay else "",
        "manager_id": str(known.manager_id or ""),
        "capacity": known.capacity.value if known.capacity else "",
        **{name: getattr(known, name) for name in ("capacity_on", "capacity_source", "note", "version")},
    }
    return _offered(ProspectForm(formdata=None, data=values), known)


def _offered(form: ProspectForm, known: Known) -> ProspectForm:
    staff = {member.staff.id: member.staff.name for member in accounts.members(current_workspace.id)}
    if known.manager_id and known.manager_left:
        staff[known.manager_id] = _("{manager} (not of the staff any more)", manager=known.manager)
    form.offer_staff(staff)
    currency = known.capacity_currency or current_workspace.currency
    form.offer_bands({band: band.words(lambda minor: money(minor, currency)) for band in Capacity})
    return form


def _page(
    who: Constituent, form: ProspectForm, context: queries.Context, *, status: int = 200, **more: object
) -> Response:
    return page(
        "cultivation/_prospect_form.html",
        _("Prospect"),
        who,
        form,
        status=status,
        stay=context.stay,
        back=profile(who),
        **more,
    )
