"""The keyed hashes of addresses, in step with the addresses on record."""

from collections.abc import Sequence

from sqlalchemy import delete, select

from app.accounts.models import Workspace
from app.consent.domain.address_keys import address_key
from app.consent.models import AddressHash
from app.constituents.domain.record import Existing
from app.db import db, insert_all


def hash_addresses(workspace_id: int, records: Sequence[Existing]) -> None:
    """Keep the keyed hash of every address of these constituents; told of every write."""
    secret = db.session.execute(
        select(Workspace.address_secret).where(Workspace.id == workspace_id)
    ).scalar_one()
    wanted = {
        email.id: address_key(email.address, secret)
        for record in records
        for email in record.emails
        if email.id is not None
    }
    query = select(AddressHash.email_id, AddressHash.address_key).where(
        AddressHash.workspace_id == workspace_id, AddressHash.email_id.in_(wanted)
    )
    known = dict(db.session.execute(query).tuples().all()) if wanted else {}
    stale = [email_id for email_id, key in known.items() if wanted[email_id] != key]
    if stale:
        db.session.execute(
            delete(AddressHash).where(
                AddressHash.workspace_id == workspace_id, AddressHash.email_id.in_(stale)
            )
        )
    fresh = [
        {"workspace_id": workspace_id, "email_id": email_id, "address_key": key}
        for email_id, key in wanted.items()
        if known.get(email_id) != key
    ]
    insert_all(AddressHash, fresh)
