"""The addresses of one person that a restriction can be about."""

from typing import Any

from sqlalchemy import Select, select

from app.accounts.models import Workspace
from app.constituents.models import EmailAddress
from app.db import db


def address_of(workspace: Workspace, constituent_id: int, email_id: int) -> str:
    """One of her addresses as it is written; "" where she has none of this id."""
    found = _hers(workspace, constituent_id).where(EmailAddress.id == email_id)
    return next((each.address for each in db.session.execute(found)), "")


def other_addresses(workspace: Workspace, constituent_id: int) -> list[tuple[int, str]]:
    """Her addresses that are not the primary one, with their ids, ended ones too."""
    found = _hers(workspace, constituent_id).where(EmailAddress.is_primary.is_(False))
    return [(each.id, each.address) for each in db.session.execute(found.order_by(EmailAddress.id))]


def _hers(workspace: Workspace, constituent_id: int) -> Select[*tuple[Any, ...]]:
    return select(EmailAddress.id, EmailAddress.address).where(
        EmailAddress.workspace_id == workspace.id, EmailAddress.constituent_id == constituent_id
    )
