"""django-import-export on the same file: its normal flow, a dry run and then the import, into one flat table.

python -m bench.importing.peer FILE EXISTING DATABASE
prints how long each of the two took, as JSON. DATABASE is a file for SQLite, or a libpq URL.
"""

import csv
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from sqlalchemy.engine import make_url

OWN_APP = "bench.importing.apps.ImportingConfig"
FIELDS = (
    *("email", "title", "first_name", "middle_name", "last_name", "suffix", "organization"),
    *("phone", "street", "city", "state", "postcode", "country", "birth_date"),
)


def main(file: Path, existing: Path, database: str) -> None:
    """Fill the table with `existing`, then import `file`: people are found by email."""
    _set_up(database)
    told: dict[str, Any] = dict(_measured(file, existing))
    print(json.dumps(told))


def _measured(file: Path, existing: Path) -> list[tuple[str, Any]]:
    from django.db import connection
    from import_export.resources import ModelResource
    from tablib import Dataset

    from bench.importing.models import FlatConstituent

    class Resource(ModelResource):
        """As one would write it: people are known by email, rows that change nothing are left out."""

        class Meta:
            model = FlatConstituent
            fields = FIELDS
            import_id_fields = ("email",)
            skip_unchanged = True
            use_transactions = True

    with connection.schema_editor() as editor:
        editor.create_model(FlatConstituent)
    FlatConstituent.objects.bulk_create(
        (FlatConstituent(**dict(zip(FIELDS, cells, strict=True))) for cells in _rows(existing)),
        batch_size=5_000,
    )

    def flow(*, dry_run: bool) -> Callable[[], Any]:
        return lambda: Resource().import_data(
            Dataset(*_rows(file), headers=FIELDS), dry_run=dry_run, raise_errors=False
        )

    checked, result = _timed(flow(dry_run=True))
    imported, _ = _timed(flow(dry_run=False))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_024
    totals = dict(result.totals)
    return [("dry run", checked), ("import", imported), ("MB", peak), ("totals", totals)]


def _timed(what: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    result = what()
    return time.perf_counter() - begun, result


def _rows(path: Path) -> list[tuple[str, ...]]:
    with path.open(newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        next(rows)
        return [tuple(row) for row in rows]


def _set_up(database: str) -> None:
    settings.configure(
        DATABASES={"default": _database(database)},
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "import_export",
            OWN_APP,
        ],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
    )
    django.setup()


def _database(given: str) -> dict[str, Any]:
    if not given.startswith("postgresql:"):
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": given, "OPTIONS": {"init_command": pragmas}}
    url = make_url(given)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.database,
        "USER": url.username,
        "HOST": url.query["host"],
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
