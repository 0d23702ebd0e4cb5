"""What staff add to the ledger about one person, or about many at once. Nothing here lifts or permits."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.accounts.models import Workspace
from app.audit.services import Actor
from app.consent.domain.acts import What, entry_of
from app.consent.domain.facts import Party
from app.consent.models import RestrictionInForce
from app.consent.services.ledger import Line, Written, restrict
from app.db import db
from app.words import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was said or decided, when, and how staff know. `address` is plain text, "" for the primary one."""

    what: What
    at: datetime
    evidence: str
    until: datetime | None = None
    address: str = ""
    source: str = N_("entered by hand")


@dataclass(frozen=True, slots=True)
class Superseded:
    """Somebody said yes again after that day, so that nothing would hold now."""


def add_restriction(
    workspace: Workspace, people: Collection[int], told: Told, *, actor: Actor
) -> Written | Superseded:
    """Add what was told to each of these people; statements do not grow with their number.

    It holds from now on for everybody, or nothing is kept: the caller rolls back what was superseded.
    """
    entry = entry_of(told.what.act)
    lines = [
        Line(
            kind=entry.kind,
            at=told.at,
            subject=person,
            topic=told.what.topic,
            until=told.until,
            address=told.address,
            reason=entry.reason,
            evidence=told.evidence,
            source=told.source,
        )
        for person in people
    ]
    written = restrict(workspace, lines, party=Party.STAFF, actor=actor)
    return written if _all_hold(workspace, written.ids) else Superseded()


def _all_hold(workspace: Workspace, events: Collection[int]) -> bool:
    query = select(func.count()).where(
        RestrictionInForce.workspace_id == workspace.id, RestrictionInForce.event_id.in_(events)
    )
    return db.session.scalar(query) == len(events)
