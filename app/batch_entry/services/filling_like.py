"""How files were filled in before, kept for the next one with the same columns."""

from collections.abc import Sequence

from sqlalchemy.dialects import postgresql, sqlite

from app.accounts.models import Workspace
from app.batch_entry.domain.filling import Filling
from app.batches.domain.headers import signature
from app.batches.models import Batch
from app.db import db, new_id, now
from app.imports import queries as files
from app.imports.models import SavedMapping

_PART = "batch"


def known_filling(batch: Batch, headers: Sequence[str]) -> Filling | None:
    """How the last file with these columns was filled in; None for the first of its kind."""
    saved = files.mapping_for(batch.workspace_id, _signature(batch, headers))
    return Filling.from_json(saved.mapping["filling"], headers) if saved else None


def remember(workspace: Workspace, batch: Batch, headers: Sequence[str], how: Filling) -> None:
    """Keep how a file is filled in for the next one with these columns."""
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    key = _signature(batch, headers)
    values = {
        "signature": key,
        "mapping": {"columns": [], "filling": how.to_json()},
        "used_at": now(),
    }
    new = {"workspace_id": workspace.id, "id": new_id(), "name": key}
    saved = dialect.insert(SavedMapping).values(**new, **values)
    # Two people may fill in files of one kind at the same instant.
    db.session.execute(saved.on_conflict_do_update(index_elements=["workspace_id", "name"], set_=values))


def _signature(batch: Batch, headers: Sequence[str]) -> str:
    """The key for files with the same columns, apart from that of imports; nobody chooses among these."""
    return f"{_PART}-{batch.kind.value}:{signature(headers)}"
