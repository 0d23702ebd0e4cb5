"""Sizes that keep a file readable, and what importing a rule may cost."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# The most lines. Where a limit is in the way of the clearest code, name the file below, with why.
BUDGETS = [
    ("app/**/*.py", 250),
    ("templates/**/*.html", 90),
    ("tests/**/*.py", 300),
    ("static/js/*.js", 200),
]
LARGER: dict[str, int] = {}

FRAMEWORKS = ("flask", "sqlalchemy", "werkzeug", "wtforms", "huey", "jinja2")


@pytest.mark.parametrize(("pattern", "limit"), BUDGETS)
def test_a_file_keeps_its_budget(pattern: str, limit: int) -> None:
    files = [path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern)]
    assert files

    sizes = {file: len((ROOT / file).read_text().splitlines()) for file in files}

    assert {file: size for file, size in sizes.items() if size > LARGER.get(file, limit)} == {}


def test_importing_the_application_package_costs_nothing() -> None:
    assert (ROOT / "app/__init__.py").read_text() == ""


def test_rules_load_neither_flask_nor_sqlalchemy() -> None:
    files = (path.relative_to(ROOT).with_suffix("") for path in sorted(ROOT.glob("app/*/domain/**/*.py")))
    names = [".".join(file.parts).removesuffix(".__init__") for file in files]
    assert len(names) > 10
    code = f"import sys, {', '.join(names)}\nprint(sorted(set(sys.modules) & {set(FRAMEWORKS)}))"

    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, text=True, capture_output=True)

    assert (loaded.stdout.strip(), loaded.stderr) == ("[]", "")
