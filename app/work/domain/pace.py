"""How much a worker does before it lets others write, and for how long it then waits."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """Chunks sized by time: `target` and `pause` are seconds, `least` and `most` are rows.

    A chunk costs something before its first row, so that fewer than `least` rows would hardly take less time.
    """

    target: float
    pause: float
    least: int
    most: int

    def next_size(self, size: int, seconds: float) -> int:
        """Rows for the next chunk, after `size` rows took `seconds`: at most twice, at least a quarter."""
        factor = self.target / max(seconds, 1e-6)
        return max(self.least, min(self.most, round(size * max(0.25, min(2.0, factor)))))


ONE_WRITER = Pace(target=0.05, pause=0.015, least=50, most=2_000)
"""SQLite has one writer: short chunks, with a gap in which staff's saves get their turn."""

GATHERED = Pace(target=0.05, pause=0.015, least=100, most=1_000)
"""The same for chunks whose writes are put together before the lock is taken."""

MANY_WRITERS = Pace(target=0.25, pause=0.0, least=200, most=10_000)
"""Postgres locks rows, not the database: long chunks cost nobody anything."""
