"""Choices of staff that take nothing, or not the IDs, from a row."""

from collections.abc import Mapping

from app.constituents.domain.names import PARTS
from app.constituents.domain.record import Incoming
from app.resolution.domain.question import refs_of
from app.updates.domain.entry import Choice


def leaves_ids_out(choices: Mapping[str, Choice]) -> bool:
    """Whether staff chose that the IDs of other systems in the row are not taken."""
    return choices.get("external_ids") is Choice.IGNORE


def ignoring_all(row: Incoming) -> dict[str, Choice]:
    """The choices that leave a record as it is, whatever the row says."""
    names = [f"name.{part}" for part in PARTS] if row.whole_name else []
    return dict.fromkeys([*refs_of(row), *names], Choice.IGNORE)
