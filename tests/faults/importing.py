"""An import as the harness sees it: what must be true of its rows at every moment."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import func, select

from app import jobs
from app.accounts.models import Workspace
from app.audit.domain.source import Via
from app.audit.models import JournalEntry
from app.audit.services import Actor
from app.batches import queries as batches
from app.batches import services as batch_services
from app.batches.domain.counts import Counts
from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch, BatchRow
from app.constituents.models import Constituent
from app.db import bind, db
from app.imports import services
from app.imports.domain.limits import Limits
from app.work import queries
from app.work.domain.state import WorkState
from tests import factories

KNOWN = 100
ROWS = 1_100
HEADER = "First name,Last name,Email,Phone\n"
COMMANDER = Actor(label="Command line", via=Via.COMMAND)


def csv_of(rows: range, *, phone: bool) -> bytes:
    """People by number; every fiftieth repeats the address before, every seventieth has a broken one."""
    return (HEADER + "".join(_line(number, phone) for number in rows)).encode()


def _line(number: int, phone: bool) -> str:
    owner = number - 1 if number % 50 == 49 else number
    address = "broken" if number % 70 == 69 else f"person{owner}@example.org"
    return f"Ann{number},Surname{number},{address},{f'212555{number:04}' if phone else ''}\n"


class Importing:
    """One file on its way in."""

    def __init__(self, app: Flask, workspace_id: int, content: bytes) -> None:
        self.app, self.workspace_id = app, workspace_id
        with factories.inside(app, workspace_id):
            workspace = db.session.get_one(Workspace, workspace_id)
            received = services.receive(
                workspace,
                io.BytesIO(content),
                filename="people.csv",
                actor=COMMANDER,
                largest=10**8,
                limits=Limits(),
            )
            assert isinstance(received, services.Received)
            self.batch_id = received.batch.id
            services.map_columns(received.batch, services.mapping_of(received.batch))
            db.session.commit()

    def start_check(self) -> None:
        with factories.inside(self.app, self.workspace_id):
            workspace = db.session.get_one(Workspace, self.workspace_id)
            answer = services.check(workspace, self._batch(), actor=COMMANDER)
            assert isinstance(answer, services.Checking)
            self.work_id = answer.work.id
            db.session.commit()

    def start_commit(self) -> None:
        with factories.inside(self.app, self.workspace_id):
            answer = batch_services.commit(self._batch(), actor=COMMANDER)
            assert isinstance(answer, batch_services.Committing)
            self.work_id = answer.work.id
            db.session.commit()

    def finish(self) -> None:
        """Do what was started, here and undisturbed."""
        assert jobs.finish(self.app, self.workspace_id, self.work_id) is WorkState.DONE

    def _batch(self) -> Batch:
        batch = batches.get(self.workspace_id, self.batch_id)
        assert batch is not None
        return batch

    @contextmanager
    def looking(self) -> Iterator[Batch]:
        """The batch; who only looks must not take the one writer's place."""
        with self.app.test_request_context("/"):
            bind(self.workspace_id)
            yield self._batch()

    def progress(self) -> int:
        with self.looking():
            work = queries.get(self.workspace_id, self.work_id)
            assert work is not None
            assert work.state is not WorkState.FAILED, work.error
            return work.done

    def is_done(self) -> bool:
        self.progress()
        with self.looking():
            work = queries.get(self.workspace_id, self.work_id)
            return work is not None and work.state is WorkState.DONE

    def counts(self) -> Counts:
        with self.looking() as batch:
            return batches.counts(batch)

    def status(self) -> BatchStatus:
        with self.looking() as batch:
            return batch.status

    def check_reading(self) -> None:
        """So far the file's first rows are stored, each once; nobody's record was touched."""
        done = self.progress()
        with self.looking():
            mine = BatchRow.workspace_id == self.workspace_id, BatchRow.batch_id == self.batch_id
            numbers = db.session.scalars(select(BatchRow.number).where(*mine).order_by(BatchRow.number)).all()
            assert list(numbers) == list(range(2, len(numbers) + 2))
            assert len(numbers) == done
            assert self._constituents() == KNOWN - self._broken_before(KNOWN)

    def check_writing(self) -> None:
        """Each applied row has one effect and is journaled; no other row has any."""
        done = self.progress()
        with self.looking():
            rows = db.session.execute(
                select(BatchRow.number, BatchRow.state, BatchRow.action, BatchRow.constituent_id).where(
                    BatchRow.workspace_id == self.workspace_id,
                    BatchRow.batch_id == self.batch_id,
                    BatchRow.outcome == Outcome.READY,
                )
            ).all()
            applied = [row for row in rows if row.state is RowState.APPLIED]
            created = [row for row in applied if row.action is Action.CREATE]
            assert len(applied) == done
            assert len({row.constituent_id for row in applied}) == len(applied)
            assert self._constituents() == KNOWN - self._broken_before(KNOWN) + len(created)
            assert self._journaled() == {row.number for row in applied if row.action is not Action.NO_CHANGE}
            assert self._versions() <= {1, 2}

    def _broken_before(self, last: int) -> int:
        return sum(number % 70 == 69 or number % 50 == 49 for number in range(last))

    def _constituents(self) -> int:
        of_workspace = Constituent.workspace_id == self.workspace_id
        return db.session.scalar(select(func.count()).select_from(Constituent).where(of_workspace)) or 0

    def _journaled(self) -> set[int | None]:
        lines = select(JournalEntry.row_number).where(
            JournalEntry.workspace_id == self.workspace_id, JournalEntry.batch_id == self.batch_id
        )
        return set(db.session.scalars(lines.where(JournalEntry.row_number.is_not(None))))

    def _versions(self) -> set[int]:
        of_workspace = Constituent.workspace_id == self.workspace_id
        return set(db.session.scalars(select(Constituent.version).where(of_workspace).distinct()))
