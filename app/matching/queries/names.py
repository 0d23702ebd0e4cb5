"""What a workspace says of given names."""

from collections.abc import Sequence

from sqlalchemy import select

from app.db import db
from app.matching.domain.own_pairs import NamePairs
from app.matching.models import NamePair


def name_pairs(workspace_id: int) -> NamePairs:
    """Every pair of the workspace, as the engine takes them; one statement."""
    query = select(NamePair.one, NamePair.other, NamePair.is_same).where(
        NamePair.workspace_id == workspace_id
    )
    told = db.session.execute(query).all()
    return NamePairs.of(
        same=[(one, other) for one, other, is_same in told if is_same],
        different=[(one, other) for one, other, is_same in told if not is_same],
    )


def listed(workspace_id: int) -> Sequence[NamePair]:
    """Every pair of the workspace in the order of the alphabet."""
    query = select(NamePair).where(NamePair.workspace_id == workspace_id)
    return db.session.scalars(query.order_by(NamePair.one, NamePair.other)).all()


def find(workspace_id: int, pair_id: int) -> NamePair | None:
    """The pair with this id."""
    query = select(NamePair).where(NamePair.workspace_id == workspace_id, NamePair.id == pair_id)
    return db.session.scalar(query)
