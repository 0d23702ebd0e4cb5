"""The command line is documented whole."""

from pathlib import Path

import pytest

from app.cli.kith import COMMANDS

PAGE = (Path(__file__).resolve().parents[2] / "docs/cli.md").read_text()


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_a_section(name: str) -> None:
    headings = [line for line in PAGE.splitlines() if line.startswith("## ")]

    assert any(f"kith {name}" in heading for heading in headings)
