"""Undoing all that one act changed about somebody, after seeing what comes back and what stays."""

from flask import Response, abort, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.batches.services.removing_one import Removed, remove_added, since_added
from app.constituents.domain.record import Existing
from app.db import db
from app.lifecycle.domain import words
from app.lifecycle.forms import VersionForm
from app.lifecycle.queries import entries
from app.lifecycle.routes import bp
from app.lifecycle.routes.person import BASE, back, outdated, person_or_404, renew, show
from app.lifecycle.services.undoing import Undone
from app.lifecycle.services.undoing import undo as undo_changes
from app.updates.rewriting import Outdated
from app.updates.services import Added, Departed, TakenBack, judge
from app.web import htmx
from app.words import _

CHANGES = f"{BASE}/changes/<int:change_set>/undo"


@bp.get(CHANGES)
@requires(Permission.EDIT)
def undo(constituent_id: int, change_set: int) -> Response:
    """What would come back, and what was edited since and stays."""
    return _page(person_or_404(constituent_id), change_set, VersionForm())


@bp.post(CHANGES)
@requires(Permission.EDIT)
def carry_out_undo(constituent_id: int, change_set: int) -> Response:
    """Take back what still stands as the act left it; a toast sends no version, as it showed no record.

    Who looks at the profile stays there; the history tells everybody else what became of it.
    """
    who, form = person_or_404(constituent_id), VersionForm()
    seen = {who.id: form.seen} if form.version.data else None
    done = undo_changes(current_workspace, change_set, actor=actor(), people=[who.id], versions=seen)
    outcome = done.outcomes.get(who.id)
    if outcome is None or isinstance(outcome, Departed):
        abort(404)
    if isinstance(outcome, Outdated):
        outdated(form)
        return _page(person_or_404(who.id), change_set, form, status=422)
    if isinstance(outcome, Added):
        return _remove(who, change_set)
    db.session.commit()
    _say(who, done)
    profile = url_for("profiles.overview", constituent_id=who.id)
    return back(who, "history" if htmx.shown(profile) is None else "overview")


def _remove(who: Existing, change_set: int) -> Response:
    """Take back that somebody was added: she goes as a whole, unless something happened to her since."""
    outcome = remove_added(current_workspace, change_set, who.id, actor=actor())
    if outcome is None:
        abort(404)
    if isinstance(outcome, Removed):
        db.session.commit()
        htmx.toast(
            _("{name} was removed, as if the record had not been added.", name=who.display or who.lookup_id)
        )
        return htmx.redirect(url_for("profiles.index"))
    db.session.rollback()
    htmx.toast(words.STAYS, tone="failed")
    return htmx.redirect(url_for(".undo", constituent_id=who.id, change_set=change_set))


def _say(who: Existing, done: Undone) -> None:
    match done.outcomes[who.id]:
        case TakenBack(_, gone, left, change_set):
            again = url_for(".carry_out_undo", constituent_id=who.id, change_set=change_set)
            htmx.toast(words.undone(gone, left, held=who.id in done.held), undo=again)
        case _:
            htmx.toast(words.NOTHING)


def _page(who: Existing, change_set: int, form: VersionForm, *, status: int = 200) -> Response:
    renew(form, who)
    judged = judge(current_workspace.id, change_set, [who.id]).get(who.id)
    act = entries.first_of(current_workspace, who.id, change_set)
    if judged is None or act is None:
        abort(404)
    added = isinstance(judged, Added)
    return show(
        "undo",
        _("Undo the addition") if added else _("Undo a change"),
        who,
        status=status,
        form=form,
        act=act,
        back=words.shown(judged.back) if isinstance(judged, TakenBack) else (),
        left=getattr(judged, "left", ()),
        added=added,
        since=since_added(current_workspace.id, change_set, who.id) if added else (),
        change_set=change_set,
        words=words,
    )
