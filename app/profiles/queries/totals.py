"""How many people there are, came, and can be emailed: counted in the background, read by home."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, literal, select

from app.accounts.models import Workspace
from app.audit.models import JournalEntry
from app.consent.domain.barrier import Barrier
from app.consent.domain.kept import FREE, HEADLINES
from app.consent.models import ConsentEvent
from app.consent.queries.kept import edition_of
from app.consent.standing_models import KeptStanding
from app.constituents.models import Constituent
from app.constituents.touched_models import Touch
from app.db import db
from app.groups.domain.growth import last_months
from app.profiles.models import HomeFigures

MONTHS = 12
PATIENCE = timedelta(hours=1)
"""After this time figures are counted anew, as time alone changes who can be emailed."""
_BARRIERS = {number: barrier for barrier, number in HEADLINES.items()}


@dataclass(frozen=True, slots=True)
class Reason:
    """A first reason why so many people cannot be emailed."""

    barrier: Barrier
    people: int


def figures(workspace: Workspace) -> HomeFigures | None:
    """What was counted last; None before the first time. One statement."""
    return db.session.get(HomeFigures, workspace.id)


def reasons(found: HomeFigures) -> list[Reason]:
    """Why people cannot be emailed, the most frequent reason first."""
    told = [Reason(Barrier(name), people) for name, people in (found.barred or {}).items() if people]
    return sorted(told, key=lambda each: (-each.people, each.barrier))


def due(workspace: Workspace, *, at: datetime) -> str | None:
    """What has been written by now, where the figures are to be counted anew; None where they stand.

    As long as standings follow what was written, they are waited for. One statement.
    """
    mine = JournalEntry.workspace_id == workspace.id
    journal = select(func.max(JournalEntry.id)).where(mine).scalar_subquery()
    ledger = (
        select(func.max(ConsentEvent.sequence))
        .where(ConsentEvent.workspace_id == workspace.id)
        .scalar_subquery()
    )
    fresh = select(literal(1)).where(Touch.workspace_id == workspace.id, Touch.is_fresh.is_(True))
    kept = select(HomeFigures.mark, HomeFigures.at).where(HomeFigures.workspace_id == workspace.id)
    newest, last, waits, mark, since = db.session.execute(
        select(
            journal,
            ledger,
            fresh.exists(),
            kept.with_only_columns(HomeFigures.mark).scalar_subquery(),
            kept.with_only_columns(HomeFigures.at).scalar_subquery(),
        )
    ).one()
    now = f"{newest or 0} {last or 0} {edition_of(workspace) if not workspace.standings_stale else ''}"
    if since is None or at - since >= PATIENCE:
        return now
    return now if now != mark and not waits else None


def counted(workspace: Workspace, *, at: datetime) -> dict[str, Any]:
    """The figures as they are now; in two statements over indexes."""
    zone = ZoneInfo(workspace.timezone)
    begins = [datetime.combine(day, time(), zone) for day in last_months(at.astimezone(zone).date(), MONTHS)]
    people, *came = db.session.execute(select(*_came(workspace.id, begins))).one()
    months = [people - sum(came[place + 1 :]) for place in range(MONTHS)]
    barred = _barred(workspace, people)
    return {"at": at, "people": people, "joined": came[-1], "months": months, "barred": barred}


def _came(workspace_id: int, begins: Sequence[datetime]) -> list[Any]:
    """Everybody, and who came in each month."""
    everybody = select(func.count(Constituent.id)).where(Constituent.workspace_id == workspace_id)
    spans = zip(begins, [*begins[1:], None], strict=True)
    return [
        everybody.scalar_subquery(),
        *(
            everybody.where(
                Constituent.created_at >= begin,
                *([Constituent.created_at < end] if end else []),
            ).scalar_subquery()
            for begin, end in spans
        ),
    ]


def _barred(workspace: Workspace, people: int) -> dict[str, int] | None:
    """How many are behind each first barrier; None as long as not everybody's standing is kept."""
    if workspace.standings_stale:
        return None
    query = (
        select(KeptStanding.headline, func.count())
        .where(
            KeptStanding.workspace_id == workspace.id,
            KeptStanding.edition == edition_of(workspace),
        )
        .group_by(KeptStanding.headline)
    )
    kept = {headline: number for headline, number in db.session.execute(query)}
    if sum(kept.values()) < people:
        return None
    return {_BARRIERS[headline].value: number for headline, number in kept.items() if headline != FREE}
