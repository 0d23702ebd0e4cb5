"""Filling a batch from a file: the file is stored beside the batch, understood, and filled in on request."""

import hashlib
from dataclasses import dataclass, replace

from app.accounts.models import Workspace
from app.activity_imports.domain.gaps import Gap
from app.activity_imports.domain.row import Context
from app.activity_imports.presets import all_presets
from app.activity_imports.services.scrubbing import Clean, without_cards
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.batch_entry.domain.columns import Column, columns_of
from app.batch_entry.domain.filling import Filling
from app.batch_entry.domain.filling_file import KEPT, File, file_of
from app.batch_entry.domain.filling_proposal import gaps, of_gifts, propose
from app.batch_entry.domain.filling_rows import Filler
from app.batch_entry.queries import entries
from app.batch_entry.services.approval import note_entered
from app.batch_entry.services.filling_like import known_filling, remember
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch
from app.batches.services import hold, local_today
from app.db import db, now
from app.imports import queries as files
from app.imports import services as imports
from app.imports.domain.file import sample, sniff
from app.imports.domain.limits import Limits
from app.imports.domain.reader import RawRow
from app.imports.domain.refusal import Refused
from app.imports.domain.shape import FileShape, Overrides
from app.imports.services.opening import pieces
from app.words import N_, _
from app.work import queries as work_queries
from app.work import services as work

KIND = "fill"
LOOKED_AT = 1_000
"""The most rows at the beginning of a file that are looked at before it is filled in."""
_NOT_OPEN = Refused(N_("This batch takes no rows anymore."), N_("Open another one for the file."))
_AT_WORK = Refused(N_("A file is being filled in."), N_("Wait until it is over, or stop it."))
_NO_FILE = Refused(N_("The file is not here anymore."), N_("Upload it again."))


def is_of_gifts(batch: Batch) -> bool:
    """Whether the rows of the batch are gifts."""
    return batch.kind is BatchKind.REVENUE


def columns(batch: Batch) -> tuple[Column, ...]:
    """The columns by which the batch is typed."""
    return columns_of(batch.settings["columns"])


def blocks(batch: Batch) -> str:
    """Why the batch must not be validated, sent to approval or committed now: a file is coming in."""
    return str(_AT_WORK) if work_queries.alive(batch.workspace_id, KIND, batch.id) else ""


def take(
    batch: Batch,
    opened: imports.Opened,
    *,
    filename: str,
    actor: Actor,
    largest: int,
    limits: Limits,
    tool: str = "",
) -> File | Refused:
    """Store a file for the batch, instead of one that was not filled in, without what it says of cards.

    Flushes; the caller commits, or rolls back where it is refused.
    """
    if stopped := _stopped(batch):
        return stopped
    clean = without_cards(opened, filename=filename, limits=limits)
    if isinstance(clean, Refused):
        return clean
    with clean:
        return _stored(batch, clean, filename, tool, actor, largest, limits)


def _stopped(batch: Batch) -> Refused | None:
    hold(batch)
    if batch.status is not BatchStatus.OPEN:
        return _NOT_OPEN
    return _AT_WORK if blocks(batch) else None


def _stored(
    batch: Batch, clean: Clean, filename: str, tool: str, actor: Actor, largest: int, limits: Limits
) -> File | Refused:
    mark = _mark(clean.opened)
    imports.drop_text(batch)
    kept = imports.keep_text(batch, clean.opened, largest=largest, limits=limits)
    if isinstance(kept, Refused):
        return kept
    shape = _look(batch, replace(kept.overrides, needs_email=False), filename, limits)
    if isinstance(shape, Refused):
        return shape
    file = File(
        name=filename or _("pasted rows"),
        mark=mark,
        shape=shape,
        how=Filling(tool=tool),
        by=actor.label,
        at=now().isoformat(),
        size=kept.size,
        lines=kept.told.get("lines", 0),
        cards=clean.headers,
        card_numbers=clean.numbers,
        only_sheet=clean.sheet or clean.opened.unpacked.sheet,
    )
    return _understood(batch, file, limits, tool)


def _mark(opened: imports.Opened) -> str:
    found = hashlib.sha256()
    for piece in pieces(opened.text):
        found.update(piece)
    opened.text.seek(0)
    return found.hexdigest()[:32]


def _look(batch: Batch, overrides: Overrides, filename: str, limits: Limits) -> FileShape | Refused:
    return sniff(files.head(batch, limits.head_bytes), filename=filename, overrides=overrides, limits=limits)


def look_again(batch: Batch, header_row: int, *, limits: Limits) -> File | Refused:
    """Read the stored file with its names in that row; what its columns say is proposed anew. Flushes."""
    file = _at_rest(batch)
    if isinstance(file, Refused):
        return file
    overrides = Overrides(file.shape.encoding, file.shape.delimiter, header_row, needs_email=False)
    shape = _look(batch, overrides, file.name, limits)
    if isinstance(shape, Refused):
        return shape
    return _understood(batch, replace(file, shape=replace(shape, sheet=file.shape.sheet)), limits, "")


def _understood(batch: Batch, file: File, limits: Limits, tool: str) -> File:
    headers = file.shape.columns
    rows = [row.cells for row in sample_of(batch, file.shape, limits)]
    preset = of_gifts(all_presets(), headers) if is_of_gifts(batch) else None
    how = propose(
        columns(batch),
        headers,
        rows,
        gifts=is_of_gifts(batch),
        preset=preset,
        earlier=None if preset else known_filling(batch, headers),
    )
    file = replace(file, how=replace(how, tool=tool or how.tool))
    keep(batch, file)
    return file


def sample_of(batch: Batch, shape: FileShape, limits: Limits) -> tuple[RawRow, ...]:
    """The first sound rows."""
    head = files.head(batch, limits.head_bytes)
    return sample(head, shape, replace(limits, sample_rows=LOOKED_AT))


def keep(batch: Batch, file: File | None) -> None:
    """Keep how far the file is, or that there is none anymore. Flushes."""
    rest = {name: value for name, value in batch.settings.items() if name != KEPT}
    batch.settings = rest if file is None else {**rest, KEPT: file.to_json()}
    db.session.flush()


def drop(batch: Batch) -> Refused | None:
    """Forget the file; rows that were filled from it stay. Flushes."""
    file = _at_rest(batch)
    if isinstance(file, Refused):
        return file
    imports.drop_text(batch)
    keep(batch, None)
    return None


def _at_rest(batch: Batch) -> File | Refused:
    """The file, held until the transaction ends, where nothing is at work on it."""
    if stopped := _stopped(batch):
        return stopped
    return file_of(batch.settings) or _NO_FILE


# --- filling it in


@dataclass(frozen=True, slots=True)
class NotFilled:
    """Nothing was started: what has to be settled first."""

    gaps: tuple[Gap, ...]


def open_gaps(batch: Batch, file: File, how: Filling, limits: Limits) -> tuple[Gap, ...]:
    """What has to be settled before the file is filled in so."""
    rows = [row.cells for row in sample_of(batch, file.shape, limits)]
    return gaps(how, columns(batch), rows, gifts=is_of_gifts(batch))


def start(
    workspace: Workspace, batch: Batch, how: Filling, *, actor: Actor, limits: Limits
) -> NotFilled | Refused | None:
    """Fill the file in, in the background, or go on where it was stopped. Flushes; the caller commits."""
    file = _at_rest(batch)
    if isinstance(file, Refused):
        return file
    how = file.how if file.started else how
    if found := open_gaps(batch, file, how, limits):
        return NotFilled(found)
    keep(batch, replace(file, how=how, started=True, by=actor.label))
    note_entered(entries.beside(batch), actor)
    remember(workspace, batch, file.shape.columns, how, file=file.name)
    record(workspace.id, actor, [Change(Subject.BATCH, batch.id, "filled", after=file.name)])
    work.start(workspace_id=workspace.id, kind=KIND, subject_id=batch.id, total=None, by=actor.id)
    return None


def context_of(workspace: Workspace) -> Context:
    """What the workspace says where a file says nothing."""
    return Context(workspace.currency, workspace.timezone, workspace.country, local_today(workspace))


def filler_of(workspace: Workspace, batch: Batch, how: Filling) -> Filler:
    """What turns rows of the file into rows of the batch."""
    return Filler(
        how, columns(batch), context_of(workspace), locale=workspace.locale, gifts=is_of_gifts(batch)
    )
