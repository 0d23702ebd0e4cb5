"""A stored file that is read again: another sheet may say no, and two people may choose at one instant."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from app.batches.domain.columns import NotImported, PermissionRefused, Target
from app.batches.models import Batch
from app.db import db
from app.imports import queries, services
from app.imports.domain.limits import DEFAULT_LIMITS
from app.imports.domain.refusal import Refused
from app.imports.domain.shape import Overrides
from tests.batches.makers import fresh, upload
from tests.factories import World
from tests.imports.corpus.books import xlsx
from tests.imports.test_reading import READ
from tests.imports.test_routes_upload import send
from tests.profiles.pages import words

BOOK = xlsx(
    {
        "Members": [["Email", "Group"], ["ann@example.org", "blue"]],
        "Left": [["Email", "Group"], ["cy@example.org", "unsubscribed"]],
    }
)


def group(batch: Batch) -> Target:
    return services.mapping_of(batch).columns[1].target


def test_a_sheet_that_says_no_is_refused_though_its_columns_are_those_of_another(as_bob: FlaskClient) -> None:
    send(as_bob, BOOK, "lists.xlsx")

    left = as_bob.post("/imports/1/reading", data={**READ, "sheet": "Left"}, follow_redirects=True)
    refused = as_bob.post("/imports/1/map", data={})
    members = as_bob.post("/imports/1/reading", data={**READ, "sheet": "Members"}, follow_redirects=True)

    assert "Everybody in this file said no" in words(left)
    assert refused.status_code == 422
    assert "said no" not in words(members)
    assert as_bob.post("/imports/1/map", data={}).location == "/imports/1/check"


def test_a_column_is_judged_by_the_sheet_that_is_read(inside: World) -> None:
    batch = upload(inside.ours, BOOK, name="lists.xlsx")
    before = group(batch)

    for sheet, target in (("Left", PermissionRefused()), ("Members", NotImported())):
        read(batch, sheet)
        assert group(batch) == target

    assert before == NotImported()


def read(batch: Batch, sheet: str) -> None:
    stored = services.copied(queries.workbook(batch), largest=1_000_000)
    assert not isinstance(stored, Refused)
    opened = services.unpacked(stored, limits=DEFAULT_LIMITS, sheet=sheet)
    assert isinstance(opened, services.Opened)
    with opened:
        answer = services.look_again(batch, Overrides(), limits=DEFAULT_LIMITS, opened=opened)
    assert isinstance(answer, services.Received)


def again(batch: Batch) -> object:
    return services.look_again(batch, Overrides(), limits=DEFAULT_LIMITS)


def no_tool(batch: Batch) -> object:
    return services.leave_preset(batch, [])


@pytest.mark.parametrize("act", [again, no_tool])
def test_what_somebody_else_chose_meanwhile_stays(inside: World, act: Any) -> None:
    batch = upload(inside.ours, "Email\nann@example.org\n")
    theirs = {**batch.settings, "country": "CA"}
    db.session.execute(update(Batch).values(settings=theirs).execution_options(synchronize_session=False))

    act(batch)
    db.session.commit()

    assert fresh(batch).settings["country"] == "CA"
