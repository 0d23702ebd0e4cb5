"""Commands that end in a sentence where something outside Kith fails, never in a traceback."""

from typing import Any

import click
from sqlalchemy.exc import ArgumentError, OperationalError

from app.cli.context import fail
from app.cli.errors import sentence


class Plain(click.Command):
    """A command that tells of a busy or refused database and of unreadable folders; status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run it; a reader who left early (`| head`) is none of its troubles."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise
        except (OperationalError, ArgumentError, OSError) as error:
            fail(sentence(error))
