"""Soft bounces, counted when the reports between them had time to come."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update

from app.accounts.models import Workspace
from app.activity.domain.kinds import BounceKind, EmailEventKind
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.consent import queries as consent
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.services import Line, restrict
from app.db import db, now
from app.inbound import queries
from app.inbound.domain.streak import SETTLED_AFTER, Try, longest_streak
from app.inbound.models import EmailReport
from app.words import _, plural

_TAKEN = (EmailEventKind.DELIVERED, EmailEventKind.OPENED, EmailEventKind.CLICKED)


def settled() -> datetime:
    """The instant up to which all reports are taken to be here."""
    return now() - SETTLED_AFTER


def judge_some(workspace: Workspace, limit: int) -> int:
    """Suppress the addresses that bounced too often in a row; answers how many were looked at."""
    until = settled()
    due = select(EmailReport.address_key).where(
        EmailReport.workspace_id == workspace.id, queries.unjudged(until)
    )
    keys = sorted(set(db.session.scalars(due.limit(limit))))
    if not keys:
        return 0
    lines = _lines(workspace, _too_often(workspace, keys, until))
    if lines:
        restrict(workspace, lines, party=Party.PROVIDER, actor=Actor("Kith", Via.PROVIDER))
    db.session.execute(
        update(EmailReport)
        .where(
            EmailReport.workspace_id == workspace.id,
            EmailReport.address_key.in_(keys),
            queries.unjudged(until),
        )
        .values(judged_at=now()),
        execution_options={"synchronize_session": False},
    )
    return len(keys)


def _too_often(
    workspace: Workspace, keys: Collection[str], until: datetime
) -> dict[str, tuple[int, datetime]]:
    """By address how many messages in a row bounced, where that is too many, and when the last did."""
    counted = (EmailReport.bounce == BounceKind.TRANSIENT) & (EmailReport.recorded_at <= until)
    query = queries.reports(
        workspace.id,
        EmailReport.address_key.in_(sorted(keys)),
        or_(counted, EmailReport.kind.in_(_TAKEN)),
    )
    tries: dict[str, list[Any]] = defaultdict(list)
    for row in db.session.execute(query):
        tries[row.address_key].append(row)
    streaks = {key: longest_streak(map(_try, rows)) for key, rows in tries.items()}
    last = {key: max(row.at for row in rows if row.kind not in _TAKEN) for key, rows in tries.items()}
    limit = queries.rules_of(workspace).soft_bounces
    return {key: (found, last[key]) for key, found in streaks.items() if found >= limit}


def _try(row: Any) -> Try:
    message = f"{row.provider} {row.message}" if row.message else ""
    return Try(row.at, message, row.kind in _TAKEN, fresh=row.judged_at is None)


def _lines(workspace: Workspace, found: dict[str, tuple[int, datetime]]) -> list[Line]:
    existing = consent.restrictions_about(workspace.id, people=(), address_keys=found)
    known = {each.address_key for each in existing if each.reason is SuppressionReason.SOFT_BOUNCES}
    holders = queries.holders(workspace.id, found)
    return [
        Line(
            kind=EventKind.SUPPRESSED,
            reason=SuppressionReason.SOFT_BOUNCES,
            at=at,
            address_key=key,
            subject=here[0].person if len(here := holders.get(key, [])) == 1 else None,
            evidence=plural(number, "{n} message was not taken", "{n} messages in a row were not taken"),
            source=_("reports of the sending service"),
        )
        for key, (number, at) in sorted(found.items())
        if key not in known
    ]
