"""Blocking keys: what a constituent can be found by, as hashed equality keys."""

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import NARROW, Tenant, in_workspace, ref


class MatchKey(Tenant):
    """One key of one constituent. `key` is a 62-bit hash that is the same in every process."""

    __tablename__ = "match_keys"
    __table_args__ = (
        in_workspace(),
        ref("constituent_id", "constituents"),
        Index("ix_match_keys_owner", "workspace_id", "constituent_id"),
        NARROW,
    )

    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    constituent_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
