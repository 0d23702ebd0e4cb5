"""A wish to stop that the database does not take in time is kept on disk before it is answered."""

from datetime import datetime

from flask import Response, current_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.consent.domain.links import Purpose
from app.consent.queries import genuine
from app.db import db, reading
from app.preferences import services
from app.preferences.routes.view import show

PATIENCE = 2.0
"""Seconds that a wish waits for the database before it is kept on disk instead."""


def wait_no_longer() -> None:
    """PostgreSQL waits for rows that others hold; here as long as SQLite does."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))


def is_false(token: str, purpose: Purpose) -> bool:
    """Whether the link is known to be false; where not even that can be read, it is believed for now."""
    with reading():
        try:
            link = genuine(token)
        except SQLAlchemyError:
            db.session.rollback()
            return False
        return link is None or link.purpose is not purpose


def kept(token: str, at: datetime, source: str) -> Response:
    """The page once the wish is on disk, from where it is carried out within a minute."""
    try:
        is_kept = services.keep(current_app.config["SETTINGS"].data, token, at=at, source=source)
    except OSError as error:
        current_app.logger.exception("an unsubscribe could be kept nowhere", exc_info=error)
        is_kept = False
    if is_kept:
        return show("stopped", None, topic=None, mistake="", page="")
    reply = show("later", None, status=503)
    reply.headers["Retry-After"] = "60"
    return reply
