"""Sample files to try an import with."""

from dataclasses import dataclass

from flask import Response, abort, send_from_directory

from app.accounts.access import requires
from app.accounts.domain.roles import Permission
from app.config import ROOT
from app.imports.routes import bp

FOLDER = ROOT / "docs/samples"


@dataclass(frozen=True, slots=True)
class Sample:
    """A file that meets the people of the sample workspace, and what it shows."""

    name: str
    shows: str


SAMPLES = (
    Sample("newsletter-signups.csv", "clean: 40 people, 8 of them known already"),
    Sample("spring-gala.csv", "mixed: updates, new people, possible duplicates, one email twice"),
    Sample("messy-list.csv", "an old spreadsheet: all that goes wrong, and 28 who may be somebody known"),
)


@bp.get("/imports/samples/<name>")
@requires(Permission.VIEW)
def sample(name: str) -> Response:
    """One of the sample files, to download."""
    if name not in {each.name for each in SAMPLES}:
        abort(404)
    return send_from_directory(FOLDER, name, as_attachment=True, mimetype="text/csv")
