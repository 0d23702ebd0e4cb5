"""How long something takes, and how that is told."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """Seconds of several runs of one thing."""

    label: str
    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        return sorted(self.seconds)[max(0, round(0.95 * len(self.seconds)) - 1)]


def measure(label: str, what: Callable[[], object], *, times: int, warm: int = 2) -> Figure:
    """Run `what` `times` times, after a few runs that do not count."""
    for _ in range(warm):
        what()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        what()
        taken.append(time.perf_counter() - start)
    return Figure(label, tuple(taken))


def table(title: str, figures: list[Figure], *, floor: Figure, unit: int = 1, noun: str = "") -> str:
    """Markdown: milliseconds, how often the floor's time that is, and for `unit` things the rate."""
    heads = ["", "median ms", "p95 ms", f"× {floor.label}"] + ([f"{noun}/s"] if noun else [])
    lines = [f"### {title}", "", "| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    for figure in figures:
        cells = [figure.label, f"{figure.median * 1000:.1f}", f"{figure.p95 * 1000:.1f}"]
        cells.append(f"{figure.median / floor.median:.1f}")
        cells += [f"{unit / figure.median:,.0f}"] if noun else []
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join([*lines, ""])
