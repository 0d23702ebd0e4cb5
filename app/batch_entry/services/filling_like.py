"""How files were filled in before, kept for the next one with the same columns."""

from collections.abc import Sequence

from sqlalchemy.dialects import postgresql, sqlite

from app.accounts.models import Workspace
from app.batch_entry.domain.filling import Filling
from app.batches.domain.headers import signature
from app.batches.domain.status import BatchKind
from app.batches.models import Batch
from app.db import db, new_id, now
from app.imports import queries as files
from app.imports.models import SavedMapping
from app.words import N_

_PART = "batch"
_CALLED = {BatchKind.UPDATE: N_("Batch of people"), BatchKind.REVENUE: N_("Batch of gifts")}


def known_filling(batch: Batch, headers: Sequence[str]) -> Filling | None:
    """How the last file with these columns was filled in; None for the first of its kind."""
    saved = _last(batch, headers)
    return Filling.from_json(saved.mapping["filling"], headers) if saved else None


def remember(workspace: Workspace, batch: Batch, headers: Sequence[str], how: Filling, *, file: str) -> None:
    """Keep how a file of this name is filled in for the next one with these columns."""
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    last = _last(batch, headers)
    values = {
        "signature": _signature(batch, headers),
        "mapping": {"columns": [], "filling": how.to_json()},
        "used_at": now(),
    }
    name = last.name if last else _name(batch, headers, file)
    saved = dialect.insert(SavedMapping).values(workspace_id=workspace.id, id=new_id(), name=name, **values)
    # Two people may fill in files of one kind at the same instant.
    db.session.execute(saved.on_conflict_do_update(index_elements=["workspace_id", "name"], set_=values))


def _last(batch: Batch, headers: Sequence[str]) -> SavedMapping | None:
    return files.mapping_for(batch.workspace_id, _signature(batch, headers))


def _signature(batch: Batch, headers: Sequence[str]) -> str:
    """The key for files with the same columns, apart from that of imports."""
    return f"{_PART}-{batch.kind.value}:{signature(headers)}"


def _name(batch: Batch, headers: Sequence[str], file: str) -> str:
    """What staff see it as; one for files with other columns keeps its name."""
    wanted = f"{_CALLED[batch.kind]}: {file[:50]}"
    taken = files.names_of_others(batch.workspace_id, wanted, _signature(batch, headers))
    numbered = (f"{wanted} ({number})" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(name for name in numbered if name not in taken)
