"""What an import of mail says no to: restrictions through the one door, which only tightens."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app.accounts.models import Workspace
from app.activity.domain.kinds import EmailEventKind
from app.activity_imports.domain.facts import MailFact
from app.audit.services import Actor
from app.batches.models import Batch
from app.consent import queries as consent
from app.consent.domain.address_keys import address_key
from app.consent.domain.facts import EventKind, Party
from app.consent.models import ConsentEvent
from app.consent.services import Line, restrict
from app.constituents.queries import in_parts
from app.db import db
from app.inbound import queries as inbound
from app.inbound.domain.applying import Restrict, not_in_force, restrictions
from app.inbound.domain.vocabulary import Stop
from app.words import _

_STOPS = {
    EmailEventKind.UNSUBSCRIBED: Stop.UNSUBSCRIBE,
    EmailEventKind.COMPLAINED: Stop.COMPLAINT,
    EmailEventKind.BOUNCED: Stop.BOUNCE,
}
_SETTLED_BY = frozenset({Party.SUPPORTER, Party.PROVIDER, Party.IMPORT})


@dataclass(frozen=True, slots=True)
class _Report:
    """A no in a row, as reports of services have it."""

    number: int
    address_key: str
    at: datetime
    stop: Stop
    provider: None = None
    topic: str = ""


@dataclass(frozen=True, slots=True)
class _Holder:
    """Somebody who has an address, or whom a person chose for a row that names it."""

    person: int


def tighten(batch: Batch, told: Sequence[tuple[int, MailFact, int | None]], actor: Actor) -> None:
    """Write each no of these rows that is not in force: the number, what the row says, and whom it is about.

    It reaches everybody who has the address, and keeps the address itself where nobody has it. Who subscribed
    again after the day of it stays subscribed.
    """
    workspace = db.session.get_one(Workspace, batch.workspace_id)
    reports = [report for number, fact, __ in told for report in _reports(workspace, number, fact)]
    if not reports:
        return
    holders = _holders(workspace, reports, {number: who for number, __, who in told if who})
    wanted = list(restrictions(reports, holders, {}))
    in_force = consent.restrictions_about(
        workspace.id,
        people={each.subject for each in wanted if each.subject},
        address_keys={each.address_key for each in wanted},
    )
    fresh = _still_meant(workspace.id, not_in_force(wanted, in_force, settled_by=_SETTLED_BY))
    if fresh:
        restrict(workspace, [_line(batch, each) for each in fresh], party=Party.IMPORT, actor=actor)


def _reports(workspace: Workspace, number: int, fact: MailFact) -> Iterator[_Report]:
    for email in fact.who.incoming.emails:
        key = address_key(email.address, workspace.address_secret)
        for each in fact.happenings:
            if each.kind in fact.tightens:
                yield _Report(number, key, each.at, _STOPS[each.kind])


def _holders(
    workspace: Workspace, reports: Sequence[_Report], chosen: Mapping[int, int]
) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = dict(inbound.holders(workspace.id, {each.address_key for each in reports}))
    for each in reports:
        who, known = chosen.get(each.number), found.setdefault(each.address_key, [])
        if who and all(holder.person != who for holder in known):
            known.append(_Holder(who))
    return found


def _still_meant(workspace_id: int, wanted: Sequence[Restrict]) -> list[Restrict]:
    """Without what somebody overruled since by subscribing again."""
    people = {each.subject for each in wanted if each.subject and each.kind is EventKind.UNSUBSCRIBED}
    back = _returned(workspace_id, people)
    return [each for each in wanted if not _came_back(each, back)]


def _came_back(each: Restrict, back: Mapping[int, datetime]) -> bool:
    since = back.get(each.subject) if each.subject else None
    return each.kind is EventKind.UNSUBSCRIBED and since is not None and since > each.report.at


def _returned(workspace_id: int, people: set[int]) -> dict[int, datetime]:
    found: dict[int, datetime] = {}
    for some in in_parts(people):
        query = select(ConsentEvent.subject_id, func.max(ConsentEvent.at)).where(
            ConsentEvent.workspace_id == workspace_id,
            ConsentEvent.subject_id.in_(some),
            ConsentEvent.kind == EventKind.RESUBSCRIBED,
        )
        found |= {who: at for who, at in db.session.execute(query.group_by(ConsentEvent.subject_id)) if who}
    return found


def _line(batch: Batch, each: Restrict) -> Line:
    return Line(
        kind=each.kind,
        at=each.report.at,
        subject=each.subject,
        address_key=each.address_key,
        reason=each.reason,
        evidence=f"{batch.source or batch.name}: {each.words}",
        source=_("import {number}, row {row}", number=batch.number, row=each.report.number),
        batch_id=batch.id,
        row_number=each.report.number,
    )
