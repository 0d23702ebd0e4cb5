"""Constituents that are about to be written."""

from collections.abc import Iterable

from sqlalchemy import select

from app.constituents.domain.record import Existing
from app.constituents.models import Constituent
from app.constituents.queries import existing
from app.db import db


class Gone(Exception):
    """Whom something was to be written about went in the meantime: erased, or merged. Nothing was written."""


def hold(workspace_id: int, constituent_id: int) -> None:
    """Let nobody else write about this person until the transaction ends; raises `Gone` for who is gone.

    Asked in a statement of its own after the lock: one that waited for an erasure still sees as it began.
    """
    here = select(Constituent.id).where(
        Constituent.workspace_id == workspace_id, Constituent.id == constituent_id
    )
    if db.engine.dialect.name == "postgresql":
        db.session.execute(here.with_for_update(key_share=True, of=Constituent))
    if db.session.execute(here).one_or_none() is None:
        raise Gone


def still_here(workspace_id: int, ids: Iterable[int]) -> set[int]:
    """Those of these who are here, none of whom can be erased until the transaction ends."""
    here = select(Constituent.id).where(
        Constituent.workspace_id == workspace_id, Constituent.id.in_(sorted(set(ids)))
    )
    if db.engine.dialect.name == "postgresql":
        share = here.order_by(Constituent.id).with_for_update(read=True, key_share=True, of=Constituent)
        db.session.execute(share)
    return set(db.session.scalars(here))


def locked(workspace_id: int, ids: Iterable[int]) -> dict[int, Existing]:
    """These constituents as they are, kept from anybody else until the transaction ends.

    SQLite has one writer anyway. Ids of nobody are left out.
    """
    wanted = sorted(set(ids))
    if wanted and db.engine.dialect.name == "postgresql":
        db.session.execute(
            select(Constituent.id)
            .where(Constituent.workspace_id == workspace_id, Constituent.id.in_(wanted))
            .order_by(Constituent.id)
            .with_for_update(of=Constituent)
        )
    return existing(workspace_id, wanted)
