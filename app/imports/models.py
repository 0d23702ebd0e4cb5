"""Uploaded files, kept as rows so that any web or work process can read them, and saved mappings."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record, Tenant, in_workspace, now, ref, short


class UploadPart(Tenant):
    """A piece of an uploaded file, in order: of its text from 0 up, of a workbook itself from -1 down."""

    __tablename__ = "upload_parts"
    __table_args__ = (in_workspace(), ref("batch_id", "batches"))

    batch_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    part: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class SavedMapping(Record):
    """Where the columns of a known file go, found again by the signature of its header."""

    __tablename__ = "saved_mappings"
    __table_args__ = (
        in_workspace(),
        Index("uq_saved_mappings_name", "workspace_id", "name", unique=True),
        Index("ix_saved_mappings_signature", "workspace_id", "signature"),
    )

    name: Mapped[str] = mapped_column(short())
    signature: Mapped[str] = mapped_column(short(64))
    mapping: Mapped[dict[str, Any]]
    used_at: Mapped[datetime] = mapped_column(default=now)
