"""What home says of everybody, kept so that no page counts a million people."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Json, Tenant, in_workspace, now, short


class HomeFigures(Tenant):
    """The figures of a workspace as they were counted last; `mark` tells what had been written by then.

    `months` are the people at the end of each of the last twelve months, this one being the last, and
    `joined` those who came this month. `barred` has the number of people behind each first barrier, and is
    None as long as the standings are being kept anew.
    """

    __tablename__ = "home_figures"
    __table_args__ = (in_workspace(),)

    at: Mapped[datetime] = mapped_column(default=now)
    mark: Mapped[str] = mapped_column(short(60), default="")
    people: Mapped[int] = mapped_column(BigInteger)
    joined: Mapped[int] = mapped_column(BigInteger)
    months: Mapped[list[int]] = mapped_column(Json, default=list)
    barred: Mapped[dict[str, int] | None] = mapped_column(Json)
