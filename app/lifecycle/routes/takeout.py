"""All data about one person, as a file."""

from flask import Response, make_response

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.db import db
from app.lifecycle.queries.export import bundle
from app.lifecycle.queries.sections import SOURCES
from app.lifecycle.routes import bp
from app.lifecycle.routes.person import BASE, person_or_404, show
from app.lifecycle.services.exporting import note_export, packed
from app.web.downloads import in_files
from app.words import _


@bp.get(f"{BASE}/export")
@requires(Permission.EXPORT)
def export(constituent_id: int) -> Response:
    """What would be in the file."""
    who = person_or_404(constituent_id)
    named = [source.about for source in SOURCES]
    rest = [_("consents and restrictions"), _("every change of the record"), _("rows of imports and batches")]
    return show("export", _("Export all data"), who, sections=[*named, *rest], file_name=who.lookup_id)


@bp.post(f"{BASE}/export")
@requires(Permission.EXPORT)
def download(constituent_id: int) -> Response:
    """The file, with a line in the journal."""
    who = person_or_404(constituent_id)
    with in_files():
        found = bundle(current_workspace, who)
        packed_up = packed(found)
    note_export(current_workspace, who.id, found, actor=actor())
    db.session.commit()
    answer = make_response(packed_up)
    answer.headers["Content-Type"] = "application/zip"
    answer.headers["Content-Disposition"] = f'attachment; filename="{who.lookup_id}.zip"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
