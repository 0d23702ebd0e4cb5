"""Reading permission: for people one by one with every reason, and for sets as one SQL expression."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, true

from app.accounts.domain.roles import Module
from app.accounts.models import Workspace
from app.consent.domain.facts import LedgerEvent
from app.consent.domain.gates import Topic
from app.consent.domain.policy import Policy
from app.consent.domain.standing import Consent, Fact, Joining, PrimaryEmail, Recorded, Restriction, Standing
from app.consent.domain.verdict import Verdict, decide
from app.consent.models import (
    AddressHash,
    ConsentEvent,
    ConsentInForce,
    InterestGroup,
    RestrictionInForce,
    TopicJoined,
)
from app.constituents.domain.record import Existing
from app.constituents.models import Constituent, EmailAddress
from app.db import db


def policy_of(workspace: Workspace) -> Policy:
    """What holds in this workspace for people who never chose."""
    return Policy(workspace.consent_policy)


def topics(workspace: Workspace) -> Sequence[InterestGroup]:
    """Interest groups in use, by name."""
    return db.session.scalars(
        select(InterestGroup)
        .where(InterestGroup.workspace_id == workspace.id, InterestGroup.archived_at.is_(None))
        .order_by(InterestGroup.name)
    ).all()


def topic(workspace: Workspace, name_or_id: str | int) -> Topic | None:
    """One interest group as the decision sees it, by id or by name."""
    wanted = (
        InterestGroup.id == name_or_id if isinstance(name_or_id, int) else InterestGroup.name == name_or_id
    )
    found = db.session.scalar(select(InterestGroup).where(InterestGroup.workspace_id == workspace.id, wanted))
    return Topic(found.id, found.name, found.is_opt_in) if found else None


def verdicts(
    workspace: Workspace, ids: Collection[int], *, at: datetime, topic: Topic | None = None
) -> dict[int, Verdict]:
    """May each of these be emailed about this, then? Six statements for any number of people."""
    policy = policy_of(workspace)
    return {
        who: decide(standing, policy=policy, topic=topic, at=at)
        for who, standing in standings(workspace, ids).items()
    }


def restrained(
    workspace: Workspace, people: Collection[Existing], *, at: datetime
) -> list[tuple[Existing, Verdict]]:
    """Those of these whom a restriction stops, with the verdict on each."""
    found = verdicts(workspace, [each.id for each in people], at=at) if people else {}
    told = [(each, found[each.id]) for each in people if each.id in found]
    return [(each, verdict) for each, verdict in told if verdict.restraint]


def standings(workspace: Workspace, ids: Collection[int]) -> dict[int, Standing]:
    """All that the decision looks at, by constituent. Ids that do not exist are left out."""
    people = _people(workspace, ids)
    emails = _primary_emails(workspace, ids)
    recorded = recorded_for(
        workspace.id, people=people, address_keys={key for _, key, _ in emails.values() if key}
    )
    module = Fact(workspace.has(Module.EMAIL))
    made = {}
    for who, row in people.items():
        address, key, well_formed = emails.get(who, ("", None, None))
        made[who] = Standing(
            module=module,
            deceased=Fact(row.is_deceased),
            active=Fact(row.is_active, words="" if row.is_active else row.inactive_reason),
            email=PrimaryEmail(address, well_formed) if address else None,
            recorded=recorded.concerning(frozenset({who}), key),
        )
    return made


def _people(workspace: Workspace, ids: Collection[int]) -> dict[int, Any]:
    query = select(
        Constituent.id, Constituent.is_deceased, Constituent.is_active, Constituent.inactive_reason
    ).where(Constituent.workspace_id == workspace.id, Constituent.id.in_(ids))
    return {row.id: row for row in db.session.execute(query)}


def _primary_emails(
    workspace: Workspace, ids: Collection[int]
) -> dict[int, tuple[str, str | None, bool | None]]:
    """The active primary address of each, with its keyed hash and whether it is well formed, if known."""
    query = (
        select(
            EmailAddress.constituent_id,
            EmailAddress.address,
            AddressHash.address_key,
            AddressHash.is_well_formed,
        )
        .outerjoin(
            AddressHash,
            (AddressHash.workspace_id == EmailAddress.workspace_id)
            & (AddressHash.email_id == EmailAddress.id),
        )
        .where(
            EmailAddress.workspace_id == workspace.id,
            EmailAddress.constituent_id.in_(ids),
            EmailAddress.is_primary,
            EmailAddress.is_active,
        )
    )
    return {row[0]: (row[1], row[2], row[3]) for row in db.session.execute(query)}


def recorded_for(workspace_id: int, *, people: Iterable[int], address_keys: Iterable[str]) -> Recorded:
    """What is in force about these people or at these addresses, in three statements."""
    subjects, keys = sorted(people), sorted(address_keys)
    if not subjects and not keys:
        return Recorded()
    return Recorded(
        restrictions_about(workspace_id, people=subjects, address_keys=keys),
        tuple(
            consent(row)
            for row in _rows(ConsentInForce, workspace_id, ConsentInForce.subject_id.in_(subjects))
        ),
        tuple(joining(row) for row in _rows(TopicJoined, workspace_id, TopicJoined.subject_id.in_(subjects))),
    )


def restrictions_about(
    workspace_id: int, *, people: Iterable[int], address_keys: Iterable[str]
) -> tuple[Restriction, ...]:
    """The restrictions of these people and at these addresses, oldest first, in one statement."""
    found = or_(
        RestrictionInForce.subject_id.in_(sorted(people)),
        RestrictionInForce.address_key.in_(sorted(address_keys)),
    )
    return tuple(restriction(row) for row in _rows(RestrictionInForce, workspace_id, found))


def everything_in_force(workspace_id: int) -> Recorded:
    """All that is in force in a workspace."""
    return Recorded(
        tuple(restriction(row) for row in _rows(RestrictionInForce, workspace_id, true())),
        tuple(consent(row) for row in _rows(ConsentInForce, workspace_id, true())),
        tuple(joining(row) for row in _rows(TopicJoined, workspace_id, true())),
    )


def _rows(model: Any, workspace_id: int, where: Any) -> Iterable[Any]:
    # Columns, not objects: a set of thousands is read only once.
    columns = select(*model.__table__.columns).where(model.workspace_id == workspace_id, where)
    return db.session.execute(columns.order_by(model.since, model.event_id))


def restriction(row: Any) -> Restriction:
    """A stored restriction as a value."""
    return Restriction(
        event=row.event_id,
        kind=row.kind,
        since=row.since,
        party=row.party,
        source=row.source,
        subject=row.subject_id,
        address_key=row.address_key,
        reason=row.reason,
        topic=row.topic_id,
        until=row.until,
    )


def consent(row: Any) -> Consent:
    """A stored consent as a value."""
    return Consent(
        event=row.event_id,
        since=row.since,
        basis=row.basis,
        party=row.party,
        source=row.source,
        subject=row.subject_id,
        topic=row.topic_id,
        expires_at=row.expires_at,
    )


def joining(row: Any) -> Joining:
    """A stored joining as a value."""
    return Joining(
        event=row.event_id,
        since=row.since,
        topic=row.topic_id,
        party=row.party,
        source=row.source,
        subject=row.subject_id,
    )


# --- the ledger itself


def events_about(
    workspace_id: int, *, people: Collection[int], address_keys: Collection[str]
) -> list[LedgerEvent]:
    """Every line about these people or addresses, in order, and every line that those close."""
    about = or_(ConsentEvent.subject_id.in_(people), ConsentEvent.address_key.in_(address_keys))
    rows = db.session.execute(
        select(*ConsentEvent.__table__.columns)
        .where(ConsentEvent.workspace_id == workspace_id, about)
        .order_by(ConsentEvent.sequence)
    )
    return [ledger_event(row) for row in rows]


def ledger_event(row: Any) -> LedgerEvent:
    """A stored line as a value."""
    return LedgerEvent(
        id=row.id,
        sequence=row.sequence,
        kind=row.kind,
        at=row.at,
        party=row.party,
        source=row.source,
        subject=row.subject_id,
        address_key=row.address_key,
        topic=row.topic_id,
        reason=row.reason,
        basis=row.basis,
        statement=row.statement,
        evidence=row.evidence,
        expires_at=row.expires_at,
        until=row.until,
        closes=tuple(row.closes),
    )
