"""By what somebody was known: addresses and names, now and ever, as far as record and journal know."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.batches.domain.identity import identity_of
from app.constituents.domain.addresses import Address
from app.constituents.domain.emails import email_key
from app.constituents.domain.names import PARTS, Name
from app.constituents.domain.record import Existing
from app.db import db


def addresses(workspace_id: int, who: Existing) -> set[str]:
    """Every email address that is hers or was."""
    told = [value for _, *values in _told(workspace_id, who.id, ["emails"]) for value in values if value]
    return {email.address for email in who.emails} | {value["address"] for value in told}


def identities(workspace_id: int, who: Existing) -> set[str]:
    """Every key under which a decision "not a duplicate" about somebody else may stand for her."""
    keys = {email_key(address) for address in addresses(workspace_id, who)} | {""}
    return {identity_of(key, name) for name in _names(workspace_id, who) for key in keys}


def states(workspace_id: int, who: Existing) -> list[Existing]:
    """Her record with each name that is hers or was, and with every postal address at once."""
    told = [value for _, *values in _told(workspace_id, who.id, ["addresses"]) for value in values if value]
    places = dict.fromkeys((*who.addresses, *map(Address.from_json, told)))
    names = _names(workspace_id, who) | {who.name}
    return [replace(who, name=name, addresses=tuple(places)) for name in names]


def _names(workspace_id: int, who: Existing) -> set[Name]:
    """Her name as it is, and as it was before each change of a part of it."""
    names, parts = {who.name}, who.name.parts()
    for field, before, _ in reversed(_told(workspace_id, who.id, [f"name.{part}" for part in PARTS])):
        parts[field.removeprefix("name.")] = before or ""
        names.add(Name(**parts))
    return names - {Name()}


def _told(workspace_id: int, person: int, fields: list[str]) -> Sequence[Any]:
    query = select(JournalEntry.field, JournalEntry.before, JournalEntry.after).where(
        JournalEntry.workspace_id == workspace_id,
        JournalEntry.subject == Subject.CONSTITUENT,
        JournalEntry.subject_id == person,
        JournalEntry.field.in_(fields),
    )
    return db.session.execute(query.order_by(JournalEntry.id)).all()
