"""After an event: whoever was not checked in did not come."""

from flask import Response, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity.domain.kinds import RegistrationStatus
from app.db import db, now
from app.events import services
from app.events.queries import registrations
from app.events.routes import bp
from app.events.routes.event import EVENT, event_or_404
from app.web import htmx
from app.words import _, plural

_EXAMPLES = 20


@bp.get(f"{EVENT}/no-shows")
@requires(Permission.EDIT)
def confirm_no_shows(event: int) -> Response:
    """Who would be marked. Nothing has been changed yet."""
    return _page(event)


@bp.post(f"{EVENT}/no-shows")
@requires(Permission.EDIT)
def mark_no_shows(event: int) -> Response:
    """Mark those who are still registered by now; whoever was checked in meanwhile is not among them."""
    found, at = event_or_404(event), now()
    if found.starts_at > at:
        return _page(event, status=422)
    done = services.mark_no_shows(current_workspace, event, actor=actor(), at=at)
    db.session.commit()
    undo = url_for(".undo", event=event, change_set=done.change_set) if done.change_set else None
    said = plural(
        done.count, "{n} registration is marked as no-show.", "{n} registrations are marked as no-show."
    )
    htmx.toast(said, undo=undo)
    return htmx.redirect(url_for(".show", event=event))


def _page(event: int, *, status: int = 200) -> Response:
    found, expected = event_or_404(event), RegistrationStatus.REGISTERED
    return htmx.render(
        "events/no_shows.html",
        fragment="events/_no_shows.html",
        status=status,
        title=_("Mark no-shows"),
        event=found,
        count=registrations.count(current_workspace, event, [expected]),
        has_begun=found.starts_at <= now(),
        listing=registrations.lines(current_workspace, event, statuses=[expected], size=_EXAMPLES),
    )
