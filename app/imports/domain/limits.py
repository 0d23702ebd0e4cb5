"""How large a file may be. Each number is a promise to staff: its refusal says what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one upload, counted while reading and never taken from what a file says about itself.

    Characters and bytes are counted one by one; `workbook_ratio` is unpacked to packed size, and
    `head_bytes` and `sample_rows` are how much of a file is looked at to understand it.
    """

    columns: int = 500
    field_characters: int = 64_000
    rows: int = 1_000_000
    row_characters: int = 1_000_000
    row_lines: int = 1_000
    torn_rows: int = 100
    head_bytes: int = 256 * 1024
    sample_rows: int = 100
    workbook_bytes: int = 512 * 1024 * 1024
    workbook_ratio: int = 100
    workbook_entries: int = 1_000


DEFAULT_LIMITS = Limits()
"""The documented limits."""
