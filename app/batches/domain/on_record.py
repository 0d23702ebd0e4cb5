"""Whom on record a row that adds somebody may be about, though too little tells so to ask."""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from app.batches.domain.rows import Action, Outcome, RowState
from app.matching.domain.likeness import is_of_the_household
from app.matching.domain.result import Match

WORTH_SHOWING = 30
"""A score from which on somebody is named also under another name."""
_MOST = 2
_SAME = "same"


class Adding(Protocol):
    """What is stored with a row."""

    @property
    def outcome(self) -> Outcome: ...
    @property
    def action(self) -> Action: ...
    @property
    def state(self) -> RowState: ...
    @property
    def joins(self) -> int | None: ...
    @property
    def match(self) -> Mapping[str, Any] | None: ...
    @property
    def decision(self) -> Mapping[str, Any] | None: ...


def on_record(row: Adding) -> tuple[int, ...]:
    """Those of the same name, or alike enough to be named, best first; nobody once staff said who it is.

    Of a relative the row tells otherwise.
    """
    is_adding = row.outcome is Outcome.READY and row.action is Action.CREATE and not row.joins
    if not is_adding or row.state.was_applied or row.decision:
        return ()
    return tuple(match.constituent_id for match in _compared(row) if _may_be(match))[:_MOST]


def _compared(row: Adding) -> Iterator[Match]:
    return map(Match.from_json, (row.match or {}).get("candidates", []))


def _may_be(match: Match) -> bool:
    return not is_of_the_household(match) and (_is_namesake(match) or match.score >= WORTH_SHOWING)


def _is_namesake(match: Match) -> bool:
    agreeing = {part.field for part in match.contributions if part.agrees and part.level == _SAME}
    return {"first", "last"} <= agreeing or "organization" in agreeing
