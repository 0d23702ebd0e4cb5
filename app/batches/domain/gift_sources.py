"""Where the gifts of a revenue batch come from: typed by staff, or from a file of some tool."""

from collections.abc import Mapping
from typing import Any

from app.activity.domain.gift_words import HAND

FILLED = "filled"
"""Where a batch keeps which of its rows came from which tool: `first` and `last` row, and the `source`."""


def source_of(settings: Mapping[str, Any], code: str, number: int, *, typed: bool) -> str:
    """The source of the gift of a row; `code` is that of the batch, for files of no tool."""
    if typed:
        return HAND
    filled = (each for each in settings.get(FILLED, ()) if each["first"] <= number <= each["last"])
    return next((each["source"] for each in filled if each.get("source")), code)
