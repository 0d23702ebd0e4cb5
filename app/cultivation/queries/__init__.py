"""Reading what staff know and plan about a constituent."""

from app.cultivation.queries.changes import change, latest
from app.cultivation.queries.constituencies import constituency, roles
from app.cultivation.queries.context import Context, Held, Known, context_of
from app.cultivation.queries.notes import note, notes

__all__ = [
    "Context",
    "Held",
    "Known",
    "change",
    "constituency",
    "context_of",
    "latest",
    "note",
    "notes",
    "roles",
]
