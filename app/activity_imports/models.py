"""What a row of an import of activity tells of, in columns that are summed and looked up."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.activity_imports.domain.facts import FactKind
from app.db import NARROW, Tenant, in_workspace, ref, short


class ActivityRow(Tenant):
    """Beside a row of a batch: the fact in it. `amount`, `refunded` are minor units of `currency`.

    A fact is known by `source` and `fact_key`; `fact_id` is the gift or registration on record, known before
    or made by the row. `about` names the event or mailing, `about_id` is the one on record, None where commit
    would make it. `tightens` is the no that the row brings, "" for none.
    """

    __tablename__ = "activity_rows"
    __table_args__ = (
        in_workspace(),
        ref("batch_id", "batches"),
        Index("ix_activity_rows_key", "workspace_id", "batch_id", "fact_key", "number"),
        Index("ix_activity_rows_refund", "workspace_id", "batch_id", "refund_of", "number"),
        Index("ix_activity_rows_about", "workspace_id", "batch_id", "about_key", "number"),
        NARROW,
    )

    batch_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[FactKind]
    source: Mapped[str] = mapped_column(default="")
    fact_key: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(short(20), default="")
    amount: Mapped[int | None]
    refunded: Mapped[int] = mapped_column(default=0)
    currency: Mapped[str] = mapped_column(short(3), default="")
    happened_on: Mapped[date | None]
    about: Mapped[str] = mapped_column(default="")
    about_key: Mapped[str] = mapped_column(default="")
    about_at: Mapped[datetime | None]
    about_id: Mapped[int | None]
    refund_of: Mapped[str] = mapped_column(default="")
    fact_id: Mapped[int | None]
    tightens: Mapped[str] = mapped_column(short(20), default="")
