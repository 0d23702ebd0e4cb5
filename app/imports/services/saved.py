"""Saved mappings: another name, or gone."""

from dataclasses import dataclass

from sqlalchemy import delete, select, update

from app.constituents.domain.text import visible
from app.db import db
from app.imports.models import SavedMapping
from app.words import _

LONGEST = 80


@dataclass(frozen=True, slots=True)
class NotRenamed:
    """Why a mapping keeps its name, in a sentence for staff."""

    reason: str


def rename(saved: SavedMapping, name: str) -> NotRenamed | None:
    """Give a mapping another name, unless another one has it. Flushes."""
    wanted = visible(name)
    if not wanted or len(wanted) > LONGEST:
        return NotRenamed(_("Type a name of at most {longest} characters.", longest=LONGEST))
    key = (SavedMapping.workspace_id == saved.workspace_id, SavedMapping.name == wanted)
    if db.session.scalar(select(SavedMapping.id).where(*key, SavedMapping.id != saved.id)):
        return NotRenamed(_("Another mapping is called “{wanted}”. Choose another name.", wanted=wanted))
    db.session.execute(
        update(SavedMapping)
        .where(SavedMapping.workspace_id == saved.workspace_id, SavedMapping.id == saved.id)
        .values(name=wanted)
    )
    return None


def forget(saved: SavedMapping) -> None:
    """Delete a mapping; imports that used it keep theirs. Flushes."""
    db.session.execute(
        delete(SavedMapping).where(
            SavedMapping.workspace_id == saved.workspace_id, SavedMapping.id == saved.id
        )
    )
