"""Interest groups, what people can choose about: the list, and making, changing and restoring them."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from flask import Response, abort, request, url_for
from markupsafe import Markup

from app.accounts.access import actor, current_workspace, may, requires
from app.accounts.domain.roles import Permission
from app.consent import queries, services
from app.consent.domain.membership import weeks_back
from app.consent.forms import InterestForm
from app.consent.models import InterestGroup
from app.consent.queries import Counted, Turned
from app.consent.routes import bp
from app.consent.routes.person import start_of, today
from app.consent.services import InterestDraft, NameTaken, WouldLoosen
from app.db import db, now
from app.web import htmx
from app.web.charts import sparkline
from app.web.forms import refuse
from app.words import N_, _

INTEREST = "/interests/<int:interest_id>"
WEEKS = 13
NOT_YOURS = N_("Only an admin can have mail reach people who never joined. Nothing was changed.")
LOOK_FIRST = N_("More people would get it than now. Look at the numbers, then say yes to them.")


@bp.get("/interests")
@requires(Permission.VIEW)
def interests() -> Response:
    """All interest groups, with who joined and left lately."""
    found = queries.interests(current_workspace)
    weeks = [start_of(day) for day in weeks_back(today(), WEEKS)]
    return htmx.render(
        "consent/interests.html",
        fragment="consent/_interests.html",
        title=_("Interest groups"),
        used=[each for each in found if each.interest.archived_at is None],
        archived=[each for each in found if each.interest.archived_at is not None],
        lately=queries.lately(current_workspace, found, weeks),
        balance=_balance,
    )


def _balance(weeks: Sequence[Counted], words: str) -> Markup:
    """How the number of members went up and down, from the first of these weeks on."""
    return sparkline([0, *accumulate(each.joined - each.left for each in weeks)], words)


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


@bp.get(f"{INTEREST}/edit")
@requires(Permission.EDIT)
def interest_edit(interest_id: int) -> Response:
    """One interest group, to be changed."""
    found = interest_or_404(interest_id)
    return _page(InterestForm(obj=found), found)


@bp.post(f"{INTEREST}/edit")
@requires(Permission.EDIT)
def interest_change(interest_id: int) -> Response:
    """Change it, or only show whom mail about it would reach."""
    found, form = interest_or_404(interest_id), InterestForm()
    if not form.validate():
        return _page(form, found, status=422)
    if request.form.get("do") == "preview":
        return _page(form, found, effect=_effect(found, opt_in=form.is_opt_in.data))
    confirmed = request.form.get("confirmed", type=int) if may(Permission.MANAGE) else None
    outcome = services.update_interest(
        current_workspace, found, _draft(form), actor=actor(), at=now(), confirmed=confirmed
    )
    return _answer(outcome, form, found)


@bp.post(f"{INTEREST}/restore")
@requires(Permission.EDIT)
def interest_restore(interest_id: int) -> Response:
    """Offer it again."""
    found = interest_or_404(interest_id)
    services.restore_interest(current_workspace, found, actor=actor())
    db.session.commit()
    htmx.toast(
        _("“{name}” is offered again. Who joined it before still has, who left it too.", name=found.name)
    )
    return htmx.redirect(url_for(".interest", interest_id=found.id))


def interest_or_404(interest_id: int) -> InterestGroup:
    """The interest group of this workspace; one of another workspace is as unknown as none."""
    found = queries.interest(current_workspace, interest_id)
    if found is None:
        abort(404)
    return found


def _effect(interest: InterestGroup, *, opt_in: bool) -> Turned:
    return queries.turned(current_workspace, queries.topic_of(interest), opt_in=opt_in, at=now())


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
            refuse(form, "name", _("There is an interest group named “{name}” already.", name=name))
            return _page(form, interest, status=422)
        case WouldLoosen(effect):
            refuse(form, "is_opt_in", LOOK_FIRST if may(Permission.MANAGE) else NOT_YOURS)
            return _page(form, interest, effect=effect, status=422)
        case _:
            db.session.commit()
            htmx.toast(_("“{name}” is saved.", name=outcome.name))
            return htmx.redirect(url_for(".interest", interest_id=outcome.id))


def _page(
    form: InterestForm, interest: InterestGroup | None, *, effect: Turned | None = None, status: int = 200
) -> Response:
    return htmx.render(
        "consent/interest_edit.html",
        fragment="consent/_interest_form.html",
        status=status,
        title=_("Edit “{name}”", name=interest.name) if interest else _("New interest group"),
        form=form,
        interest=interest,
        effect=effect,
    )
