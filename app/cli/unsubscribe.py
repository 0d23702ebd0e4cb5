"""Stopping mail from a terminal or a mail filter, by the link's token."""

import sys

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from app.cli.context import fail, print_json, the_app, to_stderr
from app.db import db, now
from app.operations.schema import make_ready
from app.preferences import services
from app.preferences.domain.messages import token_in
from app.preferences.services import Unknown
from app.preferences.services.stopping import LINK, MAIL

LARGEST = 1_000_000
"""Characters of a message that are read: what is looked for stands at its beginning."""


@click.command("unsubscribe")
@click.argument("link", metavar="TOKEN")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_appcontext
def unsubscribe(link: str, as_json: bool) -> None:
    """Stop the mail that a link's TOKEN is about; with - for TOKEN, read a message on standard input.

    Ends with 0 also when it was stopped before, and with 1 when there is no genuine token.
    """
    make_ready(the_app(), say=to_stderr)
    if link == "-":
        is_stopped = _stop(token_in(sys.stdin.read(LARGEST)), MAIL)
    else:
        is_stopped = _stop(link.rpartition("/")[2], LINK)
    if as_json:
        print_json({"stopped": is_stopped})
    if not is_stopped:
        fail("There is no link of ours in it. Nothing was changed.")
    if not as_json:
        click.echo("Stopped.")


def _stop(token: str, source: str) -> bool:
    """Stop it, or where the database cannot be written, keep the wish on disk; False for a false link."""
    at = now()
    try:
        outcome = services.stop_by_link(token, at=at, source=source)
        db.session.commit()
    except SQLAlchemyError:
        db.session.rollback()
        return services.keep(the_app().config["SETTINGS"].data, token, at=at, source=source)
    return not isinstance(outcome, Unknown)
