"""The commands that let people in: the set-up link, and a link for a new password."""

import click
from flask import current_app
from flask.cli import with_appcontext

from app.accounts import services
from app.cli.context import fail, the_app, to_stderr
from app.db import db
from app.operations.schema import make_ready


@click.command("setup-link")
@with_appcontext
def setup_link() -> None:
    """Print a new set-up link; older ones stop working."""
    make_ready(the_app(), say=to_stderr)
    path = services.set_up_link()
    db.session.commit()
    if path is None:
        fail("Kith is set up already. For a new password: kith reset-link EMAIL")
    click.echo(current_app.config["SETTINGS"].address + path)


@click.command("reset-link")
@click.argument("email")
@with_appcontext
def reset_link(email: str) -> None:
    """Print a link with which the staff member with this EMAIL sets a new password, within an hour."""
    make_ready(the_app(), say=to_stderr)
    path = services.reset_link(email)
    db.session.commit()
    if path is None:
        fail(f"Nobody who works here signs in with {email}.")
    click.echo(current_app.config["SETTINGS"].address + path)
