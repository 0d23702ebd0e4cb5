"""The list of checks, and asking: a new question, the same one again, and deleting one."""

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.audiences import services
from app.audiences.forms import AudienceForm
from app.audiences.queries import checks
from app.audiences.routes import CHECK, bp, check_or_404
from app.consent.queries import rules_of, topics
from app.db import db
from app.groups.queries import lists
from app.web import htmx
from app.web.forms import refuse
from app.web.pagination import decode
from app.words import _


@bp.get("/audiences")
@requires(Permission.VIEW)
def index() -> Response:
    """The checks made so far, latest first."""
    listing = checks.checks(current_workspace, cursor=decode(request.args.get("after"), int))
    return htmx.render(
        "audiences/index.html",
        fragment="audiences/_list.html",
        title=_("Audience checks"),
        listing=listing,
        exported=checks.exported(current_workspace, [check.id for check in listing.rows]),
        previous=url_for(".index", after=listing.previous) if listing.previous else None,
        next=url_for(".index", after=listing.next) if listing.next else None,
    )


@bp.get("/audiences/new")
@requires(Permission.EDIT)
def new() -> Response:
    """Where the question is put together; `include` and `topic` choose something beforehand."""
    form = AudienceForm(
        formdata=None, include=request.args.getlist("include"), topic=request.args.get("topic", "")
    )
    return _form_page(form)


@bp.post("/audiences")
@requires(Permission.EDIT)
def create() -> Response:
    """Ask it, in the background."""
    form = AudienceForm()
    _offer(form)
    if not form.validate():
        return _form_page(form, status=422)
    outcome = services.start(current_workspace, form.question(), name=form.name.data or "", actor=actor())
    if isinstance(outcome, services.Refused):
        refuse(form, "include", outcome.why)
        return _form_page(form, status=422)
    db.session.commit()
    return htmx.redirect(url_for(".show", check_id=outcome.check.id))


@bp.post(f"{CHECK}/repetition")
@requires(Permission.EDIT)
def repeat(check_id: int) -> Response:
    """Ask the same again, now; the answer of then stays."""
    outcome = services.again(current_workspace, check_or_404(check_id), actor=actor())
    if isinstance(outcome, services.Refused):
        abort(409, description=outcome.why)
    db.session.commit()
    return htmx.redirect(url_for(".show", check_id=outcome.check.id))


@bp.get(f"{CHECK}/deletion")
@requires(Permission.EDIT)
def confirm_deletion(check_id: int) -> Response:
    """What deleting this check means."""
    return htmx.render(
        "audiences/deletion.html",
        fragment="audiences/_deletion.html",
        title=_("Delete this check?"),
        check=check_or_404(check_id),
    )


@bp.post(f"{CHECK}/deletion")
@requires(Permission.EDIT)
def delete(check_id: int) -> Response:
    """Delete the check and its answer."""
    check = check_or_404(check_id, to_write=True)
    name = check.name
    services.delete(check, actor=actor())
    db.session.commit()
    htmx.toast(_("The check “{name}” is deleted. The people in it stay as they are.", name=name))
    return htmx.redirect(url_for(".index"))


def _offer(form: AudienceForm) -> None:
    form.offer(
        [(topic.id, topic.name) for topic in topics(current_workspace)],
        lists.choices(current_workspace),
    )


def _form_page(form: AudienceForm, *, status: int = 200) -> Response:
    _offer(form)
    return htmx.render(
        "audiences/new.html",
        fragment="audiences/_form.html",
        status=status,
        title=_("Who can be emailed about …?"),
        form=form,
        cap=rules_of(current_workspace).cap,
    )
