"""The limits of a deployment."""

from app.config import Settings
from app.imports.domain.limits import Limits


def limits_of(settings: Settings) -> Limits:
    """How large a file may be here."""
    return Limits(
        rows=settings.max_rows,
        columns=settings.max_columns,
        field_characters=settings.max_cell_characters,
        row_characters=max(Limits().row_characters, settings.max_cell_characters),
        workbook_bytes=settings.max_workbook_mb * 1_000_000,
    )
