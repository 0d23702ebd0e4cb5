"""How long something takes, and how that is told."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """Seconds of several runs of one thing, how long its thread computed, and the most statements."""

    label: str
    seconds: tuple[float, ...]
    busy: tuple[float, ...] = ()
    statements: int | None = None

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def best(self) -> float:
        return min(self.seconds)

    @property
    def p95(self) -> float:
        return sorted(self.seconds)[max(0, round(0.95 * len(self.seconds)) - 1)]


def measure(label: str, what: Callable[[], object], *, times: int, warm: int = 2) -> Figure:
    """Run `what` `times` times, after a few runs that do not count."""
    return measure_in_turn({label: [what] * (warm + times)}, warm=warm)[label]


def measure_in_turn(
    runs: Mapping[str, Sequence[Callable[[], object]]], *, warm: int = 3
) -> dict[str, Figure]:
    """Run each once, one of every label in turn, so that a busy machine is as busy for one as for the other.

    The first few of each do not count.
    """
    taken: dict[str, list[tuple[float, float]]] = {label: [] for label in runs}
    for place in range(max(map(len, runs.values()), default=0)):
        for label, some in runs.items():
            if place < len(some):
                taken[label].append(_timed(some[place]))
    return {label: Figure(label, *zip(*times[warm:], strict=True)) for label, times in taken.items()}


def _timed(run: Callable[[], object]) -> tuple[float, float]:
    start, busy_before = time.perf_counter(), time.thread_time()
    run()
    return time.perf_counter() - start, time.thread_time() - busy_before


def table(title: str, figures: list[Figure], *, floor: Figure, unit: int = 1, noun: str = "") -> str:
    """Markdown: milliseconds, how often the floor's time that is, and for `unit` things the rate."""
    heads = ["median ms", "p95 ms", f"× {floor.label}"] + ([f"{noun}/s"] if noun else [])
    lines = []
    for figure in figures:
        cells = [figure.label, *milliseconds(figure), f"{figure.median / floor.median:.1f}"]
        lines.append([*cells, *([f"{unit / figure.median:,.0f}"] if noun else [])])
    return grid(title, heads, lines)


def busy(figure: Figure) -> str:
    """The median of the time that this process's processor was at it, in milliseconds."""
    return f"{statistics.median(figure.busy) * 1000:.1f}"


def milliseconds(figure: Figure) -> list[str]:
    """The median and the 95th percentile."""
    return [f"{figure.median * 1000:.1f}", f"{figure.p95 * 1000:.1f}"]


def grid(title: str, heads: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A table in Markdown whose first column has no head."""
    rows = [["", *heads], ["---"] * (len(heads) + 1), *lines]
    return "\n".join([f"### {title}", "", *(f"| {' | '.join(row)} |" for row in rows), ""])
