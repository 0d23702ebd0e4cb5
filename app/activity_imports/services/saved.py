"""How files of a kind were read before, kept for the next one with the same columns."""

from sqlalchemy.dialects import postgresql, sqlite

from app.accounts.models import Workspace
from app.activity_imports.domain.facts import FactKind
from app.activity_imports.domain.reading import Reading
from app.batches.domain.headers import signature
from app.batches.models import Batch
from app.db import db, new_id, now
from app.imports import queries as files
from app.imports.models import SavedMapping
from app.words import N_

_OF_ACTIVITY = "activity:"
_CALLED = {
    FactKind.GIFTS: "gifts",
    FactKind.REGISTRATIONS: "registrations",
    FactKind.MAIL: N_("email activity"),
}


def known_reading(batch: Batch) -> Reading | None:
    """How the last file with the same columns was read; None for the first of its kind."""
    saved = files.mapping_for(batch.workspace_id, signature_of(batch))
    if saved is None:
        return None
    batch.settings = {**batch.settings, "read_like": saved.name}
    return Reading.from_json(saved.mapping["activity"], batch.shape["columns"])


def signature_of(batch: Batch) -> str:
    """The key for files with the same columns, apart from that of imports of people."""
    return _OF_ACTIVITY + signature(batch.shape["columns"])


def remember(workspace: Workspace, batch: Batch, reading: Reading) -> None:
    """Save how the file is read for the next one with these columns."""
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    told = reading.for_others().to_json()
    values = {
        "signature": signature_of(batch),
        "mapping": {"columns": [], "activity": told},
        "used_at": now(),
    }
    name = batch.settings.get("read_like") or _name(batch, reading)
    saved = dialect.insert(SavedMapping).values(workspace_id=workspace.id, id=new_id(), name=name, **values)
    # Two people may check files of one name at the same instant.
    db.session.execute(saved.on_conflict_do_update(index_elements=["workspace_id", "name"], set_=values))


def _name(batch: Batch, reading: Reading) -> str:
    wanted = f"{reading.source[:50]}: {_CALLED[reading.kind]}"
    taken = files.names_of_others(batch.workspace_id, wanted, signature_of(batch))
    numbered = (f"{wanted} ({number})" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(name for name in numbered if name not in taken)
