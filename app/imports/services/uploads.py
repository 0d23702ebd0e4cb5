"""Taking a file in: stored piece by piece, looked at once, never held whole in memory."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from sqlalchemy import delete

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.batches.domain.rows import Mode
from app.batches.domain.status import BatchKind, BatchStatus, NotPossible, described
from app.batches.models import Batch
from app.constituents.services import next_numbers
from app.db import db, insert_all
from app.imports import queries
from app.imports.domain.encoding import Encoding, guess_encoding
from app.imports.domain.file import sample, sniff
from app.imports.domain.filetype import FileKind, file_kind
from app.imports.domain.limits import Limits
from app.imports.domain.refusal import Refused
from app.imports.domain.shape import Overrides
from app.imports.domain.workbook import as_csv, sheet_names
from app.imports.models import UploadPart
from app.imports.services.mapping import propose

PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Received:
    """The file is stored and understood; its columns have a suggested mapping."""

    batch: Batch


def receive(
    workspace: Workspace,
    file: BinaryIO,
    *,
    filename: str,
    actor: Actor,
    largest: int,
    limits: Limits,
    source: str = "",
    mode: Mode = Mode.BOTH,
) -> Received | Refused:
    """Store a file of at most `largest` bytes and find out how to read it.

    Nothing is left of a refused file when the caller rolls back. Flushes; the caller commits. A workbook is
    unpacked first, which takes time: where others wait to write, call `as_text` before a transaction begins.
    """
    text = as_text(file, filename=filename, largest=largest, limits=limits)
    if isinstance(text, Refused):
        return text
    batch = _new_batch(workspace, filename, source, mode, actor)
    encoding = _store(batch, _read(text), largest)
    if text is not file:
        text.close()
    if isinstance(encoding, Refused):
        return encoding
    return _look(batch, Overrides(encoding=encoding), limits, filename)


def as_text(file: BinaryIO, *, filename: str, largest: int, limits: Limits) -> BinaryIO | Refused:
    """The file at its beginning, or the first visible sheet of a workbook as the text of a CSV file.

    Asks no database. What it has given is given again as it is.
    """
    kind = file_kind(file.read(limits.head_bytes), filename=filename)
    if isinstance(kind, Refused):
        return kind
    file.seek(0)
    if kind is not FileKind.WORKBOOK:
        return file
    pieces = _workbook(file, largest, limits)
    if isinstance(pieces, Refused):
        return pieces
    text = tempfile.SpooledTemporaryFile(max_size=PIECE)  # noqa: SIM115  # read by the caller
    text.writelines(pieces)
    text.seek(0)
    return cast(BinaryIO, text)


def look_again(batch: Batch, overrides: Overrides, *, limits: Limits) -> Received | Refused:
    """Read the stored file as staff say; its mapping is suggested anew."""
    if batch.status not in (BatchStatus.UPLOADED, BatchStatus.MAPPED):
        return Refused(described(batch.status), "Upload the file again to read it in another way.")
    return _look(batch, overrides, limits, batch.name)


DISCARDABLE = frozenset({BatchStatus.UPLOADED, BatchStatus.MAPPED, BatchStatus.IN_REVIEW})


def may_discard(batch: Batch) -> bool:
    """Whether nothing of the batch was ever written, and nothing is at work on it."""
    return batch.status in DISCARDABLE and batch.committed_by is None


def discard(batch: Batch, *, actor: Actor) -> NotPossible | None:
    """Forget a file and its rows of which nothing was written; the journal keeps that it was there."""
    if not may_discard(batch):
        return NotPossible(described(batch.status))
    record(batch.workspace_id, actor, [Change(Subject.BATCH, batch.id, "discarded", before=batch.number)])
    db.session.execute(delete(Batch).where(Batch.workspace_id == batch.workspace_id, Batch.id == batch.id))
    return None


def _read(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece


def _workbook(file: BinaryIO, largest: int, limits: Limits) -> Iterator[bytes] | Refused:
    """The first visible sheet, as text."""
    with tempfile.TemporaryFile() as copy:
        for piece in _read(file):
            if copy.tell() + len(piece) > largest:
                return _too_large(largest)
            copy.write(piece)
        names = sheet_names(copy, limits)
        if isinstance(names, Refused):
            return names
        if not names:
            return Refused("This workbook has no visible sheet.", "Unhide the sheet with the list.")
        return as_csv(copy, sheet=names[0], limits=limits)


def _new_batch(workspace: Workspace, filename: str, source: str, mode: Mode, actor: Actor) -> Batch:
    number = next_numbers(workspace.id, "batch", 1)[0]
    batch = Batch(
        workspace_id=workspace.id,
        number=number,
        kind=BatchKind.IMPORT,
        status=BatchStatus.UPLOADED,
        name=_printable(filename) or "pasted rows",
        source=_printable(source),
        mode=mode,
        created_by=actor.id,
    )
    db.session.add(batch)
    db.session.flush()
    record(workspace.id, actor, [Change(Subject.BATCH, batch.id, "uploaded", after=number)])
    return batch


def _printable(text: str) -> str:
    """A name without what no screen shows and no database stores."""
    return "".join(sign for sign in text if sign.isprintable())[:200]


def _store(batch: Batch, pieces: Iterator[bytes], largest: int) -> Encoding | Refused:
    """Write every piece, and find out the encoding from all of them as they pass."""
    store = _Store(batch, largest)
    encoding = guess_encoding(store.passing(pieces))
    for _ in store.passing(pieces):  # whatever the guess did not need
        pass
    if store.is_full:
        return _too_large(largest)
    batch.bytes_read = store.size
    return encoding


def _too_large(largest: int) -> Refused:
    return Refused(
        f"This file is larger than {largest // 1_000_000} MB.",
        "Split it into several files, or leave out columns you do not need.",
    )


class _Store:
    """Where pieces are written on their way."""

    def __init__(self, batch: Batch, largest: int) -> None:
        self._batch = batch
        self._largest = largest
        self._part = 0
        self.size = 0

    @property
    def is_full(self) -> bool:
        return self.size > self._largest

    def passing(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self.size += len(piece)
            if self.is_full:
                return
            key = {"workspace_id": self._batch.workspace_id, "batch_id": self._batch.id}
            insert_all(UploadPart, [{**key, "part": self._part, "data": piece}])
            self._part += 1
            yield piece


def _look(batch: Batch, overrides: Overrides, limits: Limits, filename: str) -> Received | Refused:
    head = queries.head(batch, limits.head_bytes)
    shape = sniff(head, filename=filename, overrides=overrides, limits=limits)
    if isinstance(shape, Refused):
        return shape
    batch.shape = shape.to_json()
    propose(batch, shape, [row.cells for row in sample(head, shape, limits)])
    batch.status = BatchStatus.UPLOADED
    batch.revision += 1
    db.session.flush()
    return Received(batch)
