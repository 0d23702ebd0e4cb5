"""Taking the list of gifts out of Kith as a file."""

from collections.abc import Iterator, Sequence

from flask import Response

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.accounts.models import Workspace
from app.connections import reading
from app.db import bind, db
from app.giving.domain.asked import Asked, chip
from app.giving.queries.export import table
from app.giving.queries.listing import count
from app.giving.routes import bp
from app.giving.routes.listing import asked_for
from app.giving.routes.pages import today
from app.giving.services import note_export
from app.web.downloads import FileKind, table_file
from app.web.workbook import Cell


@bp.post("/donations/export")
@requires(Permission.EXPORT)
def export() -> Response:
    """The gifts of the list as CSV, with a line in the journal."""
    asked = asked_for()
    told = ", ".join(chip(name, value, asked, str) for name, value in asked.query.items()) or "all"
    note_export(current_workspace, told=told, count=count(current_workspace, asked), actor=actor())
    db.session.commit()
    workspace = db.session.get_one(Workspace, current_workspace.id)
    db.session.expunge(workspace)  # it shall outlive this session: the rows are read while they are sent
    return table_file(f"donations-{today().isoformat()}", _read(workspace, asked), FileKind.CSV)


def _read(workspace: Workspace, asked: Asked) -> Iterator[Sequence[Cell]]:
    """The rows, read in a session of their own, which nobody has to wait for."""
    with reading():
        bind(workspace.id)
        db.session.connection()
    yield from table(workspace, asked)
