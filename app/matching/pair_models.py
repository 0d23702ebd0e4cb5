"""What a workspace says of given names."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record, in_workspace, now, short


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
        verb = "are the same name" if self.is_same else "are different names"
        return f"{self.shown_one} and {self.shown_other} {verb}"
