"""Carrying out what follows from reports, in sets: restrictions through the one door, then the activity."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import update

from app.accounts.models import Workspace
from app.activity.domain.arrivals import NewCampaign, NewEmailEvent
from app.activity.domain.kinds import EmailEventKind
from app.activity.services import begin_earlier, record_campaigns, record_email_events
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.consent import queries as consent
from app.consent.domain.facts import EventKind, Party
from app.consent.services import Line, restrict
from app.db import db, now
from app.inbound import queries
from app.inbound.domain.applying import Restrict, campaign_of, not_in_force, restrictions, whose
from app.inbound.domain.providers import Provider
from app.inbound.models import EmailReport
from app.words import _

_MADE_BY_MACHINES = (EmailEventKind.OPENED, EmailEventKind.CLICKED)


@dataclass(slots=True)
class Effect:
    """What was done, by the call that told it."""

    restricted: Counter[int] = field(default_factory=Counter)
    unknown: Counter[int] = field(default_factory=Counter)


def apply(workspace: Workspace, rows: Sequence[Any]) -> Effect:
    """Restrict, and put on record whose messages they were; reports about nobody here wait."""
    effect = Effect()
    if not rows:
        return effect
    holders = queries.holders(workspace.id, {row.address_key for row in rows})
    wanted = restrict_for(workspace, rows, holders)
    effect.restricted.update(each.report.call_id for each in wanted)
    _record(workspace.id, rows, holders)
    effect.unknown.update(row.call_id for row in rows if row.address_key not in holders)
    _mark(workspace.id, [row.id for row in rows if row.address_key in holders])
    return effect


def restrict_for(
    workspace: Workspace, rows: Iterable[Any], holders: Mapping[str, Sequence[Any]]
) -> list[Restrict]:
    """Write the restrictions that these reports call for and that are not in force; answers them."""
    topics = {provider: door.topics for provider, door in queries.doors(workspace.id).items()}
    wanted = list(restrictions(rows, holders, topics))
    if not wanted:
        return []
    existing = consent.restrictions_about(
        workspace.id,
        people={each.subject for each in wanted if each.subject},
        address_keys={each.address_key for each in wanted},
    )
    wanted = not_in_force(wanted, existing)
    for provider in Provider:
        lines = [_line(each) for each in wanted if each.report.provider is provider]
        if lines:
            restrict(workspace, lines, party=Party.PROVIDER, actor=Actor(provider.label, Via.PROVIDER))
    return wanted


def _line(each: Restrict) -> Line:
    report = each.report
    return Line(
        kind=each.kind,
        at=report.at,
        subject=each.subject,
        address_key="" if each.kind is EventKind.TOPIC_LEFT else each.address_key,
        topic=each.topic,
        reason=each.reason,
        evidence=each.words,
        source=_("{label}, report {key}", label=report.provider.label, key=report.key),
    )


# --- the activity of people


def _record(workspace_id: int, rows: Sequence[Any], holders: Mapping[str, Sequence[Any]]) -> None:
    told = [
        (row, each.person, len(people))
        for row in rows
        if row.kind is not None
        for people in [whose(row.lookup, holders.get(row.address_key, ()))]
        for each in people
    ]
    if told:
        campaigns = _campaigns(workspace_id, [row for row, __, __ in told])
        record_email_events(
            workspace_id,
            [_event(row, person, several > 1, campaigns) for row, person, several in told],
        )


def _campaigns(workspace_id: int, rows: Sequence[Any]) -> dict[tuple[Provider, str], int]:
    """The mailings of these reports, each dated by the earliest of them."""
    first: dict[tuple[Provider, str], NewCampaign] = {}
    for row in sorted(rows, key=lambda each: each.at):
        key, name = campaign_of(row.provider, row)
        arrival = NewCampaign(name=name, sent_at=row.at, source=row.provider.label, external_key=key)
        first.setdefault((row.provider, key), arrival)
    recorded = record_campaigns(workspace_id, list(first.values()))
    begin_earlier(
        workspace_id, dict(zip(recorded.ids, (each.sent_at for each in first.values()), strict=True))
    )
    return dict(zip(first, recorded.ids, strict=True))


def _event(
    row: Any, person: int, is_shared: bool, campaigns: Mapping[tuple[Provider, str], int]
) -> NewEmailEvent:
    name = f"{row.key} {row.what} {row.address_key[:12]}"
    return NewEmailEvent(
        constituent_id=person,
        campaign_id=campaigns[row.provider, campaign_of(row.provider, row)[0]],
        kind=row.kind,
        at=row.at,
        machine=row.machine and row.kind in _MADE_BY_MACHINES,
        bounce=row.bounce,
        source=row.provider.label,
        external_key=f"{name} {person}" if is_shared else name,
    )


def _mark(workspace_id: int, ids: Sequence[int]) -> None:
    if ids:
        db.session.execute(
            update(EmailReport)
            .where(EmailReport.workspace_id == workspace_id, EmailReport.id.in_(ids))
            .values(matched_at=now()),
            execution_options={"synchronize_session": False},
        )
