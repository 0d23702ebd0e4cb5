"""Reading what staff know and plan about a constituent."""

from app.cultivation.queries.changes import change
from app.cultivation.queries.constituencies import constituency, roles
from app.cultivation.queries.context import Context, Held, Known, context_of
from app.cultivation.queries.everything import everything_of
from app.cultivation.queries.notes import note, notes

__all__ = [
    "Context",
    "Held",
    "Known",
    "change",
    "constituency",
    "context_of",
    "everything_of",
    "note",
    "notes",
    "roles",
]
