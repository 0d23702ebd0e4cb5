"""Every odd table goes through upload and check: each of its rows has an outcome, and flawed ones say so."""

from flask import Flask

from app.batches import queries as batches
from app.batches.domain.rows import Outcome
from app.batches.domain.status import BatchStatus
from tests.batches import makers
from tests.batches.makers import check
from tests.factories import World
from tests.imports.corpus.odd import Table
from tests.imports.domain.test_corpus import CORPUS


def test_every_odd_table_is_checked_row_by_row(app: Flask, inside: World) -> None:
    for odd in CORPUS:
        if isinstance(odd.expected, Table):
            batch = check(app, inside.ours, odd.data)

            assert batch.status is BatchStatus.IN_REVIEW, odd.name
            assert batches.counts(batch).rows == batch.rows_read == len(odd.expected.rows), odd.name
            wrong = {row.number for row in makers.rows(batch) if row.outcome is Outcome.ERROR}
            assert wrong >= set(odd.expected.flawed), odd.name
