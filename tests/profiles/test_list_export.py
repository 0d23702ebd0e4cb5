"""The list as a file: the same people, harmless cells, and a line in the journal."""

import csv
import io
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.connections import at_once
from app.constituents.domain.lookup import format_lookup
from app.constituents.domain.record import Incoming, Kind, Name
from app.constituents.models import Constituent
from app.db import db
from app.profiles.routes import export as pages
from tests import factories
from tests.factories import World
from tests.groups.makers import people
from tests.profiles.makers import create, days_ago, maria, somebody
from tests.profiles.pages import PART, check, root_id, words
from tests.statements import count_statements

CSV, XLSX = {"export-kind": "csv"}, {"export-kind": "xlsx"}


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def crowd(app: Flask, world: World, count: int = 3) -> list[int]:
    """So many who gave a month ago, and as many who did not; answers the ids of the former."""
    with factories.inside(app, world.ours):
        workspace = db.session.get_one(Workspace, world.ours)
        ids = people(workspace, count, gave=5_000)
        people(workspace, count)
        db.session.commit()
    return ids


def lookups(app: Flask, world: World, ids: list[int]) -> set[str]:
    with factories.inside(app, world.ours):
        query = select(Constituent.lookup_number).where(Constituent.id.in_(ids))
        return {format_lookup(number) for number in db.session.scalars(query)}


def exports(app: Flask, world: World) -> list[JournalEntry]:
    with factories.inside(app, world.ours):
        return list(db.session.scalars(select(JournalEntry).where(JournalEntry.subject == Subject.EXPORT)))


def test_one_sees_who_will_be_in_it_before(app: Flask, as_alice: FlaskClient, world: World) -> None:
    crowd(app, world)

    page = as_alice.get("/constituents/export?gave=ever&q=giver")
    part = as_alice.get("/constituents/export?gave=ever&q=giver", headers=PART)

    for response in (page, part):
        check(response)
        assert "People who match the search “giver” and made at least 1 gift." in words(response)
        assert '<input type="hidden" name="gave" value="ever">' in response.text
    assert root_id(part) == "export-dialog"
    assert not exports(app, world)


def test_the_file_holds_whom_the_filter_means_and_names_it(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    ids = crowd(app, world)

    response = as_alice.post("/constituents/export", data={**CSV, "gave": "ever"})

    rows = table(response.text)
    assert {row[2] for row in rows[1:]} == lookups(app, world, ids)
    assert rows[0][:4] == ["Name", "Status", "Lookup ID", "Kind"]
    assert rows[0][-1].startswith("People who made at least 1 gift. 3 people, 20")
    assert response.headers["Content-Disposition"].startswith(
        'attachment; filename="constituents-gave-ever-20'
    )
    assert response.mimetype == "text/csv"


def test_it_shows_what_the_list_shows_and_always_who_can_be_emailed(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    maria(app, world.ours)
    as_alice.post("/constituents/view", data={"column": ["phone", "gift"]})

    rows = table(as_alice.post("/constituents/export", data=CSV).text)

    heads = ["Name", "Status", "Lookup ID", "Kind", "Phone", "Last gift", "Amount", "Currency", "Can email?"]
    assert rows[0][:-1] == heads
    assert rows[1][4:8] == ["(503) 555-0142", days_ago(10).isoformat(), "50.00", "USD"]
    assert rows[1][8] == "no: no consent on record"


def test_selected_rows_alone_are_exported(app: Flask, as_alice: FlaskClient, world: World) -> None:
    ids = crowd(app, world)
    query = {"selected": ids[:2], "in": "sort=-name"}

    page = as_alice.get("/constituents/export", query_string=query)
    response = as_alice.post("/constituents/export", data={**CSV, **query})

    assert "Selected from the list: 2 people." in words(page)
    rows = table(response.text)
    assert [row[0] for row in rows[1:]] == ["Giver, Nr001", "Giver, Nr000"]
    assert "constituents-2-selected" in response.headers["Content-Disposition"]


@pytest.mark.parametrize("bad", ["=1+1", "@SUM(A1)", "+1+cmd|' /C calc'!A0", "-2+3", "\t=1"])
def test_no_cell_is_a_formula(app: Flask, as_alice: FlaskClient, world: World, bad: str) -> None:
    with factories.inside(app, world.ours):
        create(world.ours, Incoming(Kind.ORGANIZATION, Name(organization=bad)))
        db.session.commit()

    text = as_alice.post("/constituents/export", data=CSV).text
    book = as_alice.post("/constituents/export", data=XLSX).data

    assert table(text)[1][0].startswith("'") or table(text)[1][0][0] not in "=@+-\t"
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0)
    assert sheet.to_python()[1][0].strip() == bad.strip()
    assert b"<f>" not in book


def test_a_workbook_has_the_same_rows_with_typed_cells(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    crowd(app, world)
    query = {"gave": "ever", "sort": "-name"}

    text = as_alice.post("/constituents/export", data={**CSV, **query}).text
    response = as_alice.post("/constituents/export", data={**XLSX, **query})

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(response.data)).get_sheet_by_index(0).to_python()
    plain = table(text)
    assert [row[:4] for row in sheet] == [row[:4] for row in plain]
    amount, day = plain[0].index("Amount"), plain[0].index("Last gift")
    assert {row[amount] for row in sheet[1:]} == {50.0}
    assert all(isinstance(row[day], date) for row in sheet[1:])
    assert response.headers["Content-Disposition"].endswith('.xlsx"')


def test_a_list_too_long_for_a_sheet_is_refused_in_words(
    app: Flask, as_alice: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(app, world)
    monkeypatch.setattr(pages, "MOST_ROWS", 4)

    response = as_alice.post("/constituents/export", data=XLSX)

    assert response.status_code == 422
    assert "A sheet of Excel holds 3 people at most. Choose CSV." in words(response)
    assert not exports(app, world)


def test_the_journal_tells_the_filter_and_the_number_and_no_name_that_was_typed(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    crowd(app, world)

    as_alice.post("/constituents/export", data={**CSV, "gave": "ever", "q": "giver"})

    (entry,) = exports(app, world)
    assert entry.after == {
        "list": "People who match the search “…” and made at least 1 gift.",
        "people": 3,
        "format": "csv",
    }
    assert "Alice exported constituents : 3 people" in words(as_alice.get("/"))


def test_an_unknown_format_is_refused(as_alice: FlaskClient, world: World) -> None:
    response = as_alice.post("/constituents/export", data={"export-kind": "exe"})

    assert response.status_code == 422
    check(response)


def test_nobody_of_another_workspace_is_in_the_file(
    app: Flask, as_mallory: FlaskClient, world: World
) -> None:
    ids = crowd(app, world)

    rows = table(as_mallory.post("/constituents/export", data={**CSV, "selected": ids}).text)

    assert len(rows) == 1


def test_any_number_of_people_takes_the_same_statements_for_each_thousand(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    def price() -> int:
        with count_statements() as statements:
            as_alice.post("/constituents/export", data=CSV)
        return len(statements)

    crowd(app, world, 1)
    one = price()
    with factories.inside(app, world.ours):
        create(world.ours, *(somebody("Ann", f"Row{n}") for n in range(300)))
        db.session.commit()

    assert price() == one


def test_nobody_has_to_wait_while_a_file_is_sent(app: Flask, as_alice: FlaskClient, world: World) -> None:
    with factories.inside(app, world.ours):
        create(world.ours, *(somebody("A" * 90, f"{n:03}" + "B" * 90) for n in range(400)))
        db.session.commit()

    response = as_alice.post("/constituents/export", data=CSV, buffered=False)
    pieces = response.iter_encoded()
    first = next(pieces)
    with app.app_context(), at_once(db.engine) as connection:
        connection.exec_driver_sql("UPDATE workspaces SET name = name")

    assert first
    assert len(table((first + b"".join(pieces)).decode())) == 401
