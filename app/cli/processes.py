"""The commands that stay: the server and the worker."""

import os
import signal
import time
from dataclasses import replace

import click
from flask.cli import with_appcontext

from app.cli.context import fail, the_app, to_stderr
from app.cli.plain import Plain
from app.config import Settings


@click.command("serve", cls=Plain)
@click.option("--host", help="Address to listen on.  [default: KITH_HOST, else 127.0.0.1]")
@click.option("--port", type=int, help="Port to listen on.  [default: PORT, else 8000]")
@with_appcontext
def serve(host: str | None, port: int | None) -> None:
    """Serve Kith, and work in the background."""
    from app import server
    from app.operations.backups import BackupError
    from app.operations.folder import FolderInUseError
    from app.operations.schema import NewerDatabaseError

    app = the_app()
    given: Settings = app.config["SETTINGS"]
    settings = replace(given, host=host or given.host, port=port or given.port)
    app.config["SETTINGS"] = settings  # links lead to where it really listens
    os.umask(0o077)
    try:
        server.serve(app, settings.host, settings.port, say=click.echo)
    except (server.UnsafeError, FolderInUseError, NewerDatabaseError, BackupError, OSError) as error:
        fail(f"Kith did not start. {error}")


@click.command("worker", cls=Plain)
@click.option(
    "--threads", type=click.IntRange(1, 32), default=1, show_default=True, help="Pieces of work at a time."
)
@with_appcontext
def worker(threads: int) -> None:
    """Work in the background in one more process."""
    from app.jobs.worker import working
    from app.operations import safety, schema
    from app.server import hear_no_more

    app = the_app()
    if not schema.is_up_to_date():
        fail("The database is not ready. Start the server once, or run ./run upgrade.")
    if why := safety.role_danger():
        fail(why)
    heard: list[int] = []  # no event, whose lock a second signal on top of the first would wait for
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _frame: heard.append(number))
    with working(app, threads):
        to_stderr(f"Working in the background, {threads} at a time. Ctrl-C ends it.")
        while not heard:
            time.sleep(1.0)
        hear_no_more()
