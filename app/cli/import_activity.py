"""Check a file of gifts, registrations or email as its screens do, and record it when asked."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from sqlalchemy.exc import OperationalError

from app.accounts.models import Workspace
from app.activity_imports import services
from app.activity_imports.domain.presets import Preset
from app.activity_imports.domain.reading import Reading, Stated
from app.activity_imports.presets import all_presets, by_id
from app.activity_imports.services import receiving
from app.batches import queries as batches
from app.batches.models import Batch
from app.cli.background import FULL, finished, refuse
from app.cli.context import fail, in_workspace, print_json, the_app
from app.db import db
from app.imports import services as files
from app.imports.domain.refusal import Refused
from app.operations.workspaces import OPERATOR

PRESETS = [each.id for each in all_presets()]


@click.command("import-activity")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--preset", type=click.Choice(PRESETS), help="The tool of the file; by default the one it looks like."
)
@click.option(
    "--source", default="", metavar="NAME", help="What the tool is called, where no preset says it."
)
@click.option("--about", default="", metavar="NAME", help="The event or mailing of all rows.")
@click.option("--at", "at", type=click.DateTime(), help="When that begins or was sent, in your time zone.")
@click.option("--commit", "commits", is_flag=True, help="Record what is ready; without it, only check.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@in_workspace
def import_activity(
    workspace: Workspace,
    file: Path,
    preset: str | None,
    source: str,
    about: str,
    at: datetime | None,
    commits: bool,
    as_json: bool,
) -> None:
    """Check the gifts, registrations or email in FILE; with --commit also record what is ready.

    Rows of which it is not sure whose they are wait for a person, under Unmatched.
    """
    not_done = ""
    try:
        batch = _received(workspace, file, as_json)
        reading = _reading(
            workspace, batch, by_id(preset) if preset else None, source, _stated(workspace, about, at)
        )
        batch = _checked(workspace, batch, reading, as_json)
        if commits:
            batch, not_done = _committed(batch, as_json)
        _answer(batch, commits=commits, as_json=as_json)
    except OperationalError:
        db.session.rollback()
        fail(f"{FULL} Run the command again later.")
    if not_done:
        fail(not_done)


def _received(workspace: Workspace, path: Path, as_json: bool) -> Batch:
    settings = the_app().config["SETTINGS"]
    try:
        with path.open("rb") as file:
            answer = receiving.receive(
                workspace,
                file,
                filename=path.name,
                actor=OPERATOR,
                largest=settings.max_upload_mb * 1_000_000,
                limits=files.limits_of(settings),
            )
    except OSError as error:
        name = str(path).encode(errors="replace").decode()
        refuse(f"{name} cannot be read: {error.strerror}. Check the name and try again.", as_json)
    if isinstance(answer, Refused):
        refuse(str(answer), as_json)
    return answer.batch


def _stated(workspace: Workspace, about: str, at: datetime | None) -> Stated | None:
    return Stated(about, at.replace(tzinfo=ZoneInfo(workspace.timezone))) if about and at else None


def _reading(
    workspace: Workspace, batch: Batch, preset: Preset | None, source: str, about: Stated | None
) -> Reading:
    rows = receiving.sample_of(batch, files.limits_of(the_app().config["SETTINGS"]))
    reading = receiving.as_preset(batch, preset, rows) if preset else receiving.reading_of(batch)
    reading = replace(reading, source=source or reading.source, about=about or reading.about)
    return replace(reading, currency=reading.currency or workspace.currency)


def _checked(workspace: Workspace, batch: Batch, reading: Reading, as_json: bool) -> Batch:
    limits = files.limits_of(the_app().config["SETTINGS"])
    if gaps := receiving.open_gaps(batch, reading, limits):
        refuse(" ".join(gap.what for gap in gaps), as_json)
    receiving.keep_reading(batch, reading)
    match services.check(workspace, batch, actor=OPERATOR):
        case services.NotChecked(found):
            refuse(" ".join(gap.what for gap in found), as_json)
        case services.Checking(work):
            batch, words = finished(batch, work)
    if words:
        files.discard(batch, actor=OPERATOR)
        db.session.commit()
        refuse(words, as_json)
    return batch


def _committed(batch: Batch, as_json: bool) -> tuple[Batch, str]:
    """Record what is ready; answers the import, and why that ended early if it did."""
    started = services.commit(batch, actor=OPERATOR)
    if isinstance(started, services.NotCommitted):
        refuse(started.reason, as_json)
    batch, words = finished(batch, started.work)
    return batch, f"Import {batch.number} was recorded in part. {words}" if words else ""


def _answer(batch: Batch, *, commits: bool, as_json: bool) -> None:
    """Print how the rows stand, and if the command `commits`, what it did."""
    counts, results = batches.counts(batch), batches.results(batch)
    rows = {
        "new": counts.create,
        "changed": counts.update,
        "no_change": counts.no_change,
        "waiting": counts.possible_duplicate + counts.conflict,
        "error": counts.error,
        "skipped": counts.skipped,
    }
    done = {"new": results.created, "changed": results.updated, "no_change": results.unchanged}
    if as_json:
        print_json(
            {
                "batch": batch.number,
                "rows": counts.rows,
                "counts": rows,
                "recorded": done if commits else None,
            }
        )
        return
    click.echo(f"Import {batch.number}: {counts.rows:,} rows: {_listed(rows)}.")
    click.echo(f"Recorded: {_listed(done)}." if commits else "Nothing has been recorded.")


def _listed(numbers: dict[str, int]) -> str:
    return ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in numbers.items())
