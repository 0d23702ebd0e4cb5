"""The first start, behind a one-time link."""

from flask import Response, current_app, make_response, render_template, request

from app.accounts import queries, services
from app.accounts.access import begin_session, device, on_set_up, requires
from app.accounts.domain.places import countries, proposal
from app.accounts.domain.roles import LinkPurpose, Permission
from app.accounts.forms import SetUpForm
from app.accounts.routes import bp
from app.accounts.services import FirstStart, LinkGone, Refused, SetUp
from app.db import db, now
from app.web import htmx
from app.web.forms import refuse
from app.words import _, voice


@bp.get("/setup")
@requires(Permission.PUBLIC)
def set_up() -> Response:
    """The form for whoever has the link; once the installation is set up, the way in."""
    if queries.any_workspace():
        return htmx.redirect("/")
    if not queries.usable_link(LinkPurpose.SET_UP, _token(), at=now()):
        return _closed()
    return _page(SetUpForm(country=_likely_country(), language=voice().language))


@bp.post("/setup")
@requires(Permission.PUBLIC)
def set_up_post() -> Response:
    """Make workspace and owner, and sign in."""
    if queries.any_workspace():
        return htmx.redirect("/")
    form = SetUpForm()
    if not form.validate():
        return _again(form)
    outcome = services.set_up(_token(), _first_start(form), then=on_set_up(current_app))
    match outcome:
        case SetUp(workspace=workspace, staff=staff):
            token = services.open_session(staff.id, workspace_id=workspace.id, device=device())
            db.session.commit()
            begin_session(token)
            htmx.toast(_("{name} is ready.", name=workspace.name))
            return htmx.redirect("/")
        case Refused(field, reason):
            db.session.rollback()
            refuse(form, field, reason)
            return _again(form)
        case LinkGone():
            db.session.rollback()
            return _closed()


def _again(form: SetUpForm) -> Response:
    """The form with everything that has to be mended, not only what was found first."""
    for each in services.mistakes(_first_start(form)):
        if each.field and not form[each.field].errors:
            refuse(form, each.field, each.reason)
    return _page(form, status=422)


def _first_start(form: SetUpForm) -> FirstStart:
    return FirstStart(
        organization=form.organization.data or "",
        country=form.country.data,
        timezone=form.timezone.data,
        name=form.name.data or "",
        email=form.email.data or "",
        password=form.password.data or "",
        fill=form.fill.data,
        language=form.language.data,
    )


def _token() -> str:
    return request.args.get("token", "")


def _likely_country() -> str:
    """The country in the browser's first language tag that has one: en-GB suggests GB."""
    regions = (tag.replace("_", "-").partition("-")[2].upper() for tag, __ in request.accept_languages)
    return next((region for region in regions if region in countries()), "US")


def _page(form: SetUpForm, *, status: int = 200) -> Response:
    country = form.country.data if form.country.data in countries() else "US"
    page = render_template(
        "accounts/set_up.html",
        title=_("Set up Kith"),
        form=form,
        token=_token(),
        invalid=status == 422,
        usual=_(
            "{country}: the usual one is {zone}.",
            country=countries()[country],
            zone=proposal(country).timezone.replace("_", " "),
        ),
    )
    return make_response(page, status)


def _closed() -> Response:
    given = bool(_token())
    page = render_template("accounts/set_up_closed.html", title=_("Open the set-up link"), given=given)
    return make_response(page, 403)
