"""A file of activity on its way in: stored without card numbers, and how it is read kept beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from app.accounts.models import Workspace
from app.activity_imports.domain.facts import FactKind
from app.activity_imports.domain.gaps import Gap, gaps
from app.activity_imports.domain.guessing import by_cells
from app.activity_imports.domain.presets import Preset, read_as, recognized
from app.activity_imports.domain.proposing import by_names, propose, settle
from app.activity_imports.domain.reader import Reader
from app.activity_imports.domain.reading import Reading
from app.activity_imports.domain.row import Context
from app.activity_imports.presets import all_presets
from app.activity_imports.services.saved import known_reading
from app.activity_imports.services.scrubbing import without_cards
from app.activity_imports.services.storing import clear
from app.audit.services import Actor
from app.batches.domain.status import BatchKind, BatchStatus, NotPossible, described, move
from app.batches.models import Batch
from app.batches.services import hold, local_today
from app.db import db
from app.imports import queries as files
from app.imports import services as imports
from app.imports.domain.file import sample
from app.imports.domain.limits import Limits
from app.imports.domain.refusal import Refused
from app.imports.domain.shape import FileShape, Overrides

Rows = Sequence[Sequence[str]]


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
    """Store a file of activity, of at most `largest` bytes, without what it says of cards.

    Flushes; the caller commits.
    """
    opened = imports.as_text(file, filename=filename, largest=largest, limits=limits)
    if isinstance(opened, Refused):
        return opened
    with opened:
        clean = without_cards(opened, filename=filename, limits=limits)
        if isinstance(clean, Refused):
            return clean
        with clean:
            answer = imports.receive(
                workspace,
                clean.opened,
                filename=filename,
                actor=actor,
                largest=largest,
                limits=limits,
                source=source,
                needs_email=False,
            )
    if isinstance(answer, Refused):
        return answer
    told = {"cards": list(clean.headers), "card_numbers": clean.numbers, "only_sheet": clean.sheet}
    answer.batch.settings = {**answer.batch.settings, **told}
    return adopt(answer.batch, limits)


def adopt(batch: Batch, limits: Limits) -> Received:
    """Make it an import of activity, which no screen of the others opens, and propose how to read it."""
    batch.kind = BatchKind.ACTIVITY
    batch.shape = {**batch.shape, "second": []}
    rows = sample_of(batch, limits)
    columns = batch.shape["columns"]
    proposed = known_reading(batch) or propose(columns, rows, all_presets())
    _keep(batch, settle(replace(proposed, source=batch.source or proposed.source), rows))
    db.session.flush()
    return Received(batch)


def read_again(batch: Batch, overrides: Overrides, *, limits: Limits) -> Received | Refused:
    """Read the stored file as staff say; what its columns mean is proposed anew."""
    hold(batch)
    answer = imports.look_again(batch, overrides, limits=limits)
    return answer if isinstance(answer, Refused) else adopt(batch, limits)


def sample_of(batch: Batch, limits: Limits) -> Rows:
    """The cells of the first sound rows."""
    head = files.head(batch, limits.head_bytes)
    return [row.cells for row in sample(head, FileShape.from_json(batch.shape), limits)]


def reading_of(batch: Batch) -> Reading:
    """How this file is read."""
    return Reading.from_json(batch.settings["reading"], batch.shape["columns"])


def looks_like(batch: Batch) -> tuple[Preset, ...]:
    """The tools that the file can come from, the likeliest first."""
    return recognized(all_presets(), batch.shape["columns"])


def as_kind(batch: Batch, kind: FactKind, rows: Rows) -> Reading:
    """The file read by the names of its columns and by what they hold, as one about that."""
    columns = batch.shape["columns"]
    reading = by_cells(by_names(kind, columns), columns, rows)
    return settle(replace(reading, source=batch.source), rows)


def as_preset(batch: Batch, preset: Preset, rows: Rows) -> Reading:
    """The file read as one of a tool's."""
    return settle(read_as(preset, batch.shape["columns"]), rows)


def open_gaps(batch: Batch, reading: Reading, limits: Limits) -> tuple[Gap, ...]:
    """What has to be settled before the check."""
    return gaps(reading, sample_of(batch, limits))


def keep_reading(batch: Batch, reading: Reading) -> NotPossible | None:
    """Keep how the file is read; the rows of an earlier check no longer count. Flushes.

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
    return None


def context_of(workspace: Workspace) -> Context:
    """What the workspace says where a file says nothing."""
    return Context(workspace.currency, workspace.timezone, workspace.country, local_today(workspace))


def reader_of(workspace: Workspace, batch: Batch) -> Reader:
    """What turns the rows of this file into facts."""
    return Reader(reading_of(batch), context_of(workspace))


def _keep(batch: Batch, reading: Reading) -> None:
    # not in `mapping`, which is where the columns of people go
    batch.source = reading.source[:200]
    batch.settings = {**batch.settings, "reading": reading.to_json()}
