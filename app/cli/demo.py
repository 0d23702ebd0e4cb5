"""A throw-away Kith, filled with the sample workspace."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping

import click

from app.config import ROOT


@click.command("demo")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=int, help="Port to listen on.  [default: PORT, or one that is free]")
def demo(host: str, port: int | None) -> None:
    """Serve a throw-away database with the sample workspace; it is deleted at the end."""
    port = port or int(os.environ.get("PORT") or 0)
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


def _flask(environment: Mapping[str, str], *words: str, stdin: str = "") -> None:
    """Run another command to its end, and hand on the signals that end it."""
    command = [sys.executable, "-P", "-m", "flask", "--app", str(ROOT / "wsgi.py"), *words]
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, text=True) as process:  # noqa: S603
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: process.terminate())
        process.communicate(stdin)
    if process.returncode:
        raise SystemExit(process.returncode)


def _free_port(host: str) -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
