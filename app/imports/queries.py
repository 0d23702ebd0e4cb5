"""Reading uploaded files and saved mappings."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Select, select

from app.accounts.models import Workspace
from app.batches.domain.headers import fold
from app.batches.models import Batch
from app.db import db
from app.imports.models import SavedMapping, UploadPart


def pieces(batch: Batch) -> Iterator[bytes]:
    """The text of the uploaded file, piece by piece, whatever transactions come and go in between."""
    return _pieces(batch.workspace_id, batch.id)


def _pieces(workspace_id: int, batch_id: int) -> Iterator[bytes]:
    part = 0
    while (data := _piece(workspace_id, batch_id, part)) is not None:
        yield data
        part += 1


def _piece(workspace_id: int, batch_id: int, part: int) -> bytes | None:
    query = select(UploadPart.data).where(
        UploadPart.workspace_id == workspace_id, UploadPart.batch_id == batch_id, UploadPart.part == part
    )
    return db.session.scalar(query)


def workbook(batch: Batch) -> Iterator[bytes]:
    """The workbook that the text was read from, piece by piece; nothing where the text was uploaded."""
    part = -1
    while (data := _piece(batch.workspace_id, batch.id, part)) is not None:
        yield data
        part -= 1


def head(batch: Batch, size: int) -> bytes:
    """The first `size` bytes of the uploaded file; fewer are the whole file."""
    start = b""
    for piece in pieces(batch):
        start += piece
        if len(start) >= size:
            break
    return start[:size]


def saved_mapping(workspace: Workspace, *, name: str) -> SavedMapping | None:
    """The mapping that was saved under this name."""
    return db.session.scalar(
        select(SavedMapping).where(SavedMapping.workspace_id == workspace.id, SavedMapping.name == name)
    )


def mapping_for(workspace_id: int, signature: str) -> SavedMapping | None:
    """The mapping used last for a file with the same header."""
    return db.session.scalar(
        select(SavedMapping)
        .where(SavedMapping.workspace_id == workspace_id, SavedMapping.signature == signature)
        .order_by(SavedMapping.used_at.desc())
        .limit(1)
    )


def saved_mappings(workspace_id: int) -> Sequence[SavedMapping]:
    """All saved mappings, the one used last first."""
    return db.session.scalars(_latest(workspace_id)).all()


def mappings_of_people(workspace_id: int) -> Sequence[SavedMapping]:
    """Those of imports of people; the signatures of others begin with a word and a colon."""
    return db.session.scalars(_latest(workspace_id).where(SavedMapping.signature.not_like("%:%"))).all()


def saved_by_id(workspace_id: int, id: int | None) -> SavedMapping | None:
    """The saved mapping with this id, if it is still here."""
    query = select(SavedMapping).where(SavedMapping.workspace_id == workspace_id, SavedMapping.id == id)
    return db.session.scalar(query)


def earlier_columns(workspace_id: int, *, limit: int) -> dict[str, dict[str, Any]]:
    """Where a column with a (folded) name went last in one of the mappings used lately."""
    found: dict[str, dict[str, Any]] = {}
    for saved in db.session.scalars(_latest(workspace_id).limit(limit)):
        for column in saved.mapping["columns"]:
            if column.get("field"):
                found.setdefault(fold(column["header"]), column)
    return found


def names_of_others(workspace_id: int, start: str, signature: str) -> frozenset[str]:
    """The names beginning like this under which mappings for files with other columns are saved."""
    query = select(SavedMapping.name).where(
        SavedMapping.workspace_id == workspace_id,
        SavedMapping.name.startswith(start, autoescape=True),
        SavedMapping.signature != signature,
    )
    return frozenset(db.session.scalars(query))


def _latest(workspace_id: int) -> Select[Any]:
    return (
        select(SavedMapping)
        .where(SavedMapping.workspace_id == workspace_id)
        .order_by(SavedMapping.used_at.desc(), SavedMapping.id.desc())
    )
