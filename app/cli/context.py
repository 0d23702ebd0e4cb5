"""What every command of a workspace needs: the workspace, and JSON on standard output."""

import dataclasses
import json
from collections.abc import Callable
from datetime import date, datetime
from functools import update_wrapper
from typing import Any, Concatenate, NoReturn, ParamSpec, TypeVar

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app.accounts.models import Workspace
from app.operations import workspaces
from app.operations.schema import make_ready

P = ParamSpec("P")
R = TypeVar("R")


def in_workspace(command: Callable[Concatenate[Workspace, P], R]) -> Callable[..., R]:
    """Give a command the option `--workspace` and pass it the workspace, to which the session is bound.

    An empty data folder gets its database, and an empty database a workspace named `default`.
    """

    @click.option("--workspace", "slug", metavar="SLUG", help="The workspace; by default the only one.")
    @with_appcontext
    def wrapper(*args: Any, slug: str | None, **options: Any) -> R:
        make_ready(the_app(), say=to_stderr)
        match workspaces.choose(slug):
            case workspaces.Unclear(why):
                fail(why)
            case workspaces.Chosen(workspace, is_new):
                if is_new:
                    to_stderr(f"There was no workspace: made one named “{workspace.slug}”.")
                return command(workspace, *args, **options)

    return update_wrapper(wrapper, command)


def the_app() -> Flask:
    """The application that the command belongs to."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return app


def print_json(value: object) -> None:
    """Write one JSON document to standard output; dates, enums and dataclasses are understood."""
    click.echo(json.dumps(value, default=_plain, ensure_ascii=False, indent=2))


def _plain(value: object) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, set | frozenset | tuple):
        return list(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def to_stderr(sentence: str) -> None:
    """Tell a person something that is no part of the result."""
    click.echo(sentence, err=True)


def fail(sentence: str, status: int = 1) -> NoReturn:
    """End the command with a sentence on standard error."""
    to_stderr(sentence)
    raise SystemExit(status)
