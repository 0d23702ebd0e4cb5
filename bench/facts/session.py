"""A session on a made database that keeps nothing unless it is told to."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.db import bind, db
from bench.data.databases import Made


@contextmanager
def session(made: Made, here: int) -> Iterator[None]:
    with made.app.app_context():
        bind(here)
        yield
        db.session.rollback()
        db.session.remove()
