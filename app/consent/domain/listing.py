"""A verdict as the list of its gates, for screens and commands."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.consent.domain.barrier import Gate
from app.consent.domain.verdict import Verdict

_AT_SENDING = frozenset({Gate.NOT_EXCLUDED, Gate.FREQUENCY})


@dataclass(frozen=True, slots=True)
class GateItem:
    """One gate as the component `gates` shows it; `passed` None was not asked here."""

    title: str
    passed: bool | None
    detail: str
    deciding: bool


def gate_items(
    verdict: Verdict, day: Callable[[datetime], str], *, about_topic: bool = False
) -> list[GateItem]:
    """Every gate in order, with what it found, since when and by whom; the first that failed decides."""
    unasked = _AT_SENDING if about_topic else _AT_SENDING | {Gate.TOPIC}
    first = next(iter(verdict.barriers), None)
    items = []
    for result in verdict.gates:
        since = f"since {day(result.since)}" if result.since else ""
        said = " · ".join(part for part in (result.detail, since, result.source) if part)
        passed = None if result.passed and result.gate in unasked else result.passed
        items.append(GateItem(f"{result.gate.number}. {result.gate.words}", passed, said, result is first))
    return items
