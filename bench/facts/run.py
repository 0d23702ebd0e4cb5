"""Facts in and figures out: what it costs to keep the rollups, and what they spare."""

import argparse
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import func, select

from app.activity.models import Donation, EmailEvent, Registration
from app.activity.services import rebuilding
from app.constituents.models import Constituent
from app.db import db
from bench.data import crowd, databases, make
from bench.data.crowd import Size
from bench.data.databases import Made
from bench.facts import ingest, reading
from bench.facts.session import session
from bench.timing import grid


def main(arguments: Sequence[str]) -> None:
    """Measure on one database and print the tables."""
    parser = argparse.ArgumentParser(prog="./run bench activity", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--scale", type=float, default=0.02, help="1 is 3,000,000 donations and so on")
    parser.add_argument("--times", type=int, default=20, help="how often each is measured")
    parser.add_argument("--cache", type=Path, default=databases.CACHE, help="where made databases are kept")
    options = parser.parse_args(arguments)
    size = Size.scaled(options.scale)
    with made_on(options.database, options.cache, size) as made:
        print(f"{made.label}: {size.words}.\n", flush=True)
        for table in tables(made, times=options.times):
            print(table, flush=True)


@contextmanager
def made_on(database: str, cache: Path, size: Size) -> Iterator[Made]:
    """A database of that size; made once, and removed by deleting its folder in `cache`."""
    own = f"crowd-{size.people}-{databases.version()}"
    fill = lambda app, store: crowd.fill(app, store, size)  # noqa: E731
    with databases.filled(cache / own, fill) as made:
        if database == "sqlite":
            yield made
            return
        with databases.copied(cache / f"{own}-postgres", made) as copy:
            yield copy


def tables(made: Made, *, times: int) -> Iterator[str]:
    """Making the rollups anew, taking in, reading as sets, and pages."""
    with made.app.app_context():
        here = make.workspace_id()
    yield _whole(made, here)
    yield ingest.taking_in(made, here, times)
    yield ingest.one_at_a_time(made, here, times * 3)
    yield reading.sets(made, here, max(3, times // 4))
    yield reading.pages(made, here, times * 3)


def _whole(made: Made, here: int) -> str:
    with session(made, here):
        facts = sum(db.session.scalar(select(func.count()).select_from(each)) or 0 for each in _FACTS)
        people = db.session.scalar(select(func.count()).select_from(Constituent)) or 0
        made_in = _seconds(lambda: rebuilding.rebuild(here))
        db.session.commit()
        _settle(made)
        proved = _seconds(lambda: _none_wrong(here))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = [
        [what, f"{seconds:,.1f}", f"{people / seconds:,.0f}", f"{facts / seconds:,.0f}", f"{peak:,.0f}"]
        for what, seconds in (("made anew", made_in), ("proved by the doctor", proved))
    ]
    return grid(f"All rollups on {made.label}", ["s", "people/s", "facts/s", "peak MB"], lines)


def _settle(made: Made) -> None:
    """What PostgreSQL does by itself some minutes after so much was written."""
    if made.owner:
        with psycopg.connect(made.owner, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE rollups")


_FACTS: tuple[Any, ...] = (Donation, Registration, EmailEvent)


def _none_wrong(here: int) -> None:
    if wrong := list(islice(rebuilding.differences(here), 3)):
        raise RuntimeError(f"the rollups are not what the facts come to: {wrong}")


def _seconds(what: Callable[[], object]) -> float:
    started = time.perf_counter()
    what()
    return time.perf_counter() - started
