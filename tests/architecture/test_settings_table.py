"""The table of settings that operators read is the one the program reads."""

from dataclasses import fields
from pathlib import Path

from app.config import Settings

PAGE = Path(__file__).resolve().parents[2] / "docs/tenant/self-hosting/settings.md"


def as_typed(default: object) -> str:
    """A default as an operator would type it; nothing where the setting is empty."""
    if isinstance(default, bool):
        return "`yes`" if default else "`no`"
    return f"`{default}`" if str(default) else ""


def test_every_setting_is_in_the_table_and_no_other() -> None:
    expected = [
        f"| `{item.metadata['name']}` | {as_typed(item.default)} | {item.metadata['meaning']} |".replace(
            "|  |", "| |"
        )
        for item in fields(Settings)
    ]

    _, _, rest = PAGE.read_text().partition("| --- | --- | --- |\n")
    table = rest.partition("\n\n")[0].splitlines()

    assert table == expected
