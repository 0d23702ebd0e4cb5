"""Archiving an interest group: it stands here because rules of groups may ask about it."""

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.consent import queries as consent
from app.consent import services
from app.consent.models import InterestGroup
from app.db import db, now
from app.groups.queries.uses import asking_about
from app.groups.routes import bp
from app.groups.services.due import keep_lists
from app.web import htmx
from app.words import _

ARCHIVE = "/interests/<int:interest_id>/archive"


@bp.get(ARCHIVE)
@requires(Permission.EDIT)
def confirm_archive_of_interest(interest_id: int) -> Response:
    """Which groups would break if it were archived."""
    interest = _interest_or_404(interest_id)
    return _page(interest, asking_about(current_workspace, interest.id, at=now()))


@bp.post(ARCHIVE)
@requires(Permission.EDIT)
def archive_interest(interest_id: int) -> Response:
    """Offer it no longer; where groups would break, only once somebody has seen which."""
    interest = _interest_or_404(interest_id)
    asking = asking_about(current_workspace, interest.id, at=now())
    if asking and request.form.getlist("seen", type=int) != list(asking):
        return _page(interest, asking, status=409)
    services.archive_interest(current_workspace, interest, actor=actor())
    keep_lists(current_workspace.id)
    db.session.commit()
    htmx.toast(
        _(
            "“{name}” is archived, below the others. Who joined and who left stays on record.",
            name=interest.name,
        ),
        undo=url_for("consent.interest_restore", interest_id=interest.id),
    )
    return htmx.redirect(url_for("consent.interests"))


def _interest_or_404(interest_id: int) -> InterestGroup:
    found = consent.interest(current_workspace, interest_id)
    if found is None:
        abort(404)
    return found


def _page(interest: InterestGroup, asking: dict[int, str], *, status: int = 200) -> Response:
    return htmx.render(
        "groups/interest_archive.html",
        fragment="groups/_interest_archive.html",
        status=status,
        title=_("Archive “{name}”?", name=interest.name),
        interest=interest,
        asking=asking,
    )
