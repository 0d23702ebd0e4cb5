"""Validation: every row decided anew, then the batch looked over as a whole, in the background.

It is a true dry run: what it decides is stored with the rows, and the commit carries out just that.
"""

from dataclasses import dataclass

from app.audit.services import Actor
from app.batch_entry.domain.validated import Validated
from app.batch_entry.queries import entries, facts
from app.batch_entry.queries.report import VALIDATION
from app.batch_entry.services import filling
from app.batch_entry.services.looking_over import look_over
from app.batches import queries as batches
from app.batches.domain.status import BatchStatus, described
from app.batches.models import Batch
from app.batches.services import MOST_ROWS, Planner, hold, keep_stamp, touch_counted
from app.batches.services.checking import recheck
from app.db import db, now
from app.matching.services import refresh_counts
from app.words import _
from app.work import queries as progress
from app.work import services as work
from app.work.domain.lease import Lease, Progress
from app.work.domain.lease import Refused as CannotGoOn
from app.work.models import Work
from app.work.running import Handler, Staged

KIND = VALIDATION
FOUND = "validated"
"""Where a batch keeps what was found."""
_CAN_BE = (BatchStatus.OPEN, BatchStatus.IN_REVIEW, BatchStatus.COMMITTED)
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Validating:
    """The validation is on its way."""

    work: Work


@dataclass(frozen=True, slots=True)
class NotValidated:
    """Nothing was started; `reason` is a sentence for staff."""

    reason: str


def validate(batch: Batch, *, actor: Actor) -> Validating | NotValidated:
    """Start to validate the batch; of all who press at once one starts it. Flushes; the caller commits.

    From now on it counts as not validated, and what others write is looked for from this moment on.
    """
    hold(batch)
    if batch.status not in _CAN_BE:
        return NotValidated(described(batch.status, batch.kind))
    if filling_in := filling.blocks(batch):
        return NotValidated(filling_in)
    if progress.alive(batch.workspace_id, KIND, batch.id) is None:
        entries.beside(batch).validated_revision, batch.checked_at = None, now()
        db.session.flush()
    rows = batches.row_count(batch)
    match work.start(
        workspace_id=batch.workspace_id, kind=KIND, subject_id=batch.id, total=rows, by=actor.id
    ):
        case work.AlreadyRunning(running):
            return Validating(running)
        case started:
            return Validating(started)


def found(batch: Batch) -> Validated:
    """What the last validation found."""
    return Validated.from_json(batch.settings.get(FOUND))


# --- the handler


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was found in the batch as it was at this revision."""

    revision: int
    found: Validated


def begin(lease: Lease) -> Staged[int | _Looked]:
    """Begin with the first row; rows that were decided about by a run that broke off are decided again."""
    if refresh_counts(lease.workspace_id):
        db.session.commit()
    run = _Run(lease)
    return Staged(run.think, run.write)


class _Run:
    """A validation under way."""

    def __init__(self, lease: Lease) -> None:
        self._lease = lease
        self._planner = Planner(_batch(lease))
        self._after, self._done, self._tries = 0, 0, 0
        self._is_decided = False

    def think(self, size: int) -> int | _Looked:
        """How many rows to decide about; once all are decided, look at them while others may go on typing."""
        if not self._is_decided:
            return min(MOST_ROWS, size)
        batch = _batch(self._lease)
        return _Looked(batch.revision, look_over(batch, self._planner))

    def write(self, looked: int | _Looked) -> Progress:
        """Decide about the next rows; or keep what was found, if nobody changed a row meanwhile."""
        batch = _batch(self._lease)
        hold(batch)
        if batch.status not in _CAN_BE:
            raise CannotGoOn(described(batch.status, batch.kind))
        if isinstance(looked, int):
            self._decide(batch, looked)
            return Progress(self._done, finished=False)
        self._tries += 1
        if batch.revision != looked.revision and self._tries < _TRIES:
            return Progress(self._done, finished=False)
        _keep(batch, looked)
        return Progress(self._done, finished=True)

    def _decide(self, batch: Batch, size: int) -> None:
        wanted = facts.numbers(batch, after=self._after, limit=size)
        keep_stamp(batch, self._planner, is_first=not self._after)
        if wanted:
            recheck(batch, self._planner, wanted)
            self._after, self._done = wanted[-1], self._done + len(wanted)
        self._is_decided = len(wanted) < size


def _keep(batch: Batch, looked: _Looked) -> None:
    """Keep what was found: of the batch as it is, or as it was where somebody typed on all the time."""
    entry, is_current = entries.beside(batch), batch.revision == looked.revision
    batch.settings = {**batch.settings, FOUND: looked.found.to_json()}
    touch_counted(batch)
    entry.validated_revision = batch.revision if is_current else looked.revision
    entry.validated_at = now()
    db.session.flush()


def _batch(lease: Lease) -> Batch:
    batch = batches.get(lease.workspace_id, lease.subject_id)
    if batch is None:
        raise CannotGoOn(_("This batch was removed."))
    return batch


HANDLER = Handler(begin)
