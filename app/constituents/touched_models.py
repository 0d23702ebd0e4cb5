"""Who was touched lately, and by what: triggers of the database write it, whoever wrote the row."""

from sqlalchemy import BigInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from app.constituents.domain.touching import Thing
from app.db import NARROW, Tenant, in_workspace, short


class Touch(Tenant):
    """Something about a person changed, or about an address with this key, or with neither about anybody.

    It `is_fresh` until what is kept of her standing is in step. On SQLite there is one of a kind, on
    PostgreSQL each statement adds its own with another `id`, so that nobody waits. No key leads to the
    person: that she is gone is told as well.
    """

    __tablename__ = "touches"
    __table_args__ = (in_workspace(), NARROW)

    is_fresh: Mapped[bool] = mapped_column(primary_key=True)
    constituent_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    address_key: Mapped[str] = mapped_column(short(64), primary_key=True)
    kind: Mapped[Thing] = mapped_column(primary_key=True)
    id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, server_default=text("0")
    )
