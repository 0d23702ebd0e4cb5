"""Sample files to try an import with."""

from flask import Response, abort, send_from_directory

from app.accounts.access import requires
from app.accounts.domain.roles import Permission
from app.config import ROOT
from app.imports.routes import bp

FOLDER = ROOT / "docs/samples"
NAMES = frozenset(path.name for path in FOLDER.glob("*.csv"))
"""Files that meet the people of the sample workspace; `components/samples.html` says what each shows."""


@bp.get("/imports/samples/<name>")
@requires(Permission.VIEW)
def sample(name: str) -> Response:
    """One of the sample files, to download."""
    if name not in NAMES:
        abort(404)
    return send_from_directory(FOLDER, name, as_attachment=True, mimetype="text/csv")
