"""What the gates about the person alone find, kept for everybody: sets are asked here, not gate by gate."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import NARROW, Tenant, in_workspace, ref

_FROM, _UNTIL = text("holds_from IS NOT NULL"), text("holds_until IS NOT NULL")


class KeptStanding(Tenant):
    """What `decide` says of one person where no topic and no sending is asked about.

    `headline` and `marks` are numbers of `domain.kept`. It holds from one instant until another one, at which
    time alone may change it; NULL is no limit. `edition` is that of the rules it was decided by. It is only a
    copy: it does not count while a fresh touch tells that something about her changed.
    """

    __tablename__ = "standings"
    __table_args__ = (
        in_workspace(),
        ref("constituent_id", "constituents"),
        Index("ix_standings_headline", "workspace_id", "edition", "headline", "marks", "constituent_id"),
        Index("ix_standings_from", "workspace_id", "holds_from", sqlite_where=_FROM, postgresql_where=_FROM),
        Index(
            "ix_standings_until", "workspace_id", "holds_until", sqlite_where=_UNTIL, postgresql_where=_UNTIL
        ),
        NARROW,
    )

    constituent_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    edition: Mapped[int]
    headline: Mapped[int]
    marks: Mapped[int]
    holds_from: Mapped[datetime | None]
    holds_until: Mapped[datetime | None]
