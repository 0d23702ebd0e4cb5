"""The command that mends the search and matching."""

import click
from flask.cli import with_appcontext

from app.cli.context import fail, the_app
from app.cli.plain import Plain
from app.operations import schema, search


@click.command("reindex", cls=Plain)
@with_appcontext
def reindex() -> None:
    """Write the words by which people are found, and what they are compared by, anew, in every workspace."""
    if not schema.is_up_to_date():
        fail("The database is not ready. Start the server once, or run ./run upgrade.")
    for slug, number in search.rebuild(the_app()):
        click.echo(f"{slug}: {number:,} people and organizations.")
