"""What matching keeps of every constituent: what is compared, keys that find it, and how common values are.

No foreign key leads to the constituent: that would need a further index as large as the keys themselves.
"""

from datetime import datetime

from sqlalchemy import BigInteger, Index, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.constituents.models import ORDERED
from app.db import NARROW, Record, Tenant, in_workspace, now, short
from app.words import _


class MatchRecord(Tenant):
    """What one constituent is compared by. `facts` is what `domain.facts` writes."""

    __tablename__ = "match_records"
    __table_args__ = (in_workspace(), NARROW)

    constituent_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    facts: Mapped[str]


class MatchKey(Tenant):
    """One key of one constituent: a hash that is the same in every process, and another in each workspace.

    SQLite keeps the rows in the order of their primary key and needs nothing else. On PostgreSQL a primary
    key would take as much room again as the rows. There the key alone is indexed, which half as much
    suffices for; and as it is another one in each workspace, a look-up never meets the rows of others.
    """

    __tablename__ = "match_keys"
    __table_args__ = (
        in_workspace(),
        PrimaryKeyConstraint("workspace_id", "key", "constituent_id").ddl_if(dialect="sqlite"),
        Index("ix_match_keys_key", "key").ddl_if(dialect="postgresql"),
        NARROW,
    )

    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    constituent_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)


class MatchCount(Tenant):
    """How many constituents have a value, where several do; `kind` "size" says how many there are at all.

    A snapshot: all rows of a workspace are written together, see `services.counting`.
    """

    __tablename__ = "match_counts"
    __table_args__ = (in_workspace(), NARROW)

    kind: Mapped[str] = mapped_column(short(40), primary_key=True)
    value: Mapped[str] = mapped_column(ORDERED, primary_key=True)
    n: Mapped[int]


class NamePair(Record):
    """Two given names that are one name here, or never are. `one` and `other` are folded and in order."""

    __tablename__ = "name_pairs"
    __table_args__ = (
        in_workspace(),
        Index("uq_name_pairs_names", "workspace_id", "one", "other", unique=True),
    )

    one: Mapped[str] = mapped_column(short())
    other: Mapped[str] = mapped_column(short())
    is_same: Mapped[bool]
    shown_one: Mapped[str] = mapped_column(short())
    shown_other: Mapped[str] = mapped_column(short())
    made_by: Mapped[int | None]
    made_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def words(self) -> str:
        """The pair as a sentence: "Jan and Jana are different names"."""
        if self.is_same:
            return _("{one} and {other} are the same name", one=self.shown_one, other=self.shown_other)
        return _("{one} and {other} are different names", one=self.shown_one, other=self.shown_other)
