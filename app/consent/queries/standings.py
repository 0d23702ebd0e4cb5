"""What the decision looks at, for people one by one: the record, and what is in force about them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, true

from app.accounts.domain.roles import Module
from app.accounts.models import Workspace
from app.consent.domain.finding import Topic
from app.consent.domain.narrowing import Narrowing
from app.consent.domain.recorded_facts import active, deceased, not_yet
from app.consent.domain.standing import Consent, Fact, Joining, PrimaryEmail, Recorded, Restriction, Standing
from app.consent.models import (
    AddressHash,
    ConsentInForce,
    InterestGroup,
    RestrictionInForce,
    TopicJoined,
)
from app.consent.queries.dealings import dealings_of
from app.consent.queries.ledger import recorded_at
from app.consent.queries.rules import rules_of
from app.constituents.domain.record import PartialDate
from app.constituents.models import Constituent, EmailAddress
from app.constituents.queries import partial
from app.db import db


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
    return topic_of(found) if found else None


def topic_of(interest: InterestGroup) -> Topic:
    """An interest group as the decision sees it."""
    return Topic(interest.id, interest.name, interest.is_opt_in, interest.archived_at is not None)


def standings(
    workspace: Workspace, ids: Collection[int], *, as_of: datetime | None = None
) -> dict[int, Standing]:
    """All that the decision looks at, by constituent. Ids that do not exist are left out.

    What is in force is read from the projections or, with `as_of`, folded from the ledger as it was then. As
    of a moment before she was added, it is not known whether she was active. A sending's exclusions and the
    messages of late are not among it.
    """
    people = _people(workspace, ids)
    emails = _primary_emails(workspace, ids)
    keys = {key for _, key, _ in emails.values() if key}
    recorded = Narrowing(in_force(workspace.id, people=people, address_keys=keys, as_of=as_of))
    dealings = dealings_of(workspace.id, people, rules_of(workspace))
    module = Fact(workspace.has(Module.EMAIL))
    made = {}
    for who, row in people.items():
        address, key, well_formed = emails.get(who, ("", None, None))
        hers = recorded.concerning(who, key)
        made[who] = Standing(
            module=module,
            deceased=deceased(row.is_deceased, died_from(row)),
            active=_active(row, hers, as_of, workspace),
            email=PrimaryEmail(address, well_formed) if address else None,
            recorded=hers,
            dealings=dealings.get(who, ()),
        )
    return made


def _active(row: Any, recorded: Recorded, as_of: datetime | None, workspace: Workspace) -> Fact:
    """Whether she is active; not known as of a moment before she was added, with nothing dated back to it."""
    if as_of and as_of < row.created_at and recorded == Recorded():
        return not_yet(rules_of(workspace).day(row.created_at))
    return active(row.is_active, row.inactive_reason)


RECORD_FACTS = (
    *(Constituent.is_deceased, Constituent.is_active, Constituent.inactive_reason),
    *(Constituent.deceased_year, Constituent.deceased_month, Constituent.deceased_day),
)
"""The columns of a constituent that the decision looks at."""


def died_from(row: Any) -> PartialDate | None:
    """The day of death that a row with those columns tells, as far as it is known."""
    return partial(row.deceased_year, row.deceased_month, row.deceased_day)


def _people(workspace: Workspace, ids: Collection[int]) -> dict[int, Any]:
    query = select(Constituent.id, Constituent.created_at, *RECORD_FACTS).where(
        Constituent.workspace_id == workspace.id, Constituent.id.in_(ids)
    )
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


def in_force(
    workspace_id: int, *, people: Collection[int], address_keys: Collection[str], as_of: datetime | None
) -> Recorded:
    """What is in force about these people or at these addresses now, or what was so by the ledger `as_of`."""
    if as_of is None:
        return recorded_for(workspace_id, people=people, address_keys=address_keys)
    return recorded_at(workspace_id, as_of, people=people, address_keys=address_keys)


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
        occasion=row.occasion,
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
