"""The list of other people's software is the one that is installed and shipped."""

from pathlib import Path

import pytest

from scripts import third_party

ROOT = Path(__file__).resolve().parents[2]


def test_the_list_of_third_party_software_is_current() -> None:
    assert (ROOT / "THIRD_PARTY.md").read_text() == third_party.page(), (
        "run: .venv/bin/python scripts/third_party.py"
    )


def test_a_package_without_a_stated_licence_stops_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(third_party.READ_BY_HAND, "huey")

    with pytest.raises(LookupError, match="huey does not state its licence"):
        third_party.licence("huey")
