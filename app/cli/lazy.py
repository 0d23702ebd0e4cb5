"""A group of commands whose modules are imported when they are called."""

from importlib import import_module
from typing import Any

import click

from app.cli.plain import Plain


class LazyGroup(Plain, click.Group):
    """`places` says where each command is: `{"backup": "app.cli.data:backup"}`."""

    def __init__(self, places: dict[str, str], **settings: Any) -> None:
        super().__init__(**settings)
        self._places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in alphabetical order."""
        return sorted(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, freshly imported; None when there is none."""
        if cmd_name not in self._places:
            return None
        module, _, attribute = self._places[cmd_name].partition(":")
        found: click.Command = getattr(import_module(module), attribute)
        return found
