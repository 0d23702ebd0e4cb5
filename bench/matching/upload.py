"""People who are twice in one upload: the rows of a file against each other.

python -m bench.matching.upload FOLDER
"""

import csv
import json
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from app.linking.services.comparing import chunks, opened
from app.linking.services.store import throw_away
from app.matching.domain.standard import standardize
from app.matching.queries import judged
from app.matching.services import count_anew, load
from bench.matching.figures import ASKED
from bench.matching.stored import TODAY

Pair = tuple[str, str]


def main(folder: Path) -> None:
    """Print how many pairs were found, how many are right, and how many of those that there are."""
    found, truth, sharing = pairs(folder), repeated(folder), same_email(folder)
    right = len(found & truth)
    told = {
        "found": len(found),
        "precision": right / max(1, len(found)),
        "recall": right / max(1, len(truth)),
        "by email": len(sharing & truth) / max(1, len(sharing)),
        "others of one email": len(sharing - truth),
        "of them taken for one": len((sharing - truth) & found),
    }
    print(json.dumps(told))


def pairs(folder: Path) -> set[Pair]:
    """The pairs of rows of which a person should see that they may be one."""
    rows = opened(folder / "incoming.csv", "row_id", "US", TODAY)
    names: list[str] = []
    found: set[Pair] = set()
    with throw_away() as workspace_id:
        for part in chunks(rows):
            told = [standardize(rows.reader.incoming(cells)) for _, cells in part]
            load(workspace_id, enumerate(told, 1 + len(names)))
            names += [own for own, _ in part]
        count_anew(workspace_id)
        done = 0
        for part in chunks(rows):
            seen = judged(workspace_id, [standardize(rows.reader.incoming(cells)) for _, cells in part])
            likely = seen.judgment.scores >= ASKED
            for row, other in zip(seen.rows[likely].tolist(), seen.owners[likely].tolist(), strict=True):
                if other != 1 + done + row:
                    found.add(_pair(names[done + row], names[other - 1]))
            done += len(part)
    return found


def repeated(folder: Path) -> set[Pair]:
    """The pairs of rows that are truly one person."""
    return _together(folder / "truth.csv", "entity_id")


def same_email(folder: Path) -> set[Pair]:
    """The pairs of rows with the same email: who goes by that drops the second one."""
    return _together(folder / "incoming.csv", "email")


def _together(path: Path, column: str) -> set[Pair]:
    groups: dict[str, list[str]] = defaultdict(list)
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if value := row[column].strip().lower():
                groups[value].append(row["row_id"])
    return {_pair(*two) for group in groups.values() for two in combinations(group, 2)}


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
