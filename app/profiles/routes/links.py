"""Where the screens about people lead to outside themselves; templates know this module as `links`."""

from typing import Protocol

from flask import url_for

from app.batches.domain.status import BatchStatus


class _Numbered(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def status(self) -> BatchStatus: ...


def new_import() -> str:
    """Where an import begins."""
    return url_for("imports.new")


def batch(of: _Numbered) -> str:
    """Where an import goes on: at its columns until it was checked, then at its rows."""
    unchecked = of.status in (BatchStatus.UPLOADED, BatchStatus.MAPPED)
    return url_for("imports.columns" if unchecked else "batches.review", number=of.number)


def row(of: _Numbered, row_number: int) -> str:
    """One row of an import."""
    return url_for("batches.row", number=of.number, row_number=row_number)


def group(group_id: int) -> str:
    """The page of a group."""
    return url_for("groups.show", group_id=group_id)
