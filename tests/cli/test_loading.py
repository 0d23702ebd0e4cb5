"""What the command line says where Kith cannot be loaded, and where its links lead."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from app import server
from app.config import ROOT


def test_a_broken_installation_is_told_as_that_and_not_as_an_unknown_command(tmp_path: Path) -> None:
    shutil.copy(ROOT / "wsgi.py", tmp_path)
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").write_text("raise ImportError('half of it is missing')")

    command = [sys.executable, "-P", "-m", "flask", "--app", str(tmp_path / "wsgi.py"), "demo"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=60, check=False)

    assert done.returncode == 1
    assert "half of it is missing" in done.stderr
    assert "Kith cannot be loaded" in done.stderr
    assert "No such command" not in done.stderr


def test_links_lead_to_where_the_server_listens(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "SETTINGS", app.config["SETTINGS"])
    monkeypatch.setattr(server, "serve", lambda *_, **__: None)

    done = app.test_cli_runner().invoke(args=["serve", "--port", "8097"])

    assert done.exit_code == 0
    assert app.config["SETTINGS"].address == "http://127.0.0.1:8097"


def test_listening_everywhere_is_no_address(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "SETTINGS", app.config["SETTINGS"])
    monkeypatch.setattr(server, "serve", lambda *_, **__: None)

    app.test_cli_runner().invoke(args=["serve", "--host", "0.0.0.0"])

    assert app.config["SETTINGS"].address.startswith("http://127.0.0.1:")
