"""Why a constituent is gone for good."""

from enum import StrEnum


class Departed(StrEnum):
    """Erased people leave an empty row behind, merged ones live on in another record."""

    ERASED = "erased"
    MERGED = "merged"
