"""Batches that staff type, at every stage, and the address of every page about them by its endpoint."""

from dataclasses import dataclass

from app import jobs
from app.batch_entry.queries import entries
from app.batch_entry.services import approval, totals, validating
from app.batches import services
from app.batches.models import Batch
from app.batches.services.committing import KIND as COMMIT
from app.db import db
from app.work.queries import alive
from tests import factories
from tests.batch_entry import filling as files
from tests.batch_entry import seen_through
from tests.batch_entry.makers import ALICE, BOB, opened
from tests.batches.makers import fresh
from tests.journeys.live import Live

ROWS = (
    ("", "Ann", "Newell", "ann.newell@example.org", "50", "USD", "2026-11-02"),
    ("", "Ruth", "Becker", "m.becker@example.org", "20", "USD", "2026-11-02"),
    ("", "Pat", "Doe", "not-an-email", "1o", "USD", "2026-11-02"),
    ("", "Annie", "Newell", "ann.newell@example.org", "50", "USD", "2026-11-02"),
)


@dataclass(frozen=True, slots=True)
class Batches:
    """Numbers: one being typed, one being validated, one waiting for approval, one committed with
    exceptions, one with a file at its columns, one being filled; and the template of the first.
    """

    typed: int
    validating: int
    waiting: int
    committed: int
    columns: int
    filling: int
    template: int


def some_batches(kith: Live, workspace_id: int) -> Batches:
    """Start and fill them; commits."""
    with factories.inside(kith.app, workspace_id):
        typed, checked, done = (
            seen_through.gifts(workspace_id, ROWS, name=f"Gifts {prefix}", prefix=prefix)
            for prefix in ("MAIL", "TEL", "BOX")
        )
        waiting = seen_through.gifts(
            workspace_id, ROWS, name="Gifts at the door", prefix="DOOR", needs_approval=True
        )
        totals.expect(typed, rows=5, amounts={"USD": 17_000}, actor=ALICE)
        assert approval.submit(waiting, unready="", actor=BOB) is None
        db.session.commit()
        _validated(kith, done)
        committing = services.commit(fresh(done), revision=fresh(done).revision, actor=ALICE)
        assert isinstance(committing, services.Committing), committing
        _work(kith, done, COMMIT)
        assert isinstance(validating.validate(checked, actor=ALICE), validating.Validating)
        db.session.commit()
        mapped, filled = (
            opened(workspace_id, columns=files.GIFTS, name=f"Gifts {prefix}", prefix=prefix)
            for prefix in ("BANK", "WEB")
        )
        db.session.commit()
        for batch in (mapped, filled):
            files.take(batch, files.many(3))
        files.start(filled)
        numbers = [batch.number for batch in (typed, checked, waiting, done, mapped, filled)]
        template = entries.beside(typed).template_id
        assert template
        return Batches(*numbers, template)


def batch_pages(there: Batches) -> dict[str, str]:
    """Those of the batches above, and of all batches and templates."""
    typed, template = f"/batches/{there.typed}", f"/batches/templates/{there.template}"
    return {
        "batch_entry.index": "/batches",
        "batch_entry.new": "/batches/new",
        "batch_entry.grid": f"{typed}/grid",
        "batch_entry.row": f"{typed}/rows/3",
        "batch_entry.new_row": f"{typed}/rows/new",
        "batch_entry.link": f"{typed}/rows/1/link",
        "batch_entry.paste_page": f"{typed}/block",
        "batch_entry.commit": f"{typed}/commit",
        "batch_entry.totals": f"{typed}/totals",
        "batch_entry.confirm_discard": f"{typed}/discard",
        "batch_entry.fill": f"{typed}/fill",
        "batch_entry.fill_columns": f"/batches/{there.columns}/fill/columns",
        "batch_entry.filling_progress": f"/batches/{there.filling}/fill/progress",
        "batch_entry.validation": f"/batches/{there.validating}/validation",
        "batch_entry.return_page": f"/batches/{there.waiting}/return",
        "batch_entry.report": f"/batches/{there.committed}/report",
        "batch_entry.templates": "/batches/templates",
        "batch_entry.template_new": "/batches/templates/new",
        "batch_entry.template": template,
        "batch_entry.template_edit": f"{template}/edit",
        "batch_entry.template_columns": f"{template}/columns",
        "batch_entry.template_matching": f"{template}/matching",
        "batch_entry.template_rules": f"{template}/rules",
        "batch_entry.template_confirm_delete": f"{template}/delete",
    }


def more_of_batches(there: Batches) -> tuple[str, ...]:
    """Pages of imports as they are for batches, and those of a batch that waits or is committed."""
    return (
        f"/batches/{there.typed}/review?show=all",
        f"/batches/{there.typed}/rows/2/merge",
        f"/batches/{there.waiting}/commit",
        f"/batches/{there.waiting}/grid",
        f"/batches/{there.committed}/result",
        f"/batches/{there.committed}/undo",
    )


def _validated(kith: Live, batch: Batch) -> None:
    assert isinstance(validating.validate(batch, actor=ALICE), validating.Validating)
    _work(kith, batch, validating.KIND)


def _work(kith: Live, batch: Batch, kind: str) -> None:
    """Do this one piece of work; the others wait for ever."""
    found = alive(batch.workspace_id, kind, batch.id)
    assert found is not None
    workspace_id, asked = batch.workspace_id, found.id
    db.session.commit()
    jobs.work_on(kith.app, workspace_id, asked)
