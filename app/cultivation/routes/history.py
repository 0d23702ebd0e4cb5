"""Rolling back one change of notes, roles or prospect context, after seeing what would come back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Response, abort, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.audit.models import JournalEntry
from app.constituents.models import Constituent
from app.cultivation import queries
from app.cultivation.domain.words import value_words
from app.cultivation.forms import ReversalForm
from app.cultivation.routes import bp
from app.cultivation.routes.constituencies import overlap_words
from app.cultivation.routes.pages import PERSON, page, person_or_404, today
from app.cultivation.services import Overlaps, Stale
from app.cultivation.services.rolling_back import FIELDS, Kept, judge, last_line, take_back
from app.db import db
from app.web import htmx
from app.web.filters import day
from app.web.forms import refuse
from app.words import N_, _

CHANGED = N_(
    "Somebody changed this since you opened the page. Nothing was rolled back; this is how it is now."
)
LABELS = {
    "note": N_("Note"),
    "note.next_step": N_("Next step of a note"),
    "constituency": N_("Role"),
    "prospect.stage": N_("Stage"),
    "prospect.manager": N_("Manager"),
    "prospect.capacity": N_("Capacity rating"),
    "prospect.note": N_("Note about the prospect"),
}
ENTRY = f"{PERSON}/history/<int:entry_id>/reversal"


@bp.get(ENTRY)
@requires(Permission.EDIT)
def roll_back(constituent_id: int, entry_id: int) -> Response:
    """What stands now, and what would come back."""
    who = person_or_404(constituent_id)
    return _page(who, _entry_or_404(who, entry_id), ReversalForm())


@bp.post(ENTRY)
@requires(Permission.EDIT)
def carry_out(constituent_id: int, entry_id: int) -> Response:
    """Put it back; later changes of anything else stay."""
    who, form = person_or_404(constituent_id), ReversalForm()
    entry = _entry_or_404(who, entry_id)
    match take_back(current_workspace, entry, seen=form.seen, today=today(), actor=actor()):
        case Stale():
            refuse(form, None, CHANGED)
            return _page(who, entry, form, status=422)
        case Kept():
            return _page(who, entry, form, status=422)
        case Overlaps() as taken:
            refuse(form, None, overlap_words(taken))
            return _page(who, entry, form, status=422)
        case _:
            db.session.commit()
            htmx.toast(_("Rolled back."))
            return htmx.redirect(_history(who))


def _entry_or_404(who: Constituent, entry_id: int) -> JournalEntry:
    found = queries.change(current_workspace.id, who.id, entry_id, FIELDS)
    if found is None:
        abort(404)
    return found


def _history(who: Constituent) -> str:
    return url_for("profiles.history", constituent_id=who.id)


def said(field: str, value: Any) -> str:
    """A journaled value as people read it; "" for nothing."""
    if isinstance(value, Mapping):
        return value_words(field, value, lambda iso: day(date.fromisoformat(iso)))
    return str(value or "")


def _page(who: Constituent, entry: JournalEntry, form: ReversalForm, *, status: int = 200) -> Response:
    form.last.data = str(last_line(entry))
    return page(
        "cultivation/_reversal.html",
        _("Roll back a change"),
        who,
        form,
        status=status,
        entry=entry,
        label=LABELS[entry.field],
        judged=(judged := judge(current_workspace, entry)),
        kept=judged.why if isinstance(judged, Kept) else "",
        since=queries.latest(entry, ()),
        said=said,
        back=_history(who),
    )
