"""What came, what became of it, and what staff can do about it."""

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.db import bind, db
from app.inbound import queries, services
from app.inbound.domain.calls import TRIED_AGAIN, CallState, told
from app.inbound.domain.providers import Provider
from app.inbound.models import WebhookCall
from app.inbound.routes import bp
from app.inbound.services.fetching import Unreachable, fetch
from app.web import htmx
from app.web.pagination import decode
from app.words import _


@bp.get("/settings/email-events/calls")
@requires(Permission.MANAGE)
def calls() -> Response:
    """The log, newest first, of one service or of one state."""
    provider = request.args.get("provider", type=Provider)
    state = request.args.get("state", type=CallState)
    cursor = decode(request.args.get("after"), str, int)
    found = queries.calls(current_workspace.id, provider=provider, state=state, cursor=cursor)
    return htmx.render(
        "inbound/calls.html",
        fragment="inbound/_calls.html",
        title=_("What came"),
        found=found,
        provider=provider,
        state=state,
        providers=Provider,
        states=CallState,
        tried_again=TRIED_AGAIN,
        told=told,
    )


@bp.post("/settings/email-events/calls/<int:call_id>/attempt")
@requires(Permission.MANAGE)
def attempt(call_id: int) -> Response:
    """Let a call be read anew."""
    outcome = services.try_again(_call_or_404(call_id))
    if isinstance(outcome, services.NotNow):
        htmx.toast(_("It was not tried again. {why}", why=outcome.why), tone="failed")
    else:
        services.wake(current_workspace.id)
        htmx.toast(_("It is being read again."))
    db.session.commit()
    return htmx.redirect(url_for(".calls"))


@bp.post("/settings/email-events/calls/<int:call_id>/confirmation")
@requires(Permission.MANAGE)
def confirm(call_id: int) -> Response:
    """Tell Amazon that its topic may report here."""
    workspace_id, url = current_workspace.id, services.asked_by(_call_or_404(call_id))
    db.session.rollback()  # nobody waits for Amazon with a place in the one writer's line
    answer = fetch(url)
    if isinstance(answer, Unreachable):
        htmx.toast(_("Nothing was confirmed. {why}", why=answer.why), tone="failed")
        return htmx.redirect(url_for(".calls"))
    bind(workspace_id)
    outcome = services.confirmed(current_workspace, _call_or_404(call_id), actor=actor())
    if isinstance(outcome, services.NotNow):
        htmx.toast(_("Nothing was confirmed. {why}", why=outcome.why), tone="failed")
    else:
        htmx.toast(_("Confirmed. Amazon’s reports are taken from now on."))
    db.session.commit()
    return htmx.redirect(url_for(".calls"))


@bp.post("/settings/email-events/notes/<int:report_id>/reading")
@requires(Permission.MANAGE)
def put_aside(report_id: int) -> Response:
    """A note was read."""
    note = queries.note(current_workspace.id, report_id) or abort(404)
    services.put_aside(note, actor=actor())
    db.session.commit()
    return htmx.redirect(url_for(".index"))


def _call_or_404(call_id: int) -> WebhookCall:
    return queries.call(current_workspace.id, call_id) or abort(404)
