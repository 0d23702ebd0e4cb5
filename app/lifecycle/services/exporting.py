"""Everything about one person as a file to hand out, noted in the journal."""

import io
import zipfile

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.lifecycle.domain.bundle import FORMAT, VERSION, Bundle
from app.web.spreadsheet import csv_lines

_WHEN = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP can tell; the true one stands in the text."""


def note_export(workspace: Workspace, person: int, bundle: Bundle, *, actor: Actor) -> None:
    """Write into the journal that all data about this person were taken, and how much that was."""
    told = {"format": f"{FORMAT}/{VERSION}", "rows": sum(len(each.rows) for each in bundle.sections)}
    record(workspace.id, actor, [Change(Subject.EXPORT, person, "person", after=told)])


def packed(bundle: Bundle) -> bytes:
    """The bundle as a ZIP file: JSON, one CSV for each section that has rows, and a text that explains it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "README.txt", bundle.explained())
        _put(archive, f"{bundle.lookup_id}.json", bundle.to_json())
        for section in bundle.sections:
            if section.rows:
                _put(archive, f"{section.name}.csv", "\ufeff" + "".join(csv_lines(section.table())))
    return buffer.getvalue()


def _put(archive: zipfile.ZipFile, name: str, text: str) -> None:
    entry = zipfile.ZipInfo(name, _WHEN)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, text.encode())
