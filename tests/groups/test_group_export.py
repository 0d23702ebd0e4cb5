"""Taking a group out of Kith as a file: who is in it, what it says of them, and who notes it."""

import csv
import io
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.audit.queries import recent
from app.db import db
from app.groups.domain.columns import KEPT
from app.groups.domain.rule_json import rule_to_json
from app.groups.domain.rules import InterestIn
from app.groups.models import Group, GroupMember
from app.web.spreadsheet import guarded
from tests import factories
from tests.factories import World
from tests.groups.makers import rule
from tests.groups.pages import some_groups, text_of, words

ELIGIBLE = {"which": "eligible", "kind": "csv"}
EVERYBODY = {"which": "everybody", "reason": "printed letters"}
ALWAYS = ["Lookup ID", "Name", "Kind", "Email"]
HEAD = [*ALWAYS, "Last gift", "Amount", "Currency", "Updated", "Joined", "Note"]


@pytest.fixture
def ids(app: Flask, world: World) -> tuple[int, int, list[int]]:
    return some_groups(app, world.ours)


def rows_of(answer: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def noted(app: Flask, world: World) -> Any:
    with factories.inside(app, world.ours):
        entry = recent(world.ours).entries[0]
        assert entry.subject == "export"
        return entry.after


@pytest.mark.both
def test_a_file_names_its_filter_and_is_noted_in_the_journal(
    app: Flask, as_bob: FlaskClient, world: World, ids: tuple[int, int, list[int]]
) -> None:
    answer = as_bob.post(f"/groups/{ids[0]}/export", data=ELIGIBLE)
    head, *rows = rows_of(answer)

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "donors-can-be-emailed-" in answer.headers["Content-Disposition"]
    assert head == HEAD
    assert [(row[1], row[5]) for row in rows] == [(f"Nr00{n} Giver", "100.00") for n in range(3)]
    told = noted(app, world)
    assert (told["people"], told["filter"]) == (3, "can be emailed")


@pytest.mark.both
def test_everybody_leaves_only_with_a_reason_and_a_column_that_tells(
    app: Flask, as_bob: FlaskClient, world: World, ids: tuple[int, int, list[int]]
) -> None:
    url = f"/groups/{ids[0]}/export"
    with factories.inside(app, world.ours):
        db.session.get_one(Workspace, world.ours).consent_policy = "opt_in"
        db.session.commit()

    refused = as_bob.post(url, data=EVERYBODY | {"reason": " "})
    given = rows_of(as_bob.post(url, data=EVERYBODY))

    assert refused.status_code == 422
    assert given[0][-1] == "Can be emailed"
    assert [row[-1] for row in given[1:]] == ["no: no consent on record"] * 3
    assert len(rows_of(as_bob.post(url, data=ELIGIBLE))) == 1, "without a reason, nobody who may not get mail"
    assert noted(app, world)["people"] == 0


def test_a_file_has_the_columns_that_were_chosen_and_says_since_when_and_what_was_noted(
    app: Flask, as_bob: FlaskClient, world: World, ids: tuple[int, int, list[int]]
) -> None:
    _, board, givers = ids
    with factories.inside(app, world.ours):
        group = db.session.get_one(Group, (world.ours, board))
        kept = GroupMember(workspace_id=world.ours, group_id=group.id, constituent_id=givers[0], by="hand")
        kept.note = "=chairs the board"
        db.session.add(kept)
        db.session.commit()
    as_bob.set_cookie(KEPT, "place.added")

    head, row = rows_of(as_bob.post(f"/groups/{board}/export", data=ELIGIBLE))

    assert head == [*ALWAYS, "Place", "Added", "Joined", "Note"]
    assert row[-1] == "'=chairs the board", "no cell is a formula"
    assert row[-2]


def test_a_file_may_be_a_workbook(as_bob: FlaskClient, ids: tuple[int, int, list[int]]) -> None:
    answer = as_bob.post(f"/groups/{ids[0]}/export", data=ELIGIBLE | {"kind": "xlsx"})

    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    with ZipFile(io.BytesIO(answer.data)) as book:
        assert "Nr002 Giver" in book.read("xl/worksheets/sheet1.xml").decode()


def test_only_the_ticked_or_those_whom_the_filters_leave_are_in_the_file(
    app: Flask, as_bob: FlaskClient, world: World, ids: tuple[int, int, list[int]]
) -> None:
    donors, _, givers = ids
    url = f"/groups/{donors}/export"

    ticked = rows_of(as_bob.post(url, data=ELIGIBLE | {"selected": [str(givers[1]), "77"]}))
    found = rows_of(as_bob.post(url, data=ELIGIBLE | {"q": "nr002"}))

    assert [row[1] for row in ticked[1:]] == ["Nr001 Giver"]
    assert [row[1] for row in found[1:]] == ["Nr002 Giver"]
    assert noted(app, world)["part"] == "“…”", "the journal keeps no name that was typed"
    assert "1 person ticked" in words(as_bob.get(f"{url}?selected={givers[1]}").text)


@pytest.mark.both
def test_a_file_carries_links_that_stop_mail_where_they_are_asked_for(
    as_bob: FlaskClient, client: FlaskClient, ids: tuple[int, int, list[int]]
) -> None:
    url, asked = f"/groups/{ids[0]}/export", ELIGIBLE | {"links": "y"}

    refused = as_bob.post(url, data=asked)
    head, *rows = rows_of(as_bob.post(url, data=asked | {"trial": "y"}))

    assert refused.status_code == 422
    assert "KITH_PUBLIC_URL" in refused.text, "nobody else could follow them"
    assert head == [*HEAD, "unsubscribe_url", "preferences_url"]
    assert len({row[-2] for row in rows}) == len({row[-1] for row in rows}) == 3
    assert client.post(rows[0][-2], data={"List-Unsubscribe": "One-Click"}).status_code == 200
    everybody = rows_of(as_bob.post(url, data=asked | EVERYBODY | {"trial": "y"}))
    assert [bool(row[-1]) for row in everybody[1:]] == [False, True, True]
    page = words(as_bob.get(url).text)
    assert "It is for a trial" in page
    assert "Who of them can be emailed about …?" in page


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("+1 555 010-2244", "+1 555 010-2244"),
        ("-12.50", "-12.50"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-Ann", "'-Ann"),
        ("Ann", "Ann"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(cell: str, written: str) -> None:
    assert guarded(cell) == written


def test_a_broken_group_says_so_and_is_not_exported(
    app: Flask, as_bob: FlaskClient, world: World, ids: tuple[int, int, list[int]]
) -> None:
    with factories.inside(app, world.ours):
        found = db.session.get_one(Group, (world.ours, ids[0]))
        found.rule = rule_to_json(rule(InterestIn(77)))
        db.session.commit()

    page = text_of(as_bob, f"/groups/{ids[0]}")

    assert "This group is broken." in page
    assert "= 0 people" in page
    assert "Broken Condition 1 names an interest group" in text_of(as_bob, "/groups")
    assert [
        as_bob.get(url).status_code for url in (f"/groups/{ids[0]}/export", f"/groups/{ids[0]}/eligibility")
    ] == [409, 200]
    assert as_bob.post(f"/groups/{ids[0]}/export", data=ELIGIBLE).status_code == 409
