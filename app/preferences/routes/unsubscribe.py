"""Stopping mail by the link in a message: a page with one button, and the one-click door of RFC 8058."""

from datetime import datetime

from flask import Response, current_app, request
from sqlalchemy.exc import SQLAlchemyError

from app.accounts.access import requires
from app.accounts.domain.roles import Permission
from app.consent.domain.links import Purpose
from app.db import db, hasty, now, reading
from app.preferences import queries, services
from app.preferences.domain.undo import note
from app.preferences.routes import bp
from app.preferences.routes.keeping import PATIENCE, is_false, kept, wait_no_longer
from app.preferences.routes.view import page_of, show, unknown
from app.preferences.services.stopping import LINK, ONE_CLICK, Stopped
from app.web.origin import from_anywhere


@bp.get("/u/<token>")
@requires(Permission.PUBLIC)
def unsubscribe(token: str) -> Response:
    """One button, and nothing is changed: programs open links in messages, too."""
    who = queries.supporter(token, Purpose.UNSUBSCRIBE)
    if who is None:
        return unknown()
    topic = queries.topic_of(who.workspace, who.link.topic)
    return show(
        "unsubscribe", who.workspace, who=who, topic=topic, page=page_of(who.workspace, who.link), token=token
    )


@bp.post("/u/<token>")
@from_anywhere
@requires(Permission.PUBLIC)
def stop(token: str) -> Response:
    """Stop at once, for whoever asks and as often as they ask; nothing refuses this but a false link."""
    at, source = now(), ONE_CLICK if "List-Unsubscribe" in request.form else LINK
    try:
        return _stop_now(token, at, source)
    except SQLAlchemyError as error:
        db.session.rollback()
        current_app.logger.warning("an unsubscribe is kept on disk", exc_info=error)
        return unknown() if is_false(token, Purpose.UNSUBSCRIBE) else kept(token, at, source)


def _stop_now(token: str, at: datetime, source: str) -> Response:
    with hasty(PATIENCE):
        wait_no_longer()
        outcome = services.stop_by_link(token, at=at, source=source)
        if not isinstance(outcome, Stopped):
            db.session.rollback()
            return unknown()
        db.session.commit()
    with reading():
        return _done(outcome, at)


def _done(outcome: Stopped, at: datetime) -> Response:
    """The page after it, whose form can take it back for an hour."""
    found = outcome.link
    mistake = ""
    if found.person is not None:
        secret, here = found.workspace.address_secret, found.workspace.id
        mistake = note(outcome.lines, workspace=here, person=found.person, secret=secret, at=at)
    return show(
        "stopped",
        found.workspace,
        topic=queries.topic_of(found.workspace, found.link.topic) if found.person else None,
        mistake=mistake,
        page=page_of(found.workspace, found.link) if found.person else "",
    )
