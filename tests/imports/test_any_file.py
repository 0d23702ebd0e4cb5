"""Whatever somebody uploads: no page breaks, every row is counted once, and sums are right."""

import csv
import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app import jobs
from app.batches import queries as batches
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch, BatchRow
from app.constituents.models import Constituent
from app.db import db
from tests import factories
from tests.factories import World

TOLD = (
    *("", " ", "Ann", "Lee", "ann@example.org", "Ann@Example.org ", "bo@example.com", "nowhere", "C-1001"),
    *("C-9", "(503) 555-0142", "1e5", "2026-02-30", "3/4/71", "yes", "unsubscribed", "=1+1", '"', "a,b;c\td"),
    *("x\ny", "\u202eevil", "\u0000", "ſtreet", "12 Elm St", "97209.0", "😀", "\ud800", "Mailchimp"),
)
NAMED = (
    *("Email", "E-mail", "First name", "Last name", "Name", "Kind", "Lookup ID", "Birth date", "Mobile"),
    *("Address", "City", "Country", "External ID", "External system", "Subscribed", "Status", "", "Email"),
    *("Row of import 1", "Outcome", "Reason", "Organization", "Amount"),
)
ADDRESSES = st.integers(0, 30).map("person{}@example.org".format)
PLAIN = st.sampled_from(["", "", "Ann", "Bo", "Lee", "Fox", "(503) 555-0142"])
CELLS = st.one_of(*[PLAIN] * 8, st.sampled_from(TOLD), st.text(max_size=12))
ROWS = st.builds(
    lambda first, others: [first, *others], st.one_of(*[ADDRESSES] * 5, CELLS), st.lists(CELLS, max_size=6)
)
HEADERS = st.one_of(st.sampled_from(NAMED), st.text(max_size=8))
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """A table as some program may have written it: with odd headers, ragged, in any encoding."""
    head = draw(st.lists(HEADERS, min_size=1, max_size=6))
    rows = draw(st.lists(ROWS, max_size=8))
    text = io.StringIO()
    ends = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    csv.writer(text, delimiter=draw(st.sampled_from(",;\t|")), lineterminator=ends).writerows(
        [[_writable(cell) for cell in row] for row in (["Email", *head], *rows)]
    )
    return text.getvalue().encode(
        draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])), "replace"
    )


def _writable(cell: str) -> str:
    return cell.encode("utf-8", "replace").decode()


ANY_TEXT = st.text(max_size=60).map(lambda text: _writable(text).encode())
FILES = st.one_of(tables(), tables(), tables(), ANY_TEXT, st.binary(max_size=60))


def opened(client: FlaskClient, url: str) -> str:
    """The page to which an address leads; nothing on the way may fail."""
    answer = client.get(url, follow_redirects=True)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.text


def suggested(page: str) -> dict[str, str]:
    """What the page of the columns would send as it stands, one column at least as the email."""
    found = {}
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found if "email" in found.values() else {**found, "field-0": "email"}


@pytest.fixture
def quiet(app: Flask) -> Flask:
    """Nobody but the test does the work."""
    assert app.config["RING"] is False
    return app


@settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(file=FILES, commits=st.booleans())
def test_any_file_is_refused_in_words_or_every_row_is_counted_once(
    quiet: Flask, world: World, as_bob: FlaskClient, file: bytes, commits: bool
) -> None:
    taken = as_bob.post("/imports", data={"file": (io.BytesIO(file), "list.csv"), "mode": "both"})
    if taken.status_code == 422:
        assert "error-summary" in taken.text or 'role="alert"' in taken.text
        return
    assert taken.status_code == 303
    start = taken.headers["Location"].removesuffix("/map")

    checked = as_bob.post(f"{start}/map", data=suggested(opened(as_bob, f"{start}/map")))
    jobs.drain(quiet)

    assert checked.status_code in (303, 422)
    opened(as_bob, start)
    if checked.status_code == 303:
        opened(as_bob, f"{start}?show=all")
        add_up(quiet, world, int(start.rpartition("/")[2]), as_bob if commits else None)


def add_up(app: Flask, world: World, number: int, client: FlaskClient | None) -> None:
    """The counts are the rows; and who is added by a commit is as many as it says."""
    with factories.inside(app, world.ours):
        batch = db.session.scalars(select(Batch).where(Batch.number == number)).one()
        if batch.status is BatchStatus.MAPPED:  # refused while it was read
            assert batch.refused
            return
        counts = batches.counts(batch)
        assert batch.rows_read == counts.rows == sum(counts.by_outcome().values()) == count(BatchRow, batch)
        before, revision = count(Constituent), batch.revision
    if client is None:
        return

    client.post(f"/imports/{number}/commit", data={"revision": str(revision)})
    jobs.drain(app)

    opened(client, f"/imports/{number}")
    with factories.inside(app, world.ours):
        batch = db.session.scalars(select(Batch).where(Batch.number == number)).one()
        assert count(Constituent) - before == batches.results(batch).created


def count(kind: type[BatchRow] | type[Constituent], batch: Batch | None = None) -> int:
    query = select(func.count()).select_from(kind)
    if batch is not None:
        query = query.where(BatchRow.batch_id == batch.id)
    return db.session.scalar(query) or 0
