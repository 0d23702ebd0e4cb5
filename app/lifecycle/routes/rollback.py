"""Taking one change of the History back, after seeing what would come back."""

from flask import Response, abort, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.audit.models import JournalEntry
from app.constituents.domain.record import Existing
from app.db import db
from app.lifecycle.domain import words
from app.lifecycle.forms import VersionForm
from app.lifecycle.queries import entries
from app.lifecycle.routes import bp
from app.lifecycle.routes.person import BASE, back, outdated, person_or_404, renew, show
from app.lifecycle.services.rolling_back import RolledBack, judge, take_back
from app.updates.domain.taken import Page, Refused
from app.web import htmx
from app.words import _

ENTRY = f"{BASE}/history/<int:entry_id>/rollback"


@bp.get(ENTRY)
@requires(Permission.EDIT)
def roll_back(constituent_id: int, entry_id: int) -> Response:
    """What stands now, and what would come back."""
    who = person_or_404(constituent_id)
    return _page(who, _entry_or_404(who, entry_id), VersionForm())


@bp.post(ENTRY)
@requires(Permission.EDIT)
def carry_out_rollback(constituent_id: int, entry_id: int) -> Response:
    """Put the field back; later changes of other fields stay."""
    who, form = person_or_404(constituent_id), VersionForm()
    entry = _entry_or_404(who, entry_id)
    judged = judge(current_workspace, entry, who)
    if isinstance(judged, Refused):
        return _page(who, entry, form, status=422)
    outcome = take_back(current_workspace, entry, judged, version=form.seen, actor=actor())
    if not isinstance(outcome, RolledBack):
        outdated(form)
        return _page(person_or_404(who.id), entry, form, status=422)
    db.session.commit()
    done = _("Rolled back: {field}.", field=words.field_label(entry.field).lower())
    htmx.toast(f"{done} {words.HELD}" if outcome.held else done)
    return back(who, "history")


def _entry_or_404(who: Existing, entry_id: int) -> JournalEntry:
    found = entries.entry(current_workspace, who.id, entry_id)
    if found is None:
        abort(404)
    return found


def _page(who: Existing, entry: JournalEntry, form: VersionForm, *, status: int = 200) -> Response:
    renew(form, who)
    judged = judge(current_workspace, entry, who)
    return show(
        "rollback",
        _("Roll back a change"),
        who,
        status=status,
        form=form,
        entry=entry,
        judged=judged,
        refused=judged if isinstance(judged, Refused) else None,
        instead=_instead(judged, who) if isinstance(judged, Refused) else None,
        since=entries.since(current_workspace, entry),
        words=words,
    )


def _instead(refused: Refused, who: Existing) -> tuple[str, str] | None:
    """Where to go instead: words and address."""
    match refused.page:
        case Page.ACTIVITY:
            label = _("Deactivate") if who.active else _("Make active again")
            return label, url_for(".activity", constituent_id=who.id)
        case Page.DEATH:
            label = _("Recorded by mistake?") if who.deceased else _("Mark deceased")
            return label, url_for(".death", constituent_id=who.id)
        case None:
            return None
