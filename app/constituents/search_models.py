"""The tables that a search reads: ordered words, so that "begins with" is a range on every database."""

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.constituents.models import ORDERED
from app.db import NARROW, Tenant, in_workspace


class SearchWord(Tenant):
    """A word that finds a constituent. No foreign key to it: that would need a second index as large."""

    __tablename__ = "search_words"
    __table_args__ = (in_workspace(), NARROW)

    word: Mapped[str] = mapped_column(ORDERED, primary_key=True)
    constituent_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)


class KnownWord(Tenant):
    """A word of somebody's name, from its beginning and from its end: what typing errors are put right by."""

    __tablename__ = "known_words"
    __table_args__ = (
        in_workspace(),
        Index("ix_known_words_backward", "workspace_id", "backward", "word"),
        NARROW,
    )

    word: Mapped[str] = mapped_column(ORDERED, primary_key=True)
    backward: Mapped[str] = mapped_column(ORDERED)
