"""How much a worker does before it lets others write, and for how long it then waits."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """Chunks sized by time: `target` and `pause` are seconds, `first` and `most` are rows."""

    target: float
    pause: float
    first: int
    most: int

    def next_size(self, size: int, seconds: float) -> int:
        """Rows for the next chunk, after `size` rows took `seconds`: at most twice, at least a quarter."""
        factor = self.target / max(seconds, 1e-6)
        return max(1, min(self.most, round(size * max(0.25, min(2.0, factor)))))


ONE_WRITER = Pace(target=0.025, pause=0.015, first=25, most=2_000)
"""SQLite has one writer and its waiting is not a queue: short chunks with a gap keep staff's saves quick."""

MANY_WRITERS = Pace(target=0.25, pause=0.0, first=200, most=10_000)
"""Postgres locks rows, not the database: long chunks cost nobody anything."""
