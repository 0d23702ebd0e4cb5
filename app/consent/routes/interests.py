"""Interest groups: what people can choose about."""

from typing import Any

from flask import Response, abort, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.consent import queries, services
from app.consent.forms import InterestForm
from app.consent.models import InterestGroup
from app.consent.routes import bp
from app.consent.services import InterestDraft, NameTaken, WouldLoosen
from app.db import db
from app.web import htmx
from app.web.forms import refuse

OPT_IN_STAYS = (
    "Opt-in stays: otherwise people who never joined would get it. Make a new interest group instead."
)
INTEREST = "/interests/<int:interest_id>"


@bp.get("/interests")
@requires(Permission.VIEW)
def interests() -> Response:
    """All interest groups."""
    return htmx.render(
        "consent/interests.html",
        fragment="consent/_interests.html",
        title="Interest groups",
        interests=queries.interests(current_workspace),
    )


@bp.get("/interests/new")
@requires(Permission.EDIT)
def interest_new() -> Response:
    """A new interest group."""
    return _page(InterestForm(), None)


@bp.post("/interests/new")
@requires(Permission.EDIT)
def interest_create() -> Response:
    """Make it."""
    form = InterestForm()
    if not form.validate():
        return _page(form, None, status=422)
    outcome = services.create_interest(current_workspace, _draft(form), actor=actor())
    return _answer(outcome, form, None)


@bp.get(INTEREST)
@requires(Permission.EDIT)
def interest(interest_id: int) -> Response:
    """One interest group, to be changed."""
    found = _interest_or_404(interest_id)
    return _page(InterestForm(obj=found), found)


@bp.post(INTEREST)
@requires(Permission.EDIT)
def interest_change(interest_id: int) -> Response:
    """Change it."""
    found, form = _interest_or_404(interest_id), InterestForm()
    if not form.validate():
        return _page(form, found, status=422)
    outcome = services.update_interest(current_workspace, found, _draft(form), actor=actor())
    return _answer(outcome, form, found)


@bp.post(f"{INTEREST}/archive")
@requires(Permission.EDIT)
def interest_archive(interest_id: int) -> Response:
    """Offer it no longer."""
    found = _interest_or_404(interest_id)
    services.archive_interest(current_workspace, found, actor=actor())
    db.session.commit()
    htmx.toast(f"“{found.name}” is archived. Who joined and who left stays on record.")
    return htmx.redirect(url_for(".interests"))


def _interest_or_404(interest_id: int) -> InterestGroup:
    found = queries.interest(current_workspace, interest_id)
    if found is None:
        abort(404)
    return found


def _draft(form: InterestForm) -> InterestDraft:
    values: dict[str, Any] = {
        field: getattr(form, field).data
        for field in ("name", "description", "frequency", "is_opt_in", "is_public")
    }
    return InterestDraft(**values)


def _answer(
    outcome: InterestGroup | NameTaken | WouldLoosen, form: InterestForm, interest: InterestGroup | None
) -> Response:
    match outcome:
        case NameTaken(name):
            refuse(form, "name", f"There is an interest group named “{name}” already.")
            return _page(form, interest, status=422)
        case WouldLoosen():
            refuse(form, "is_opt_in", OPT_IN_STAYS)
            return _page(form, interest, status=422)
        case _:
            db.session.commit()
            htmx.toast(f"“{outcome.name}” is saved.")
            return htmx.redirect(url_for(".interests"))


def _page(form: InterestForm, interest: InterestGroup | None, *, status: int = 200) -> Response:
    return htmx.render(
        "consent/interest.html",
        fragment="consent/_interest_form.html",
        status=status,
        title=interest.name if interest else "New interest group",
        form=form,
        interest=interest,
    )
