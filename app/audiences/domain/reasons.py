"""Why somebody cannot be emailed, as a check keeps it: every gate that failed, in words that last."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.consent.domain.barrier import Barrier
from app.consent.domain.gates import GateResult
from app.words import _


@dataclass(frozen=True, slots=True)
class Reason:
    """One gate that failed: what stood in it, since when and from where, as it was said then."""

    barrier: Barrier
    detail: str
    since: datetime | None
    source: str

    @property
    def words(self) -> str:
        """The reason in one piece, for a file."""
        said = self.detail
        if self.since:
            said = _("{reason}, since {day}", reason=said, day=f"{self.since:%Y-%m-%d}")
        return f"{said} ({self.source})" if self.source else said


def kept(failed: Iterable[GateResult]) -> list[dict[str, Any]]:
    """Gates that failed as JSON can hold them. Raises ValueError for one that was passed."""
    return [_kept(result) for result in failed]


def _kept(result: GateResult) -> dict[str, Any]:
    if result.barrier is None:
        raise ValueError(f"{result.gate} was passed")
    return {
        "barrier": result.barrier.value,
        "detail": result.detail,
        "since": result.since.isoformat() if result.since else None,
        "source": result.source,
    }


def read(stored: Iterable[Mapping[str, Any]]) -> tuple[Reason, ...]:
    """The same, out of the database."""
    return tuple(
        Reason(
            Barrier(each["barrier"]),
            each["detail"],
            datetime.fromisoformat(each["since"]) if each["since"] else None,
            each["source"],
        )
        for each in stored
    )
