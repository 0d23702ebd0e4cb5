"""A throw-away Kith, filled with the sample workspace."""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping

import click

from app.config import ROOT


@click.command("demo")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=int, help="Port to listen on.  [default: one that is free]")
def demo(host: str, port: int | None) -> None:
    """Serve a throw-away database with the sample workspace; it is deleted at the end."""
    with tempfile.TemporaryDirectory(prefix="kith-demo-") as folder:
        environment = _environment(folder)
        password = secrets.token_urlsafe(12)
        click.echo("Filling the sample workspace …", err=True)
        _flask(environment, "kith", "seed", "--owner", "demo@example.org", stdin=password)
        click.echo(f"Sign in as demo@example.org with the password {password}")
        _flask(environment, "serve", "--host", host, "--port", str(port or _free_port(host)))


def _environment(folder: str) -> Mapping[str, str]:
    ours = ("KITH_", "DATABASE_URL", "PORT")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "KITH_DATA": folder, "KITH_LOG_LEVEL": "WARNING"}


def _flask(environment: Mapping[str, str], *words: str, stdin: str | None = None) -> None:
    command = [sys.executable, "-P", "-m", "flask", "--app", str(ROOT / "wsgi.py"), *words]
    try:
        subprocess.run(command, env=environment, input=stdin, text=True, check=True)  # noqa: S603
    except subprocess.CalledProcessError as error:
        raise SystemExit(error.returncode) from None
    except KeyboardInterrupt:
        pass


def _free_port(host: str) -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
