"""The operator's commands: thin, each calls services. docs/cli.md lists them."""

from flask import Flask

from app.cli.data import backup, restore, upgrade
from app.cli.demo import demo
from app.cli.kith import kith
from app.cli.processes import serve, worker


def init_app(app: Flask) -> None:
    """Offer the commands as `flask --app wsgi …`."""
    for command in (serve, worker, upgrade, backup, restore, demo, kith):
        app.cli.add_command(command)
