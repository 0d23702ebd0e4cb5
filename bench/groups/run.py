"""How long groups take on a large workspace: counting, the first page, the builder, and recalculating."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import psycopg

from app.accounts.models import Workspace
from app.activity.services import rebuilding
from app.consent.services import catching_up
from app.db import db, keep_statistics
from bench.data import databases, make
from bench.data.crowd import Size
from bench.data.databases import Made
from bench.facts.run import made_on
from bench.facts.session import session
from bench.groups import calculating, counting, pages


def main(arguments: Sequence[str]) -> None:
    """Measure on one database and print the tables."""
    parser = argparse.ArgumentParser(prog="./run bench groups", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--scale", type=float, default=0.02, help="1 is 1,000,000 people and so on")
    parser.add_argument("--times", type=int, default=7, help="how often each is measured")
    parser.add_argument("--cache", type=Path, default=databases.CACHE, help="where made databases are kept")
    parser.add_argument("--without-plain", action="store_true", help="without asking the facts by EXISTS")
    options = parser.parse_args(arguments)
    size = Size.scaled(options.scale)
    with made_on(options.database, options.cache, size) as made:
        print(f"{made.label}: {size.words}.\n", flush=True)
        for table in tables(made, times=options.times, plain=not options.without_plain):
            print(table, flush=True)


def tables(made: Made, *, times: int, plain: bool) -> Iterator[str]:
    """Counts beside the plain SQL, what pages take, and finding members anew."""
    with made.app.app_context():
        here = make.workspace_id()
    prepared(made, here)
    yield counting.table(made, here, times, plain=plain)
    yield pages.table(made, here, times)
    yield calculating.table(made, here, max(3, times // 2))


def prepared(made: Made, here: int) -> None:
    """What the product keeps is made from the facts, where it was not yet."""
    for is_stale, rebuild in (
        ("rollups_stale", rebuilding.rebuild),
        ("standings_stale", catching_up.rebuild),
    ):
        with session(made, here):
            if getattr(db.session.get_one(Workspace, here), is_stale):
                rebuild(here)
                keep_statistics()
                db.session.commit()
    if made.owner:
        with psycopg.connect(made.owner, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
