"""The keyed hashes of addresses, in step with the addresses on record."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select

from app.accounts.models import Workspace
from app.consent.domain.address_keys import address_key
from app.consent.models import AddressHash
from app.constituents.domain.emails import parse_email
from app.constituents.domain.problems import Problem
from app.constituents.domain.record import Existing
from app.db import db, insert_all


def hash_addresses(workspace_id: int, records: Sequence[Existing]) -> None:
    """Keep the keyed hash of every address of these constituents; told of every write."""
    secret = db.session.execute(
        select(Workspace.address_secret).where(Workspace.id == workspace_id)
    ).scalar_one()
    wanted = {
        email.id: _values(email.address, secret)
        for record in records
        for email in record.emails
        if email.id is not None
    }
    known = _known(workspace_id, wanted)
    if stale := [email_id for email_id, values in known.items() if wanted[email_id] != values]:
        db.session.execute(
            delete(AddressHash).where(
                AddressHash.workspace_id == workspace_id, AddressHash.email_id.in_(stale)
            )
        )
    fresh = [
        {"workspace_id": workspace_id, "email_id": email_id, **values}
        for email_id, values in wanted.items()
        if known.get(email_id) != values
    ]
    insert_all(AddressHash, fresh)


def _values(address: str, secret: bytes) -> dict[str, Any]:
    return {
        "address_key": address_key(address, secret),
        "is_well_formed": not isinstance(parse_email(address), Problem),
    }


def _known(workspace_id: int, wanted: Mapping[int, Any]) -> dict[int, dict[str, Any]]:
    if not wanted:
        return {}
    query = select(AddressHash.email_id, AddressHash.address_key, AddressHash.is_well_formed).where(
        AddressHash.workspace_id == workspace_id, AddressHash.email_id.in_(wanted)
    )
    return {
        email_id: {"address_key": key, "is_well_formed": well_formed}
        for email_id, key, well_formed in db.session.execute(query)
    }
