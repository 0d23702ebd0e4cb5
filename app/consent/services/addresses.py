"""The keyed hashes of addresses, in step with the addresses on record."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select

from app.accounts.models import Workspace
from app.consent.domain.address_keys import address_key
from app.consent.models import AddressHash
from app.constituents.domain.emails import parse_email
from app.constituents.domain.problems import Problem
from app.constituents.domain.record import Existing
from app.constituents.models import EmailAddress
from app.db import db, insert_all, write_later
from app.words import _

AT_ONCE = 1_000


def hash_addresses(workspace_id: int, records: Sequence[Existing]) -> None:
    """Keep the keyed hash of every address of these constituents; told of every write."""
    _keep(
        workspace_id,
        {email.id: email.address for record in records for email in record.emails if email.id is not None},
    )


def unhashed(workspace_id: int) -> Iterator[str]:
    """The addresses whose hash is missing or another one, so that a restriction would not find them."""
    for addresses in _all(workspace_id):
        wanted = _wanted(workspace_id, addresses)
        known = _known(workspace_id, wanted)
        for email_id, values in wanted.items():
            if known.get(email_id) != values:
                state = "wrong" if email_id in known else "missing"
                yield _("email address {email_id}: its keyed hash is {state}", email_id=email_id, state=state)


def rehash(workspace_id: int) -> None:
    """Keep the keyed hash of every address on record, whatever was kept; the caller commits."""
    for addresses in _all(workspace_id):
        _keep(workspace_id, addresses)


def _all(workspace_id: int) -> Iterator[dict[int, str]]:
    """Every address by its id, a thousand at a time."""
    last = 0
    query = select(EmailAddress.id, EmailAddress.address).where(EmailAddress.workspace_id == workspace_id)
    while rows := db.session.execute(
        query.where(EmailAddress.id > last).order_by(EmailAddress.id).limit(AT_ONCE)
    ).all():
        yield {row.id: row.address for row in rows}
        last = rows[-1].id


def _wanted(workspace_id: int, addresses: Mapping[int, str]) -> dict[int, dict[str, Any]]:
    secret = db.session.execute(
        select(Workspace.address_secret).where(Workspace.id == workspace_id)
    ).scalar_one()
    return {email_id: _values(address, secret) for email_id, address in addresses.items()}


def _keep(workspace_id: int, addresses: Mapping[int, str]) -> None:
    wanted = _wanted(workspace_id, addresses)
    known = _known(workspace_id, wanted)
    if stale := [email_id for email_id, values in known.items() if wanted[email_id] != values]:
        gone = delete(AddressHash).where(
            AddressHash.workspace_id == workspace_id, AddressHash.email_id.in_(stale)
        )
        write_later(AddressHash, gone)
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
