"""The tray: what people did who are not known yet, of all activity imports; one sender at a time, or many."""

from typing import Any

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, may, requires
from app.accounts.domain.roles import Permission
from app.activity_imports.domain.choices import Create
from app.activity_imports.domain.offers import FOLLOWS, LABELS, Verb, offers, shared
from app.activity_imports.domain.plan import NO_WHO, NOBODY
from app.activity_imports.domain.words import cause_words
from app.activity_imports.forms import TrayForm
from app.activity_imports.queries import tray
from app.activity_imports.queries.tray import PAGE, Entry
from app.activity_imports.routes import bp
from app.activity_imports.routes.commit import too_large
from app.activity_imports.routes.deciding import TRAY, Rows, choice_of, tell, verb_of
from app.activity_imports.routes.opened import candidates_of
from app.activity_imports.routes.view import stand
from app.activity_imports.services import Decided, commit_waiting, decide, undo_decision
from app.db import db
from app.web import htmx
from app.words import _, plural

_PLAIN = (NOBODY, NO_WHO)
"""Causes that say all that there is to say."""


@bp.get("/activity/unmatched")
@requires(Permission.VIEW)
def unmatched() -> Response:
    """Senders who wait, each with what they did and who they may be."""
    after, text = request.args.get("after", "")[:400], request.args.get("q", "")[:100].strip()
    found = tray.entries(current_workspace.id, after=after, text=text, limit=PAGE + 1)
    shown, more = found[:PAGE], len(found) > PAGE
    likely = candidates_of([each.row for each in shown])
    return htmx.render(
        "activity_imports/tray.html",
        fragment="activity_imports/_tray.html",
        title=_("Unmatched gifts and sign-ups"),
        entries=[_shown(each, who) for each, who in zip(shown, likely, strict=True)],
        query=text,
        next=url_for(".unmatched", after=shown[-1].sender.key, q=text or None) if more else None,
        first=url_for(".unmatched", q=text or None) if after else None,
        **_numbers(),
    )


@bp.post("/activity/unmatched")
@requires(Permission.EDIT)
def decide_senders() -> Response:
    """One decision about the marked senders: all of their rows."""
    form = TrayForm()
    verb = verb_of(form.do.data) or abort(422, description=_("Choose what shall be done."))
    choice = choice_of(verb, request.form, anew=request.form.get("anew") == "1")
    if choice is None:
        htmx.toast(_("Mark one of the people first."), tone="failed")
        return htmx.redirect(url_for(".unmatched"))
    spots = list(form.selected.data or ())[:PAGE]
    return _decided(verb, tray.rows_of(current_workspace.id, spots), choice)


@bp.get("/activity/unmatched/creation")
@requires(Permission.EDIT)
def confirm_creation() -> Response:
    """Whom a constituent would be created for: all senders who are like nobody on record."""
    rows = tray.rows_without_anybody(current_workspace.id)
    return htmx.render(
        "activity_imports/creation.html",
        fragment="activity_imports/_creation.html",
        title=_("Create constituents"),
        rows=len(rows),
        people=tray.senders_without_anybody(current_workspace.id),
        most=tray.MOST,
    )


@bp.post("/activity/unmatched/creation")
@requires(Permission.EDIT)
def create_all() -> Response:
    """Decide that all senders who are like nobody on record are created."""
    return _decided(Verb.CREATE, tray.rows_without_anybody(current_workspace.id), Create())


@bp.post("/activity/unmatched/undo")
@requires(Permission.EDIT)
def undo_act() -> Response:
    """Take back a decision that was made here, as far as nothing of it is recorded."""
    act = request.args.get("act", 0, type=int)
    rows = tray.decided(current_workspace.id, act=act)
    decided = undo_decision(current_workspace, rows, actor=actor(), act=act)
    db.session.commit()
    htmx.toast(
        plural(decided.changed, "{n} row waits here again.", "{n} rows wait here again.")
        if decided.changed
        else _("There is nothing to take back any more.")
    )
    return htmx.redirect(url_for(".unmatched"))


@bp.post("/activity/unmatched/commit")
@requires(Permission.EDIT)
def commit_decided() -> Response:
    """Record what was decided about imports that are committed."""
    rows, __ = tray.due(current_workspace)
    if too_large(rows):
        abort(403, description=_("Recording more than 1,000 rows takes an owner or administrator."))
    started = commit_waiting(current_workspace, actor=actor())
    db.session.commit()
    one = _("It is being recorded. Look at the import for its result.")
    htmx.toast(one if started else _("There is nothing to record."), tone="done" if started else "failed")
    return htmx.redirect(url_for(".unmatched"))


def _decided(verb: Verb, rows: Rows, choice: Any) -> Response:
    decided = decide(current_workspace, rows, choice, actor=actor()) if rows else Decided(0, 0, 0, 0)
    undo = url_for(".undo_act", act=decided.act) if decided.act else None
    db.session.commit()
    tell(verb, decided, undo=undo)
    return htmx.redirect(url_for(".unmatched"))


def _numbers() -> dict[str, Any]:
    """How many wait, and how many were decided and are not recorded yet."""
    rows, imports = tray.due(current_workspace)
    return {
        "senders": tray.senders_waiting(current_workspace.id),
        "without": tray.senders_without_anybody(current_workspace.id) if may(Permission.EDIT) else 0,
        "due": rows,
        "due_imports": imports,
        "too_large": too_large(rows),
        "back": TRAY,
    }


def _shown(entry: Entry, candidates: list[Any]) -> dict[str, Any]:
    """A sender as the page shows it: what may be done with all of the rows."""
    stands = (stand(each.row) for each in entry.some)
    verbs = shared(offers(each, is_open=may(Permission.EDIT)) for each in stands)
    return {
        "sender": entry.sender,
        "some": entry.some,
        "candidates": candidates,
        "why": [cause_words(each) for each in sorted(entry.sender.causes)],
        "details": list(
            dict.fromkeys(each.row.detail for each in entry.some if each.row.cause not in _PLAIN)
        ),
        "verbs": [(verb, LABELS[verb], FOLLOWS[verb]) for verb in verbs],
        "can": {verb.value for verb in verbs},
    }
