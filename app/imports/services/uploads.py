"""Taking a file in: stored piece by piece, looked at once, never held whole in memory."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from sqlalchemy import delete

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.batches.domain.rows import Mode
from app.batches.domain.status import BatchKind, BatchStatus, NotPossible, described
from app.batches.models import Batch
from app.batches.services import again, hold
from app.constituents.services import next_numbers
from app.db import db, insert_all
from app.imports import queries
from app.imports.domain.encoding import guess_encoding
from app.imports.domain.file import sample, sniff
from app.imports.domain.limits import Limits
from app.imports.domain.refusal import Refused
from app.imports.domain.shape import FIND_OUT, FileShape, Overrides
from app.imports.domain.sheets import AS_WRITTEN
from app.imports.models import UploadPart
from app.imports.services.mapping import judge_anew, propose
from app.imports.services.opening import Opened, as_text, pieces, too_large
from app.words import _


@dataclass(frozen=True, slots=True)
class Received:
    """The file is stored and understood; its columns have a suggested mapping."""

    batch: Batch


def receive(
    workspace: Workspace,
    file: BinaryIO | Opened,
    *,
    filename: str,
    actor: Actor,
    largest: int,
    limits: Limits,
    source: str = "",
    mode: Mode = Mode.BOTH,
    sheet: str = "",
    needs_email: bool = True,
) -> Received | Refused:
    """Store a file of at most `largest` bytes and find out how to read it; `sheet` is one of a workbook's.

    Without `needs_email` a file may know its people by other means. Nothing is left of a refused file when
    the caller rolls back. Flushes; the caller commits. A workbook is unpacked first, which takes time: where
    others wait to write, call `as_text` before a transaction begins.
    """
    opened = as_text(file, filename=filename, largest=largest, limits=limits, sheet=sheet)
    if isinstance(opened, Refused):
        return opened
    with opened:
        batch = _new_batch(workspace, filename, source, mode, actor)
        batch.settings = {} if needs_email else {"without_emails": True}
        if opened.workbook is not None:
            for __ in _Store(batch, largest, first=-1, step=-1).passing(pieces(opened.workbook)):
                pass
        overrides = _text_kept(batch, opened, largest, limits)
    return overrides if isinstance(overrides, Refused) else _look(batch, overrides, limits, filename)


def look_again(
    batch: Batch, overrides: Overrides, *, limits: Limits, opened: Opened | None = None
) -> Received | Refused:
    """Read the stored file as staff say, or `opened`, another sheet of its workbook.

    Where the columns are the same afterwards they keep their mapping, but for what their cells say of
    permission; else it is suggested anew.
    """
    hold(batch)
    if batch.status not in (BatchStatus.UPLOADED, BatchStatus.MAPPED):
        return Refused(described(batch.status), _("Upload the file again to read it in another way."))
    if opened is not None:
        drop_text(batch)
        answer = _text_kept(batch, opened, limits.workbook_bytes, limits)
        if isinstance(answer, Refused):
            return answer
    if sheet := batch.settings.get("sheet", ""):
        overrides = _as_written(overrides, sheet)
    return _look(batch, overrides, limits, batch.name)


DISCARDABLE = frozenset({BatchStatus.UPLOADED, BatchStatus.MAPPED, BatchStatus.IN_REVIEW})


def may_discard(batch: Batch) -> bool:
    """Whether nothing of the batch was ever written, and nothing is at work on it."""
    return batch.status in DISCARDABLE and batch.committed_by is None


def discard(batch: Batch, *, actor: Actor) -> NotPossible | None:
    """Forget a file and its rows of which nothing was written; the journal keeps that it was there."""
    if not may_discard(batch):
        return NotPossible(described(batch.status))
    again.release(batch, actor=actor)
    record(batch.workspace_id, actor, [Change(Subject.BATCH, batch.id, "discarded", before=batch.number)])
    db.session.execute(delete(Batch).where(Batch.workspace_id == batch.workspace_id, Batch.id == batch.id))
    return None


def _new_batch(workspace: Workspace, filename: str, source: str, mode: Mode, actor: Actor) -> Batch:
    number = next_numbers(workspace.id, "batch", 1)[0]
    batch = Batch(
        workspace_id=workspace.id,
        number=number,
        kind=BatchKind.IMPORT,
        status=BatchStatus.UPLOADED,
        name=_printable(filename) or _("pasted rows"),
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


def _text_kept(batch: Batch, opened: Opened, largest: int, limits: Limits) -> Overrides | Refused:
    kept = keep_text(batch, opened, largest=largest, limits=limits)
    if isinstance(kept, Refused):
        return kept
    batch.bytes_read = kept.size
    batch.settings = {**batch.settings, **kept.told}
    return kept.overrides


@dataclass(frozen=True, slots=True)
class Kept:
    """A text that is stored: how it is to be read, its bytes, and what settings tell of it."""

    overrides: Overrides
    size: int
    told: dict[str, Any]


def keep_text(batch: Batch, opened: Opened, *, largest: int, limits: Limits) -> Kept | Refused:
    """Store the text beside the batch. Its encoding is found out as all of it passes. Flushes."""
    most = largest if opened.workbook is None else limits.workbook_bytes
    store = _Store(batch, most)
    encoding = guess_encoding(store.passing(pieces(opened.text)))
    for __ in store.passing(pieces(opened.text)):  # whatever the guess did not need
        pass
    if store.is_full:
        return too_large(most)
    if opened.workbook is None:
        return Kept(Overrides(encoding=encoding), store.size, {"lines": store.lines})
    return Kept(_as_written(FIND_OUT, opened.unpacked.sheet), store.size, opened.unpacked.to_json())


def drop_text(batch: Batch) -> None:
    """Forget the text that is stored beside the batch."""
    here = UploadPart.workspace_id == batch.workspace_id, UploadPart.batch_id == batch.id
    db.session.execute(delete(UploadPart).where(*here, UploadPart.part >= 0))


def _as_written(overrides: Overrides, sheet: str) -> Overrides:
    """The text of a sheet was written here: nobody can find another encoding in it."""
    return replace(overrides, encoding=AS_WRITTEN.encoding, delimiter=AS_WRITTEN.delimiter, sheet=sheet)


class _Store:
    """Where pieces are written on their way; those of a workbook are counted downwards."""

    def __init__(self, batch: Batch, most: int, *, first: int = 0, step: int = 1) -> None:
        self._batch = batch
        self._most = most
        self._part = first
        self._step = step
        self.size = 0
        self.lines = 0

    @property
    def is_full(self) -> bool:
        return self.size > self._most

    def passing(self, given: Iterator[bytes]) -> Iterator[bytes]:
        for piece in given:
            self.size += len(piece)
            self.lines += max(piece.count(b"\n"), piece.count(b"\r"))
            if self.is_full:
                return
            key = {"workspace_id": self._batch.workspace_id, "batch_id": self._batch.id}
            insert_all(UploadPart, [{**key, "part": self._part, "data": piece}])
            self._part += self._step
            yield piece


def _look(batch: Batch, overrides: Overrides, limits: Limits, filename: str) -> Received | Refused:
    head = queries.head(batch, limits.head_bytes)
    if batch.settings.get("without_emails"):
        overrides = replace(overrides, needs_email=False)
    shape = sniff(head, filename=filename, overrides=overrides, limits=limits)
    if isinstance(shape, Refused):
        return shape
    before = FileShape.from_json(batch.shape) if batch.shape else None
    rows = [row.cells for row in sample(head, shape, limits)]
    if before is not None and before.columns == shape.columns:
        batch.shape = replace(shape, second=before.second).to_json()
        judge_anew(batch, shape, rows)
    else:
        batch.shape = shape.to_json()
        propose(batch, shape, rows)
        again.adopt(batch)
    batch.status = BatchStatus.UPLOADED
    batch.revision += 1
    db.session.flush()
    return Received(batch)
