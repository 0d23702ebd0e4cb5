"""A file of restrictions on its way in: stored as that of an import is, and read for its noes alone."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, cast

from app.accounts.models import Workspace
from app.audit.services import Actor
from app.batches.domain.status import BatchKind, BatchStatus, NotPossible, described, move
from app.batches.models import Batch
from app.batches.services import clear, hold, touch
from app.db import db
from app.imports import queries as files
from app.imports import services as imports
from app.imports.domain.file import sample
from app.imports.domain.limits import Limits
from app.imports.domain.refusal import Refused
from app.imports.domain.shape import FileShape, Overrides
from app.restrictions.domain.reading import Reading
from app.restrictions.domain.recognize import recognize
from app.words import _


@dataclass(frozen=True, slots=True)
class Received:
    """The file is stored; how it is read is proposed."""

    batch: Batch


def receive(
    workspace: Workspace,
    file: BinaryIO | imports.Opened,
    *,
    filename: str,
    actor: Actor,
    largest: int,
    limits: Limits,
    source: str = "",
) -> Received | Refused:
    """Store a file of restrictions, of at most `largest` bytes. Flushes; the caller commits."""
    answer = imports.receive(
        workspace, file, filename=filename, actor=actor, largest=largest, limits=limits, source=source
    )
    return answer if isinstance(answer, Refused) else adopt(answer.batch, limits)


def take_over(
    workspace: Workspace, people: Batch, *, actor: Actor, largest: int, limits: Limits
) -> Received | Refused:
    """Store the file of an import of people once more, to read its noes; that import stays as it is.

    It is read in the way that was found or chosen there. Flushes; the caller commits.
    """
    with tempfile.SpooledTemporaryFile(max_size=1_000_000) as copy:
        copy.writelines(files.pieces(people))
        if not copy.tell():
            return Refused(_("The file of this import is no longer kept."), _("Upload it again."))
        copy.seek(0)
        text = cast(BinaryIO, copy)
        answer = receive(
            workspace,
            text,
            filename="",
            actor=actor,
            largest=largest,
            limits=limits,
            source=people.source,
        )
    if isinstance(answer, Refused):
        return answer
    answer.batch.name = people.name
    answer.batch.settings = {**answer.batch.settings, "taken_from": people.number}
    shape = FileShape.from_json(people.shape)
    return read_again(
        answer.batch, Overrides(shape.encoding, shape.delimiter, shape.header_row), limits=limits
    )


def read_again(batch: Batch, overrides: Overrides, *, limits: Limits) -> Received | Refused:
    """Read the stored file as staff say; what its columns mean is proposed anew."""
    hold(batch)
    answer = imports.look_again(batch, overrides, limits=limits)
    return answer if isinstance(answer, Refused) else adopt(batch, limits)


def adopt(batch: Batch, limits: Limits) -> Received:
    """Make it an import of restrictions, which no screen of the others opens, and propose how to read it."""
    batch.kind = BatchKind.RESTRICTION
    batch.shape = {**batch.shape, "second": []}  # a row of two people has one address that is chosen
    rows = [list(row) for row in sample_of(batch, limits)]
    _keep(batch, recognize(batch.shape["columns"], rows))
    db.session.flush()
    return Received(batch)


def sample_of(batch: Batch, limits: Limits) -> Sequence[Sequence[str]]:
    """The cells of the first sound rows."""
    head = files.head(batch, limits.head_bytes)
    return [row.cells for row in sample(head, FileShape.from_json(batch.shape), limits)]


def reading_of(batch: Batch) -> Reading:
    """How this file is read."""
    return Reading.from_json(batch.settings.get("reading", {}), batch.shape["columns"])


def _keep(batch: Batch, reading: Reading) -> None:
    # not in `mapping`, which is where the columns of people go
    batch.settings = {**batch.settings, "reading": reading.to_json()}


def keep_reading(batch: Batch, reading: Reading) -> NotPossible | None:
    """Keep what the columns mean; the rows of an earlier check no longer count. Flushes.

    Where a check was stopped and nothing is read otherwise, its rows stay, and a further check goes on.
    """
    hold(batch)
    if batch.status is BatchStatus.MAPPED and reading_of(batch) == reading:
        return None
    answer = move(batch.status, BatchStatus.MAPPED)
    if batch.status is BatchStatus.CHECKING:
        return NotPossible(described(batch.status))
    if isinstance(answer, NotPossible):
        return answer
    _keep(batch, reading)
    batch.status = BatchStatus.MAPPED
    clear(batch)
    touch(batch)
    return None
