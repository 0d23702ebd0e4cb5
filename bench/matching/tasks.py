"""What is measured on a stored workspace, in a process of its own: prints one line of JSON.

python -m bench.matching.tasks make|match|typed|storage sqlite|postgres FOLDER CACHE [QUERIES]
"""

import argparse
import csv
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import text

from app.constituents.domain.record import Address, Incoming, Name
from app.db import bind, db, reading
from app.linking.services.comparing import Rows, chunks, opened
from app.matching.domain.standard import standardize
from app.matching.queries import judged, search
from bench.data import make
from bench.data.databases import Made
from bench.matching.stored import TODAY, workspace_of

Told = dict[str, Any]
WARM = 20
TABLES = ("match_keys", "match_records", "match_counts")


def main() -> None:
    """Do one of the tasks."""
    parser = argparse.ArgumentParser(prog="python -m bench.matching.tasks", description=__doc__)
    parser.add_argument("task", choices=["make", *TASKS])
    parser.add_argument("database", choices=["sqlite", "postgres"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("cache", type=Path)
    parser.add_argument("queries", type=int, nargs="?", default=400)
    options = parser.parse_args()
    with workspace_of(options.folder, options.cache, options.database) as made:
        if options.task in TASKS:
            with made.app.app_context():
                workspace_id = make.workspace_id()
                db.session.remove()
                bind(workspace_id)
                with reading():
                    print(
                        json.dumps(TASKS[options.task](made, workspace_id, options.folder, options.queries))
                    )
                db.session.remove()


def match(_made: Made, workspace_id: int, folder: Path, _queries: int) -> Told:
    """Everybody of incoming.csv against the workspace: seconds of this process by step, and on the clock."""
    taken = {"read": 0.0, "standardize": 0.0, "match": 0.0}
    start, clock = time.process_time(), time.perf_counter()

    def until_now(step: str) -> None:
        nonlocal start
        taken[step] += time.process_time() - start
        start = time.process_time()

    pairs = rows = 0
    coming = opened(folder / "incoming.csv", "row_id", "US", TODAY)
    for part in chunks(coming):
        records = [coming.reader.incoming(cells) for _, cells in part]
        until_now("read")
        identities = [standardize(record) for record in records]
        until_now("standardize")
        found = judged(workspace_id, identities)
        pairs, rows = pairs + len(found.judgment.scores), rows + len(records)
        until_now("match")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return {
        **taken,
        "clock": time.perf_counter() - clock,
        "pairs": pairs,
        "rows": rows,
        "megabytes": memory,
    }


# --- as somebody types


def _name(whole: Incoming) -> Incoming:
    return Incoming(whole.kind, Name(first=whole.name.first, last=whole.name.last))


def _town(whole: Incoming) -> Incoming:
    towns = [Address((), each.city, each.region, each.postcode, "", each.type) for each in whole.addresses]
    return replace(_name(whole), addresses=tuple(towns))


def _email(whole: Incoming) -> Incoming:
    return replace(_name(whole), emails=whole.emails)


KINDS: dict[str, Callable[[Incoming], Incoming | None]] = {
    "name only": _name,
    "name and town": lambda whole: _town(whole) if whole.addresses else None,
    "name and email": lambda whole: _email(whole) if whole.emails else None,
    "all fields": lambda whole: whole,
}


def typed(_made: Made, workspace_id: int, folder: Path, queries: int) -> Told:
    """Milliseconds of one search, by what was typed; and how often the right one is among five."""
    people = _known_people(folder, queries + WARM)
    return {label: _asked(workspace_id, people, part) for label, part in KINDS.items()}


def _known_people(folder: Path, many: int) -> list[tuple[Incoming, set[int]]]:
    """People who come in and are on record, with the ids of their records."""
    with (folder / "truth.csv").open(newline="", encoding="utf-8") as file:
        whose = {row["row_id"]: row["existing_ids"] for row in csv.DictReader(file) if row["existing_ids"]}
    places = _places(folder)
    coming: Rows = opened(folder / "incoming.csv", "row_id", "US", TODAY)
    found = [
        (coming.reader.incoming(cells), {places[own] for own in whose[row_id].split(";")})
        for row_id, cells in coming
        if row_id in whose
    ]
    named = [each for each in found if each[0].name.first and each[0].name.last]
    Random(5).shuffle(named)
    return named[: 4 * many]


def _places(folder: Path) -> dict[str, int]:
    with (folder / "existing.csv").open(newline="", encoding="utf-8") as file:
        return {row["constituent_id"]: place for place, row in enumerate(csv.DictReader(file), 1)}


def _asked(
    workspace_id: int,
    people: Sequence[tuple[Incoming, set[int]]],
    part: Callable[[Incoming], Incoming | None],
) -> Told:
    asked = [(known, whose) for whole, whose in people if (known := part(whole))]
    asked = asked[: max(WARM + 1, len(people) // 4)]
    taken, busy, hits = [], [], 0
    for known, whose in asked:
        start, computed = time.perf_counter(), time.process_time()
        found = search(workspace_id, [known], trusted=()).found[0]
        taken.append(1000 * (time.perf_counter() - start))
        busy.append(1000 * (time.process_time() - computed))
        db.session.rollback()
        hits += any(match.constituent_id in whose for match in found.matches[:5])
    ordered = sorted(taken[WARM:])
    at = {f"p{share}": ordered[min(len(ordered) - 1, len(ordered) * share // 100)] for share in (50, 95, 99)}
    at["processor"] = statistics.median(busy[WARM:])
    return {**at, "in five": hits / len(asked), "queries": len(ordered)}


# --- how much room it takes


def storage(made: Made, _workspace_id: int, folder: Path, _queries: int) -> Told:
    """Bytes of each table with its indexes, and how many rows there are."""
    if made.file:
        query = "SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name = :table OR name LIKE '%' || :table"
    else:
        query = "SELECT pg_total_relation_size(CAST(:table AS regclass))"
    sizes = {table: db.session.scalar(text(query), {"table": table}) for table in TABLES}
    rows = {table: db.session.scalar(text(f"SELECT count(*) FROM {table}")) for table in TABLES}
    return {"bytes": sizes, "rows": rows}


TASKS: dict[str, Callable[[Made, int, Path, int], Told]] = {
    "match": match,
    "typed": typed,
    "storage": storage,
}

if __name__ == "__main__":
    main()
