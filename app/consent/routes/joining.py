"""Somebody joined or left an interest group, as staff write it down: one person, with evidence."""

from flask import Response, request, url_for

from app.accounts.access import actor, current_workspace, may, requires
from app.accounts.domain.roles import Permission
from app.consent import services
from app.consent.domain.permissions import Refused
from app.consent.forms import JoiningForm, LeavingForm
from app.consent.models import InterestGroup
from app.consent.routes import bp
from app.consent.routes.interests import INTEREST, interest_or_404
from app.consent.routes.person import PERSON, person_or_404, said_at, today
from app.consent.services import Asked, Superseded, Written
from app.constituents import directory
from app.constituents.directory import name_of
from app.constituents.locking import hold
from app.constituents.models import Constituent
from app.db import db
from app.web import htmx
from app.web.forms import refuse
from app.words import N_, _

_SOME = 10
_LONGEST = 200
LEFT_SINCE = N_(
    "On that day or later the person left it or took back consent. If it was asked for since, give that day."
)
JOINED_SINCE = N_("It was joined again after that day. If the person left since, give that day.")


@bp.get(f"{INTEREST}/add")
@requires(Permission.EDIT)
def interest_add(interest_id: int) -> Response:
    """Whom to add: some people whom a text finds."""
    text = request.args.get("q", "")[:_LONGEST]
    return htmx.render(
        "consent/interest_add.html",
        fragment="consent/_interest_found.html",
        title=_("Add someone"),
        interest=interest_or_404(interest_id),
        text=text,
        found=directory.find(current_workspace, text, limit=_SOME),
    )


@bp.get(f"{INTEREST}{PERSON}/join")
@requires(Permission.EDIT)
def interest_joining(interest_id: int, constituent_id: int) -> Response:
    """When and how she asked for it."""
    form = JoiningForm()
    form.said_on.data = today()
    return _page(interest_or_404(interest_id), person_or_404(constituent_id), form)


@bp.post(f"{INTEREST}{PERSON}/join")
@requires(Permission.EDIT)
def interest_join(interest_id: int, constituent_id: int) -> Response:
    """Write it down. It never undoes her own leaving."""
    found, who, form = interest_or_404(interest_id), person_or_404(constituent_id), JoiningForm()
    if not form.validate() or form.is_wrong(today(), who.birth_year):
        return _page(found, who, form, status=422)
    hold(current_workspace.id, who.id)
    outcome = services.record_joining(current_workspace, found, who, _asked(form), actor=actor())
    return _answer(outcome, found, who, form, LEFT_SINCE)


@bp.get(f"{INTEREST}{PERSON}/leave")
@requires(Permission.EDIT)
def interest_leaving(interest_id: int, constituent_id: int) -> Response:
    """When and how she asked for no more of it."""
    form = LeavingForm()
    form.said_on.data = today()
    return _page(interest_or_404(interest_id), person_or_404(constituent_id), form)


@bp.post(f"{INTEREST}{PERSON}/leave")
@requires(Permission.EDIT)
def interest_leave(interest_id: int, constituent_id: int) -> Response:
    """Write it down; it holds from now on."""
    found, who, form = interest_or_404(interest_id), person_or_404(constituent_id), LeavingForm()
    if not form.validate() or form.is_wrong(today(), who.birth_year):
        return _page(found, who, form, status=422)
    hold(current_workspace.id, who.id)
    outcome = services.record_leaving(current_workspace, found, who, _asked(form), actor=actor())
    return _answer(outcome, found, who, form, JOINED_SINCE)


def _asked(form: LeavingForm) -> Asked:
    return Asked(
        at=said_at(form.said_on.data),
        evidence=form.evidence,
        statement=(form.statement.data or "") if isinstance(form, JoiningForm) else "",
        may_lift=may(Permission.LIFT),
    )


def _answer(
    outcome: Written | Refused | Superseded,
    interest: InterestGroup,
    who: Constituent,
    form: LeavingForm,
    superseded: str,
) -> Response:
    match outcome:
        case Refused(why):
            db.session.rollback()
            refuse(form, None, why)
        case Superseded():
            db.session.rollback()
            refuse(form, "said_on", superseded)
        case Written():
            db.session.commit()
            htmx.toast(_("{choice}. It counts from now on.", choice=_said(who, interest, form)))
            return htmx.redirect(url_for(".interest", interest_id=interest.id))
    return _page(interest, who, form, status=422)


def _said(who: Constituent, interest: InterestGroup, form: LeavingForm) -> str:
    names = {"name": name_of(who), "interest": interest.name}
    if isinstance(form, JoiningForm):
        return _("{name} joined “{interest}”", **names)
    return _("{name} left “{interest}”", **names)


def _asking(who: Constituent, interest: InterestGroup, form: LeavingForm) -> str:
    """What the page is for, on which nothing is recorded yet."""
    names = {"name": name_of(who), "interest": interest.name}
    if isinstance(form, JoiningForm):
        return _("Record that {name} joined “{interest}”", **names)
    return _("Record that {name} left “{interest}”", **names)


def _page(interest: InterestGroup, who: Constituent, form: LeavingForm, *, status: int = 200) -> Response:
    joins = isinstance(form, JoiningForm)
    return htmx.render(
        "consent/interest_choice.html",
        fragment="consent/_interest_choice.html",
        status=status,
        title=_asking(who, interest, form),
        interest=interest,
        who=who,
        name=name_of(who),
        form=form,
        joins=joins,
    )
