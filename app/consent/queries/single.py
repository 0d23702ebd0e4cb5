"""The standing of one person as columns of a statement about her, so that a page reads it along with more."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, union_all

from app.accounts.domain.roles import Module
from app.accounts.models import Workspace
from app.activity.models import Donation, Registration
from app.consent.domain.recorded_facts import active, deceased
from app.consent.domain.standing import Fact, PrimaryEmail, Recorded, Standing
from app.consent.models import (
    AddressHash,
    ConsentEvent,
    ConsentInForce,
    InterestGroup,
    RestrictionInForce,
    TopicJoined,
)
from app.consent.queries.dealings import CAME, GAVE, KEPT, SETTLED, dealings_from
from app.consent.queries.rules import rules_of
from app.consent.queries.standings import consent, died_from, joining, restriction
from app.constituents.models import EmailAddress
from app.gathered import HERE, WHO, about, rows

HASHED = (AddressHash.workspace_id == EmailAddress.workspace_id) & (AddressHash.email_id == EmailAddress.id)


@cache
def standing_columns() -> tuple[ColumnElement[Any], ...]:
    """What `standing_from` reads; `hashes` has each email address with its keyed hash, if it has one."""
    return (
        rows(_hashes()).label("hashes"),
        rows(_restrictions()).label("restrictions"),
        rows(_of_subject(ConsentInForce)).label("consents"),
        rows(_of_subject(TopicJoined)).label("joinings"),
        rows(select(*GAVE).distinct().where(*about(Donation), SETTLED)).label("gave_on"),
        rows(select(*CAME).where(*about(Registration), KEPT)).label("came_at"),
    )


def _hashes() -> Select[*tuple[Any, ...]]:
    query = select(
        EmailAddress.address,
        EmailAddress.is_primary,
        EmailAddress.is_active,
        AddressHash.address_key,
        AddressHash.is_well_formed,
    )
    return query.outerjoin(AddressHash, HASHED).where(*about(EmailAddress))


def _restrictions() -> Select[*tuple[Any, ...]]:
    """Those of the person, and those of any of her addresses, whoever they were recorded for.

    In two parts, as no database finds the one or the other by both indexes at once.
    """
    table = RestrictionInForce.__table__
    here, keys = RestrictionInForce.workspace_id == HERE, her_keys().distinct().subquery()
    elsewhere = or_(RestrictionInForce.subject_id.is_(None), RestrictionInForce.subject_id != WHO)
    # An outer join, as SQLite would rather read all restrictions than those of a few keys, most having none.
    at_hers = keys.outerjoin(table, and_(here, elsewhere, table.c.address_key == keys.c.address_key))
    found = union_all(
        select(*table.columns).where(here, RestrictionInForce.subject_id == WHO),
        select(*table.columns).select_from(at_hers),
    ).subquery()
    topic = (InterestGroup.workspace_id == HERE) & (InterestGroup.id == found.c.topic_id)
    return select(found, InterestGroup.name.label("topic")).outerjoin(InterestGroup, topic)


def her_keys() -> Select[*tuple[Any, ...]]:
    """The keyed hashes of all her addresses, ended ones too."""
    return (
        select(AddressHash.address_key)
        .join(EmailAddress, HASHED)
        .where(AddressHash.workspace_id == HERE, *about(EmailAddress))
    )


def her_lines() -> Any:
    """The ledger's lines about the person, and those about one of her addresses that name nobody."""
    lines = select(*ConsentEvent.__table__.columns).where(ConsentEvent.workspace_id == HERE)
    nobody = ConsentEvent.subject_id.is_(None)
    return union_all(
        lines.where(ConsentEvent.subject_id == WHO),
        lines.where(nobody, ConsentEvent.address_key.in_(her_keys())),
    ).subquery()


def _of_subject(model: Any) -> Select[Any]:
    return select(*model.__table__.columns).where(model.workspace_id == HERE, model.subject_id == WHO)


def standing_from(row: Any, workspace: Workspace) -> Standing:
    """The standing that a row with `standing_columns` and the columns of the constituent tells."""
    primary = next((each for each in row.hashes if each.is_primary and each.is_active), None)
    key = primary.address_key if primary else None
    return Standing(
        module=Fact(workspace.has(Module.EMAIL)),
        deceased=deceased(row.is_deceased, died_from(row)),
        active=active(row.is_active, row.inactive_reason),
        email=PrimaryEmail(primary.address, primary.is_well_formed) if primary else None,
        recorded=everything_from(row).concerning(frozenset({row.id}), key),
        dealings=dealings_from(row.gave_on, row.came_at, rules_of(workspace)),
    )


def everything_from(row: Any) -> Recorded:
    """All that is in force about the person or any of her addresses, the primary one or another."""
    return Recorded(
        tuple(restriction(each) for each in sorted(filter(_is_there, row.restrictions), key=_age)),
        tuple(consent(each) for each in sorted(row.consents, key=_age)),
        tuple(joining(each) for each in sorted(row.joinings, key=_age)),
    )


def _is_there(row: Any) -> bool:
    return row.event_id is not None


def _age(row: Any) -> tuple[Any, int]:
    return row.since, row.event_id
