"""The figures as tables, the goals beside them."""

from collections.abc import Mapping, Sequence
from typing import Any

from bench.matching.figures import ASKED, SURE, Figures, Reached
from bench.matching.programs import Taken
from bench.timing import grid

Told = Mapping[str, Any]
WORTH = [
    "best F1 (goal ≥ .945)",
    f"≥ {SURE:.0f}: precision / recall (≥ .995 / ≥ .72)",
    f"≥ {ASKED:.0f}: precision / recall (recall ≥ .91)",
    "review: share / right (≤ 8 % / ≥ 90 %)",
    "calibration gap (≤ .030)",
    "processor s",
    "memory MB",
]
EFFORT = ["processor s", "rows/s", "clock s", "memory MB"]


def share(value: float) -> str:
    """ ".940", "1.000"."""
    return f"{value:.3f}".removeprefix("0")


def worth(title: str, found: Mapping[str, tuple[Figures | None, Taken]]) -> str:
    """What each matcher is worth on one labelled set."""
    return grid(title, WORTH, [_worth(name, *each) for name, each in found.items()])


def _worth(name: str, figures: Figures | None, taken: Taken) -> list[str]:
    effort = [f"{taken.processor:.1f}", f"{taken.megabytes:.0f}"]
    if figures is None:
        return [name, taken.error, *[""] * 4, *effort]
    return [
        name,
        f"{share(figures.best_f1)} at {figures.best_at:.1f}",
        f"{share(figures.sure.precision)} / {share(figures.sure.recall)}",
        f"{share(figures.asked.precision)} / {share(figures.asked.recall)}",
        f"{100 * figures.review_share:.1f} % / {100 * figures.review_right:.0f} %",
        share(figures.gap),
        *effort,
    ]


def errors(title: str, found: Mapping[str, Figures]) -> str:
    """Wrong links by kind of row, from the automatic band / from the review's beginning."""
    kinds = sorted({kind for each in found.values() for kind in each.asked.wrong})
    lines = [[name, *(_wrong(each.sure, each.asked, kind) for kind in kinds)] for name, each in found.items()]
    return grid(title, [kind.replace("_", " ") for kind in kinds], lines)


def _wrong(sure: Reached, asked: Reached, kind: str) -> str:
    return f"{sure.wrong.get(kind, 0)} / {asked.wrong.get(kind, 0)}" if kind in asked.wrong else "–"


def effort(title: str, rows: int, found: Mapping[str, Taken]) -> str:
    """What whole programs take for so many rows."""
    lines = [
        [
            name,
            taken.error or f"{taken.processor:.1f}",
            f"{rows / max(taken.processor, 0.01):,.0f}",
            f"{taken.clock:.1f}",
            f"{taken.megabytes:.0f}",
        ]
        for name, taken in found.items()
    ]
    return grid(title, EFFORT, lines)


def stored(title: str, found: Mapping[str, Told]) -> str:
    """What the match takes where keys are kept, by step; seconds of our own process."""
    heads = ["read s", "standardize s", "match s (5k × 20k ≤ .4)", "in all s (100k × 1M ≤ 12)", "clock s"]
    lines = [
        [
            name,
            *(f"{each[step]:.2f}" for step in ("read", "standardize", "match")),
            f"{sum(each[step] for step in ('read', 'standardize', 'match')):.1f}",
            f"{each['clock']:.1f}",
            f"{each['megabytes']:.0f}",
        ]
        for name, each in found.items()
    ]
    return grid(title, [*heads, "memory MB (≤ 400)"], lines)


def typed(title: str, found: Mapping[str, Mapping[str, Told]]) -> str:
    """One search as somebody types, by database and by what is typed."""
    heads = ["p50 ms", "p95 ms (SQLite ≤ 5, PostgreSQL ≤ 8)", "p99 ms", "processor ms", "right one in five"]
    lines = [
        [
            f"{database}: {what}",
            *(f"{each[part]:.1f}" for part in ("p50", "p95", "p99", "processor")),
            share(each["in five"]),
        ]
        for database, kinds in found.items()
        for what, each in kinds.items()
    ]
    return grid(title, heads, lines)


def storage(title: str, found: Mapping[str, Told]) -> str:
    """The room that a million records take."""
    heads = ["keys MB (≤ 200 / ≤ 450)", "keys a record", "records MB", "counts MB"]
    lines = [[database, *_room(each["bytes"], each["rows"])] for database, each in found.items()]
    return grid(title, heads, lines)


def _room(sizes: Mapping[str, int], rows: Mapping[str, int]) -> Sequence[str]:
    people = max(1, rows["match_records"])
    keys, records, counts = (
        sizes[table] / people for table in ("match_keys", "match_records", "match_counts")
    )
    return f"{keys:.0f}", f"{rows['match_keys'] / people:.2f}", f"{records:.0f}", f"{counts:.0f}"


def upload(title: str, found: Mapping[str, Told]) -> str:
    """Rows of one upload that are one person."""
    heads = [
        "precision (≥ .97)",
        "recall (≥ .99)",
        "right by “same email”",
        "others of one email",
        "of them taken for one (0)",
    ]
    lines = [
        [
            name,
            share(each["precision"]),
            share(each["recall"]),
            share(each["by email"]),
            str(each["others of one email"]),
            str(each["of them taken for one"]),
        ]
        for name, each in found.items()
    ]
    return grid(title, heads, lines)
