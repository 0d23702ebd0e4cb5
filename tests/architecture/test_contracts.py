"""Every import contract, seen to fail: a copy of the application breaks each one on purpose."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()"]

# Contract: (file that breaks it, what it imports, what the linter must report).
PLANTED = {
    "stack: upwards": (
        "app/web/planted.py",
        "import app.accounts.models",
        "app.web.planted -> app.accounts.models",
    ),
    "stack: sideways": (
        "app/consent/planted.py",
        "import app.matching.models",
        "app.consent.planted -> app.matching.models",
    ),
    "stack: sideways below the first level": (
        "app/consent/domain/planted.py",
        "import app.matching.domain",
        "app.consent.domain.planted -> app.matching.domain",
    ),
    "feature": (
        "app/constituents/models.py",
        "import app.constituents.queries",
        "app.constituents.models -> app.constituents.queries",
    ),
    "pure-domain": (
        "app/constituents/domain/planted.py",
        "import sqlalchemy",
        "app.constituents.domain.planted -> sqlalchemy",
    ),
    "pure-domain: by a detour": (
        "app/groups/domain/planted.py",
        "import app.db",
        "app.groups.domain.planted -> app.db",
    ),
    "flask-at-the-edge": (
        "app/constituents/services.py",
        "from flask import current_app",
        "app.constituents.services -> flask",
    ),
    "forms-do-not-query": (
        "app/accounts/forms.py",
        "from app.accounts import queries",
        "app.accounts.forms -> app.accounts.queries",
    ),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*LINT, "--no-cache"], cwd=folder, text=True, capture_output=True)


def copy_of_the_application(folder: Path) -> Path:
    shutil.copytree(ROOT / "app", folder / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the linter says of a copy in which every contract is broken; each import in one line."""
    folder = copy_of_the_application(tmp_path_factory.mktemp("broken"))
    for file, statement, _ in PLANTED.values():
        path = folder / file
        path.write_text(f"{path.read_text() if path.exists() else ''}\n{statement}\n")
    return re.sub(r"\s+", " ", lint(folder).stdout)


def test_the_application_keeps_every_contract(tmp_path: Path) -> None:
    answer = lint(copy_of_the_application(tmp_path))

    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize("broken", PLANTED)
def test_a_broken_contract_is_reported(report: str, broken: str) -> None:
    assert PLANTED[broken][2] in report


def test_a_new_module_must_be_given_a_place(tmp_path: Path) -> None:
    folder = copy_of_the_application(tmp_path)
    (folder / "app/utils.py").touch()

    answer = lint(folder)

    assert answer.returncode == 1
    assert "app.utils" in answer.stdout


def test_no_contract_goes_untried() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]

    assert {contract["id"] for contract in contracts} == {name.partition(":")[0] for name in PLANTED}
