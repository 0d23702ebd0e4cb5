"""The preference page: what somebody gets, chosen by herself."""

from collections.abc import Callable
from datetime import datetime

from flask import Response, request
from sqlalchemy.exc import SQLAlchemyError

from app.accounts.access import current_workspace, is_signed_in, requires
from app.accounts.domain.roles import Permission
from app.consent.domain.links import Purpose
from app.constituents.locking import Gone, hold
from app.db import db, hasty, now, reading
from app.preferences import queries, services
from app.preferences.domain import undo as undoing
from app.preferences.queries import Supporter
from app.preferences.routes import bp
from app.preferences.routes.keeping import PATIENCE, is_false, kept, wait_no_longer
from app.preferences.routes.view import chosen, is_too_fast, show, too_fast, unknown
from app.preferences.services.stopping import PAGE
from app.web.origin import from_anywhere

Act = Callable[[Supporter, datetime], tuple[int, ...]]


@bp.get("/p/<token>")
@requires(Permission.PUBLIC)
def page(token: str) -> Response:
    """What she gets now, and what she can choose."""
    if is_too_fast():
        return too_fast()
    who = queries.supporter(token, Purpose.PREFERENCES)
    return _shown(who, now()) if who else unknown()


@bp.post("/p/<token>")
@from_anywhere
@requires(Permission.PUBLIC)
def choose(token: str) -> Response:
    """Do what the pressed button says, and show what it came to. To stop everything is never refused."""
    wish, at = request.form.get("do", "save"), now()
    if wish == "stop":
        return _stop_everything(token, at)
    if is_too_fast():
        return too_fast()
    who = queries.supporter(token, Purpose.PREFERENCES)
    if who is None or wish not in (*_LOOSENING, "pause", "undo"):
        return unknown()
    return _shown(who, at, status=403) if _is_staff(who) else _done(who, wish, at)


def _stop_everything(token: str, at: datetime) -> Response:
    """As durable as the link that stops: while the database is busy the wish is kept on disk."""
    try:
        with hasty(PATIENCE):
            wait_no_longer()
            who = queries.supporter(token, Purpose.PREFERENCES)
            return _done(who, "stop", at) if who else unknown()
    except SQLAlchemyError:
        db.session.rollback()
        return unknown() if is_false(token, Purpose.PREFERENCES) else kept(token, at, PAGE)


def _done(who: Supporter, wish: str, at: datetime) -> Response:
    try:
        hold(who.workspace.id, who.person)
    except Gone:
        return unknown()
    if wish == "undo":
        return _undone(who, at)
    here, secret = who.workspace.id, who.workspace.address_secret
    if is_stale := wish in _LOOSENING and _is_stale(who, at):
        wish = "leave" if wish == "save" else "look"
    lines = _ACTS[wish](who, at)
    db.session.commit()
    if is_stale:
        return _shown(who, at, done="stale", status=409)
    mistake = undoing.note(lines, workspace=here, person=who.person, secret=secret, at=at)
    return _shown(who, at, done=wish, mistake=mistake)


def _undone(who: Supporter, at: datetime) -> Response:
    here, secret = who.workspace.id, who.workspace.address_secret
    text = request.form.get("mistake", "")
    lines = undoing.read(text, workspace=here, person=who.person, secret=secret, at=at)
    if lines is None:
        return _shown(who, at, done="too_late", status=422)
    if not services.undo(who, lines, at=at):
        return _shown(who, at, done="overtaken", status=422)
    db.session.commit()
    return _shown(who, at, done="undone")


def _save(who: Supporter, at: datetime) -> tuple[int, ...]:
    return services.save(who, shown=chosen("shown"), wanted=chosen("topic"), at=at)


def _leave(who: Supporter, at: datetime) -> tuple[int, ...]:
    return services.save(who, shown=chosen("shown"), wanted=chosen("topic"), at=at, may_join=False)


def _look(who: Supporter, at: datetime) -> tuple[int, ...]:
    return ()


def _is_stale(who: Supporter, at: datetime) -> bool:
    """Whether anything was recorded of her since the page was shown whose button she pressed."""
    return request.form.get("seen") != str(queries.choices(who, at=at).seen)


def _start(who: Supporter, at: datetime) -> tuple[int, ...]:
    return services.start_again(who, shown=chosen("shown"), wanted=chosen("topic"), at=at)


def _stop(who: Supporter, at: datetime) -> tuple[int, ...]:
    key = who.link.address_key
    return services.stop(who.workspace, who.person, key, at=at, source=PAGE)


def _pause(who: Supporter, at: datetime) -> tuple[int, ...]:
    return services.pause(who, at=at)


def _end_pause(who: Supporter, at: datetime) -> tuple[int, ...]:
    return services.end_pause(who, at=at)


_ACTS: dict[str, Act] = {
    "save": _save,
    "start": _start,
    "stop": _stop,
    "pause": _pause,
    "end_pause": _end_pause,
    "leave": _leave,
    "look": _look,
}
_LOOSENING = frozenset({"save", "start", "end_pause"})
"""Acts that may let mail through: only as long as the page that was looked at is how things are."""


def _is_staff(who: Supporter) -> bool:
    """Whether staff of the organization look on: in their browser nobody can say what she wants."""
    return is_signed_in() and bool(current_workspace.id == who.workspace.id)


def _shown(who: Supporter, at: datetime, *, done: str = "", mistake: str = "", status: int = 200) -> Response:
    with reading():  # whatever was done is committed, and the page waits for no other writer
        return show(
            "page",
            who.workspace,
            status=status,
            who=who,
            choices=queries.choices(who, at=at),
            done=done,
            mistake=mistake,
            is_staff=_is_staff(who),
        )
