"""What a matcher's answers are worth, beside the truth."""

import csv
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SURE, ASKED = 95.0, 70.0
_EDGES = (20, 50, 70, 85, 95, 98, 99.5)
"""Where the bands begin in which mean score and share of right ones are compared."""
_FEW = 40
"""A band of fewer links says nothing about calibration."""


@dataclass(frozen=True, slots=True)
class Link:
    """The best candidate of one row: his score, whether he is right, and what the row is."""

    score: float
    right: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Reached:
    """All links from some score up: how many are right, and which share of the matches those are."""

    links: int
    precision: float
    recall: float
    wrong: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """What one matcher reaches on one set. `gap` is the largest difference of score and truth in a band."""

    rows: int
    best_f1: float
    best_at: float
    sure: Reached
    asked: Reached
    review_share: float
    review_right: float
    gap: float


def links(folder: Path, out: Path) -> tuple[list[Link], int]:
    """The links of an output, best first, and how many rows have a match."""
    truth = _rows(folder / "truth.csv")
    found = {row["row_id"]: row for row in _rows(out) if row["constituent_id"]}
    told = [(found[row["row_id"]], row) for row in truth if row["row_id"] in found]
    links = [
        Link(float(guess["score"]), guess["constituent_id"] in row["existing_ids"].split(";"), row["kind"])
        for guess, row in told
    ]
    return sorted(links, key=lambda link: -link.score), sum(1 for row in truth if row["existing_ids"])


def figures(links: Sequence[Link], positives: int, rows: int) -> Figures:
    """The figures of links that stand best first."""
    best, at = _best(links, positives)
    sure, asked = (_from(links, floor, positives) for floor in (SURE, ASKED))
    review = [link for link in links if ASKED <= link.score < SURE]
    right = sum(link.right for link in review) / max(1, len(review))
    return Figures(rows, best, at, sure, asked, len(review) / max(1, rows), right, gap(links))


def _best(links: Sequence[Link], positives: int) -> tuple[float, float]:
    """The best harmonic mean of precision and recall, and the score from which it is reached."""
    best, at, hits = 0.0, 0.0, 0
    for seen, link in enumerate(links, 1):
        hits += link.right
        is_last = seen == len(links) or links[seen].score != link.score
        reached = 2 * hits / max(1, seen + positives)
        if is_last and reached > best:
            best, at = reached, link.score
    return best, at


def _from(links: Sequence[Link], floor: float, positives: int) -> Reached:
    chosen = [link for link in links if link.score >= floor]
    right = sum(link.right for link in chosen)
    wrong = Counter(link.kind for link in chosen if not link.right)
    return Reached(
        len(chosen), right / max(1, len(chosen)), right / max(1, positives), dict(wrong.most_common())
    )


def gap(links: Sequence[Link]) -> float:
    """The largest difference between mean score and share of right links, in bands that are not small."""
    bands: dict[int, list[Link]] = {}
    for link in links:
        bands.setdefault(bisect_right(_EDGES, link.score), []).append(link)
    telling = [band for place, band in bands.items() if place and len(band) >= _FEW]
    return max(
        (abs(_mean(band) - sum(link.right for link in band) / len(band)) for band in telling), default=0.0
    )


def _mean(band: Sequence[Link]) -> float:
    return sum(link.score for link in band) / len(band) / 100


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
