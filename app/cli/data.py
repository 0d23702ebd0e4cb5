"""The commands that keep data safe: backup, restore, upgrade."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from app.cli.context import fail, print_json, the_app, to_stderr
from app.cli.plain import Plain
from app.config import Settings
from app.operations import backups, refusals, schema
from app.operations.folder import FolderInUseError


@click.command("upgrade", cls=Plain)
@with_appcontext
def upgrade() -> None:
    """Copy the database, bring it up to date, and tell what changed."""
    app = the_app()
    try:
        changes = schema.make_ready(app, say=to_stderr)
    except (backups.BackupError, schema.NewerDatabaseError) as error:
        fail(str(error))
    for change in changes:
        click.echo(change)
    if not changes:
        click.echo("The database was up to date.")


@click.command("backup", cls=Plain)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_appcontext
def backup(as_json: bool) -> None:
    """Copy the database into the backup folder, and check the copy."""
    try:
        made = backups.make(_settings())
    except (backups.BackupError, RuntimeError) as error:
        fail(str(error))
    if as_json:
        print_json({"path": str(made.path), "bytes": made.size, "rows": dict(made.rows)})
    else:
        total = sum(made.rows.values())
        click.echo(f"{made.path} — {made.size:,} bytes, {total:,} rows in {len(made.rows)} tables, checked.")


@click.command("restore", cls=Plain)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_appcontext
def restore(file: Path, yes: bool) -> None:
    """Put a backup in the place of the present data. The server must be stopped."""
    settings = _settings()
    try:
        rows = backups.verify(settings, file)
        if not yes:
            question = f"Replace the present data with {sum(rows.values()):,} rows from {file.name}?"
            click.confirm(question, abort=True, err=True)
        refusals.keep_all(the_app())
        before = backups.restore(settings, file)
    except (backups.BackupError, FolderInUseError, RuntimeError) as error:
        fail(str(error))
    if before:
        to_stderr(f"What was there before is in {before.path}")
    schema.make_ready(the_app(), say=to_stderr)
    put_back = refusals.replay(the_app())
    click.echo(f"Restored {file.name}.")
    for sentence in put_back.sentences():
        click.echo(sentence)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
