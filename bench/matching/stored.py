"""The records of a labelled set as a workspace of its own, on SQLite and on PostgreSQL."""

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask

from app.accounts.services import create_workspace
from app.config import ROOT
from app.constituents.columns import address_columns, constituent_columns, email_columns, phone_columns
from app.constituents.domain.record import Existing
from app.constituents.models import Address, Constituent, EmailAddress, Phone
from app.db import bind, db, now
from app.linking.services.comparing import chunks, opened
from app.matching.services import count_anew
from app.operations.workspaces import OPERATOR
from bench.data import databases
from bench.data.databases import Fill, Made
from bench.data.matched import matched
from bench.data.store import Store

POINTS: tuple[tuple[str, Any, Any], ...] = (
    ("emails", EmailAddress, email_columns),
    ("phones", Phone, phone_columns),
    ("addresses", Address, address_columns),
)
TODAY = date(2026, 1, 1)
FIRST_LOOKUP = 1_001
MATCHING = "app/matching/domain"
MADE_BY = (
    "migrations/versions",
    f"{MATCHING}/standard",
    *(f"{MATCHING}/{name}.py" for name in ("identity", "facts", "blocking", "placing", "counting")),
    *(
        f"app/constituents/domain/{name}.py"
        for name in ("nicknames", "families", "organizations", "scripts", "blanks")
    ),
    "bench/matching/stored.py",
)


@contextmanager
def workspace_of(folder: Path, cache: Path, database: str) -> Iterator[Made]:
    """A workspace with everybody of the set's existing.csv; made once, and kept in `cache`."""
    name = f"{folder.name}-{version(folder)}"
    with databases.filled(cache / f"match-sqlite-{name}", _filling(folder)) as made:
        if database == "sqlite":
            yield made
            return
        with databases.copied(cache / f"match-postgres-{name}", made) as copy:
            yield copy


def version(folder: Path) -> str:
    """Changes with the set, with the schema, and with how records are standardized."""
    hashed = hashlib.sha256((folder / "existing.csv").read_bytes())
    for place in MADE_BY:
        path = ROOT / place
        for file in sorted(path.glob("*.py")) if path.is_dir() else [path]:
            hashed.update(file.read_bytes())
    return hashed.hexdigest()[:10]


def _filling(folder: Path) -> Fill:
    def fill(app: Flask, store: Store) -> None:
        with app.app_context():
            workspace_id = create_workspace(name="Bench", actor=OPERATOR).id
            db.session.commit()
            done, points = 0, count(1)
            known = opened(folder / "existing.csv", "constituent_id", "US", TODAY)
            for part in chunks(known):
                records = [
                    known.reader.existing(cells, done + place) for place, (_, cells) in enumerate(part, 1)
                ]
                for kind, rows in _rows(workspace_id, records, points).items():
                    store.write(kind, rows)
                done += len(records)
                print(f"\r{done:,} records written", end="", file=sys.stderr)
            store.settle()
            print(file=sys.stderr)
            bind(workspace_id)
            count_anew(workspace_id)
            db.session.commit()

    return fill


def _rows(
    workspace_id: int, records: list[Existing], points: Iterator[int]
) -> dict[Any, list[dict[str, Any]]]:
    at, mine = now(), {"workspace_id": workspace_id}
    rows: dict[Any, list[dict[str, Any]]] = {
        kind: [] for kind in (Constituent, *(kind for _, kind, _ in POINTS))
    }
    for record in records:
        own = {"id": record.id, "lookup_number": FIRST_LOOKUP + record.id, "created_at": at, "updated_at": at}
        rows[Constituent].append({**mine, **constituent_columns(record), **own})
        for part, kind, columns in POINTS:
            rows[kind] += [
                {**mine, "id": next(points), "constituent_id": record.id, **columns(point)}
                for point in getattr(record, part)
            ]
    return rows | matched(workspace_id, records)
