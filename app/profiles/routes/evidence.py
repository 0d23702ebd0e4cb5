"""The permission history of one person: evidence to read, to print and to keep as a file."""

from datetime import datetime

from flask import Response

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.consent.domain.testimony import LABELS
from app.db import db, now
from app.profiles.queries import evidence
from app.profiles.queries import person as people
from app.profiles.routes import bp
from app.profiles.routes.profile import BASE, person_or_404
from app.profiles.services.exporting import note_history
from app.web import htmx
from app.web.downloads import csv_file, in_files
from app.web.filters import day, moment
from app.words import _


@bp.get(f"{BASE}/permission")
@requires(Permission.VIEW)
def permission(constituent_id: int) -> Response:
    """Every line about her, in order, with what held after it."""
    who, at = person_or_404(constituent_id), now()
    found = evidence.permissions(current_workspace, who, day)
    return htmx.render(
        "profiles/permission.html",
        fragment="profiles/_permission.html",
        title=_("Permission history: {display}", display=who.display),
        person=who,
        lines=[(line, found.facts(line, _instant)) for line in found.lines],
        labels=LABELS,
        verdict=people.verdict(current_workspace, who, at=at),
        as_of=at,
        workspace=current_workspace,
    )


@bp.post(f"{BASE}/permission/export")
@requires(Permission.EXPORT)
def export_permission(constituent_id: int) -> Response:
    """The same as a file, with a line in the journal."""
    who, at = person_or_404(constituent_id), now()
    with in_files():
        found = evidence.permissions(current_workspace, who, _iso)
        note = f"{current_workspace.name}: {who.display}, {who.lookup_id}, as of {at.isoformat()}"
        rows = evidence.table(found, note=note)
    note_history(current_workspace, who.id, count=len(found.lines), actor=actor())
    db.session.commit()
    return csv_file(f"permission history {who.lookup_id} {at.date().isoformat()}", rows)


def _instant(at: datetime) -> str:
    return moment(at, "long")


def _iso(at: datetime) -> str:
    return at.isoformat()
