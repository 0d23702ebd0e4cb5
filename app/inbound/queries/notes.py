"""What services say that staff should know, though nothing followed from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.constituents.columns import NAME_PARTS
from app.constituents.domain.names import Name, display_name
from app.constituents.models import Constituent
from app.db import db
from app.inbound.domain.providers import Provider
from app.inbound.models import NOTED, EmailReport
from app.inbound.queries.reports import holders, reports


@dataclass(frozen=True, slots=True)
class StaffNote:
    """A service says that mail may go to an address again; nothing followed from it."""

    id: int
    provider: Provider
    at: datetime
    topic: str
    masked: str
    people: tuple[tuple[int, str], ...]


def notes(workspace_id: int, limit: int = 50) -> list[StaffNote]:
    """The notes that nobody put aside yet, newest first."""
    query = reports(workspace_id, NOTED, EmailReport.seen_at.is_(None))
    rows = db.session.execute(query.order_by(EmailReport.at.desc(), EmailReport.id).limit(limit)).all()
    found = holders(workspace_id, {row.address_key for row in rows}) if rows else {}
    names = _names(workspace_id, {each.person for several in found.values() for each in several})
    return [
        StaffNote(
            row.id,
            row.provider,
            row.at,
            row.topic,
            row.masked,
            tuple((each.person, names[each.person]) for each in found.get(row.address_key, ())),
        )
        for row in rows
    ]


def _names(workspace_id: int, people: Iterable[int]) -> dict[int, str]:
    parts = [getattr(Constituent, part) for part in NAME_PARTS]
    query = select(Constituent.id, Constituent.display_override, *parts).where(
        Constituent.workspace_id == workspace_id, Constituent.id.in_(sorted(people))
    )
    return {
        row.id: row.display_override
        or display_name(Name(**{part: getattr(row, part) for part in NAME_PARTS}))
        for row in db.session.execute(query)
    }


def note(workspace_id: int, report_id: int) -> EmailReport | None:
    """One note."""
    return db.session.scalar(
        select(EmailReport).where(
            EmailReport.workspace_id == workspace_id, EmailReport.id == report_id, EmailReport.resumes
        )
    )
