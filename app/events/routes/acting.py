"""Acts by one press on a registration, and taking one back."""

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.db import db, now
from app.events import services
from app.events.domain.acts import Act
from app.events.queries import registrations
from app.events.queries.registrations import Line
from app.events.routes import bp
from app.events.routes.event import EVENT, asked_for, event_or_404, url_of
from app.events.services import Acted, Full
from app.web import htmx
from app.words import _, plural

REGISTRATION = f"{EVENT}/registrations/<int:registration>"


def line_or_404(event: int, registration: int) -> Line:
    """A registration for this event, with whose it is."""
    found = registrations.get(current_workspace, event, registration)
    if found is None:
        abort(404)
    return found


@bp.post(f"{REGISTRATION}/acts/<deed>")
@requires(Permission.EDIT)
def act(event: int, registration: int, deed: str) -> Response:
    """Do it, or ask first where there is no place left."""
    found, line = event_or_404(event), line_or_404(event, registration)
    if deed not in set(Act):
        abort(404)
    wanted, back, agreed = Act(deed), url_of(found, asked_for()), "over" in request.form
    outcome = services.act(
        current_workspace, event, [registration], wanted, actor=actor(), at=now(), agreed=agreed
    )
    if outcome is None:
        abort(404)
    return _answer(outcome, event, line, wanted, back)


def _answer(outcome: Acted | Full, event: int, line: Line, act: Act, back: str) -> Response:
    match outcome:
        case Full(needs, left):
            db.session.rollback()
            return _ask(event, line.of.id, act, needs, left)
        case Acted(_, change_set):
            name = line.who.name
            db.session.commit()
            _tell(event, name, act, change_set)
            return htmx.redirect(back)


def _tell(event: int, name: str, act: Act, change_set: int) -> None:
    if change_set:
        htmx.toast(act.done.format(name=name), undo=url_for(".undo", event=event, change_set=change_set))
    else:
        htmx.toast(
            _(
                "Nothing was changed: somebody else has changed the registration of {name} meanwhile.",
                name=name,
            )
        )


def _ask(event: int, registration: int, act: Act, needs: int, left: int) -> Response:
    """The question whether more may come than there are places for."""
    return htmx.render(
        "events/full.html",
        fragment="events/_full.html",
        status=422,
        title=_("There is no place left"),
        event=event_or_404(event),
        line=line_or_404(event, registration),
        act=act,
        needs=needs,
        left=left,
        asked=asked_for(),
    )


@bp.post(f"{EVENT}/changes/<int:change_set>/undo")
@requires(Permission.EDIT)
def undo(event: int, change_set: int) -> Response:
    """Take one act back; what somebody changed since stays."""
    found = event_or_404(event)
    undone = services.undo(current_workspace, event, change_set, actor=actor())
    if undone is None:
        abort(404)
    back = url_of(found, {})
    db.session.commit()
    said = plural(undone.count, "{n} registration is as before.", "{n} registrations are as before.")
    more = (
        " "
        + plural(
            undone.stayed, "{n} other was changed since and stays.", "{n} others were changed since and stay."
        )
        if undone.stayed
        else ""
    )
    htmx.toast(said + more)
    return htmx.redirect(back)
