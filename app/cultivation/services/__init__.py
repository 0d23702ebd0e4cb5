"""Writing what staff know and plan. The caller commits."""

from app.cultivation.services.constituencies import (
    Overlaps,
    add_constituency,
    change_constituency,
    delete_constituency,
    restore_constituency,
)
from app.cultivation.services.forgetting import forget
from app.cultivation.services.notes import add_note, change_note, complete, delete_note, restore_note
from app.cultivation.services.prospects import Refused, set_prospect
from app.cultivation.services.versions import Stale

__all__ = [
    "Overlaps",
    "Refused",
    "Stale",
    "add_constituency",
    "add_note",
    "change_constituency",
    "change_note",
    "complete",
    "delete_constituency",
    "delete_note",
    "forget",
    "restore_constituency",
    "restore_note",
    "set_prospect",
]
