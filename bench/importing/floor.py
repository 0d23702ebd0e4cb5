"""The raw floor: the csv module and one `executemany` into a table with an index on the email.

python -m bench.importing.floor FILE DATABASE
prints the seconds, as JSON. DATABASE is a file for SQLite, or a libpq URL.
"""

import csv
import json
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

import psycopg

from bench.importing.file import COLUMNS

NAMES = ", ".join(f"c{place}" for place in range(len(COLUMNS)))
KINDS = ", ".join(f"c{place} text" for place in range(len(COLUMNS)))


def main(file: Path, database: str) -> None:
    """Read and insert the file once."""
    begun = time.perf_counter()
    with file.open(newline="", encoding="utf-8") as stream:
        rows = csv.reader(stream)
        next(rows)
        if database.startswith("postgresql:"):
            _on_postgres(rows, database)
        else:
            _on_sqlite(rows, database)
    print(json.dumps({"floor": time.perf_counter() - begun}))


def _on_sqlite(rows: "csv._reader", path: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"CREATE TABLE floor ({KINDS})")
        connection.execute("CREATE INDEX ix_floor ON floor (c0)")
        marks = ", ".join("?" * len(COLUMNS))
        connection.executemany(f"INSERT INTO floor ({NAMES}) VALUES ({marks})", rows)


def _on_postgres(rows: "csv._reader", url: str) -> None:
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE floor ({KINDS})")
        cursor.execute("CREATE INDEX ix_floor ON floor (c0)")
        marks = ", ".join(["%s"] * len(COLUMNS))
        cursor.executemany(f"INSERT INTO floor ({NAMES}) VALUES ({marks})", rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
