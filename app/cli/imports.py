"""Check a file as the import screens do, and commit it when asked."""

from pathlib import Path

import click
from sqlalchemy.exc import OperationalError

from app.accounts.models import Workspace
from app.batches.domain.mapping import Mapping
from app.batches.domain.rows import Mode
from app.batches.models import Batch
from app.batches.services import NotCommitted, alarms, commit
from app.cli.background import FULL, finished, refuse
from app.cli.context import fail, in_workspace, the_app, to_stderr
from app.cli.import_answers import answer
from app.constituents.domain.dates import DateFormat, usual_order
from app.db import db
from app.imports import queries, services
from app.imports.domain.file import sample
from app.imports.domain.refusal import Refused
from app.imports.domain.shape import FileShape
from app.operations.workspaces import OPERATOR


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--mode", type=click.Choice([mode.value for mode in Mode]), default="both", show_default=True)
@click.option("--sheet", default="", metavar="NAME", help="The sheet of a workbook; by default the first.")
@click.option("--mapping", "mapping_name", metavar="NAME", help="Use the mapping saved under this name.")
@click.option(
    "--dates", type=click.Choice([each.value for each in DateFormat]), help="Order of day and month."
)
@click.option("--commit", "commits", is_flag=True, help="Carry out the ready rows; without it, only check.")
@click.option(
    "--acknowledge", is_flag=True, help="Say that the file is right, whatever the check found odd about it."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@in_workspace
def import_file(
    workspace: Workspace,
    file: Path,
    mode: str,
    sheet: str,
    mapping_name: str | None,
    dates: str | None,
    commits: bool,
    acknowledge: bool,
    as_json: bool,
) -> None:
    """Check FILE against the workspace; with --commit also write it."""
    try:
        batch = _received(workspace, file, Mode(mode), sheet, as_json)
        mapping = _mapping(workspace, batch, mapping_name, as_json)
        batch = _checked(workspace, batch, _with_dates(mapping, workspace, dates), as_json)
        if acknowledge:
            alarms.acknowledge(batch, actor=OPERATOR)
            db.session.commit()
        not_done = ""
        if commits:
            batch, not_done = _committed(batch)
        answer(batch, commits=commits and not not_done, as_json=as_json)
    except OperationalError:
        db.session.rollback()
        fail(f"{FULL} Run the command again later.")
    if not_done:
        fail(not_done)


def _received(workspace: Workspace, path: Path, mode: Mode, sheet: str, as_json: bool) -> Batch:
    settings = the_app().config["SETTINGS"]
    how = {"filename": path.name, "largest": settings.max_upload_mb * 1_000_000}
    limits = services.limits_of(settings)
    db.session.rollback()  # unpacking a workbook takes a while, in which others may write
    try:
        with path.open("rb") as file:
            opened = services.as_text(file, **how, limits=limits, sheet=sheet)
            received = (
                opened
                if isinstance(opened, Refused)
                else services.receive(workspace, opened, **how, limits=limits, actor=OPERATOR, mode=mode)
            )
    except OSError as error:
        name = str(path).encode(errors="replace").decode()
        refuse(f"{name} cannot be read: {error.strerror}. Check the name and try again.", as_json)
    if isinstance(received, Refused):
        refuse(str(received), as_json)
    return received.batch


def _mapping(workspace: Workspace, batch: Batch, name: str | None, as_json: bool) -> Mapping:
    if name is not None:
        saved = queries.saved_mapping(workspace, name=name)
        if saved is None:
            refuse(f"There is no saved mapping named “{name}”. A mapping is saved with every check.", as_json)
        limits = services.limits_of(the_app().config["SETTINGS"])
        rows = sample(queries.head(batch, limits.head_bytes), FileShape.from_json(batch.shape), limits)
        services.use_saved(batch, saved, [row.cells for row in rows])
        if not services.mapping_of(batch).mapped_count:
            refuse(f"The mapping “{name}” knows none of the columns of this file.", as_json)
    return services.mapping_of(batch)


def _with_dates(mapping: Mapping, workspace: Workspace, dates: str | None) -> Mapping:
    """The mapping with every date column settled: as the command says, else as is usual in the country."""
    if dates:
        return mapping.with_dates(DateFormat(dates))
    usual = usual_order(workspace.country)
    for column in mapping.columns:
        if column.is_date and column.date_format is None:
            to_stderr(f"Dates in “{column.header}” are read {usual.label}; --dates says otherwise.")
    return mapping.settling_dates(usual)


def _checked(workspace: Workspace, batch: Batch, mapping: Mapping, as_json: bool) -> Batch:
    services.map_columns(batch, mapping)
    match services.check(workspace, batch, actor=OPERATOR):
        case services.NotChecked(problems):
            refuse(" ".join(problem.what for problem in problems), as_json)
        case services.Checking(work):
            batch, words = finished(batch, work)
    if words:
        services.discard(batch, actor=OPERATOR)
        db.session.commit()
        refuse(words, as_json)
    return batch


def _committed(batch: Batch) -> tuple[Batch, str]:
    """Carry out what is ready; answers the batch, and why it was not done if it was not."""
    started = commit(batch, actor=OPERATOR)
    if isinstance(started, NotCommitted):
        db.session.rollback()
        hint = " With --acknowledge it is committed all the same." if alarms.unacknowledged(batch) else ""
        return batch, f"Import {batch.number} was checked and not committed. {started.reason}{hint}"
    batch, words = finished(batch, started.work)
    return batch, f"Import {batch.number} was committed in part. {words}" if words else ""
