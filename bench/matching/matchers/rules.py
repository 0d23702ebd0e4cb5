"""What other tools do.

The same email; or the same name and any one of email, phone and address, as in Raiser's Edge NXT.
"""

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

Row = dict[str, str]
Keys = Callable[[Row], Iterator[tuple[str, ...]]]


def email(row: Row) -> Iterator[tuple[str, ...]]:
    """The same email, as written but for case."""
    for column in ("email", "email2"):
        if text := row.get(column, "").strip().lower():
            yield (text,)


def nxt(row: Row) -> Iterator[tuple[str, ...]]:
    """The same first and last name, or name of an organization, and one of the ways to reach somebody."""
    name = tuple(
        row.get(part, "").strip().lower() for part in ("first_name", "last_name", "organization_name")
    )
    if not any(name):
        return
    for text in email(row):
        yield *name, "email", *text
    for column in ("phone", "phone2"):
        if digits := re.sub(r"\D", "", row.get(column, ""))[-10:]:
            yield *name, "phone", digits
    if line := re.sub(r"\W+", " ", row.get("address_line1", "").lower()).strip():
        yield *name, "address", line, row.get("zip", "")[:5]


RULES: dict[str, Keys] = {"email": email, "nxt": nxt}


def main(rule: Keys, folder: Path, out: Path) -> None:
    """The first of those on record who share a key with the row, for sure."""
    known: dict[tuple[str, ...], str] = {}
    for row in _rows(folder / "existing.csv"):
        for key in rule(row):
            known.setdefault(key, row["constituent_id"])
    with out.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row_id", "constituent_id", "score"])
        for row in _rows(folder / "incoming.csv"):
            votes: dict[str, int] = defaultdict(int)
            for key in rule(row):
                if key in known:
                    votes[known[key]] += 1
            if votes:
                writer.writerow([row["row_id"], max(votes, key=lambda who: votes[who]), 100])


def _rows(path: Path) -> Iterator[Row]:
    with path.open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


if __name__ == "__main__":
    main(RULES[sys.argv[1]], Path(sys.argv[2]), Path(sys.argv[3]))
