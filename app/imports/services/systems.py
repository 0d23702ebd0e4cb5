"""The other tools whose IDs come with a file: chosen or made here, trusted or not."""

from sqlalchemy import select

from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.constituents.models import ExternalSystem
from app.constituents.services import external_systems
from app.db import db


def known_as(workspace_id: int, name: str) -> ExternalSystem | None:
    """The system with this name, in whatever case it is written."""
    wanted = name.casefold()
    return next((system for system in all_systems(workspace_id) if system.name.casefold() == wanted), None)


def all_systems(workspace_id: int) -> list[ExternalSystem]:
    """Every system of the workspace, by name."""
    query = select(ExternalSystem).where(ExternalSystem.workspace_id == workspace_id)
    return sorted(db.session.scalars(query), key=lambda system: system.name.casefold())


def name_system(workspace_id: int, name: str, *, trusted: bool | None, actor: Actor) -> str:
    """The system's name as it is written here; made where it is new, and trusted or not as said.

    With `trusted` None its trust stays as it is; a new system is not trusted. Trust is journaled. Flushes.
    """
    found = known_as(workspace_id, name)
    if found is None:
        made = external_systems(workspace_id, [name])[name]
        found = db.session.get_one(ExternalSystem, (workspace_id, made))
    if trusted is not None and trusted != found.is_trusted:
        before, after = (None, found.name) if trusted else (found.name, None)
        change = Change(Subject.WORKSPACE, workspace_id, "trusted_system", before, after)
        record(workspace_id, actor, [change])
        found.is_trusted = trusted
        db.session.flush()
    return found.name
