"""The screens after the check: what they say, what may be pressed, and what comes of it."""

import csv
import io

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import jobs
from app.activity_imports import queries
from app.activity_imports.domain.choices import Skip
from app.activity_imports.routes import commit as commit_routes
from app.activity_imports.routes import review as review_routes
from app.batches.models import Batch
from tests.activity_imports.makers import checked, commit, decide, gifts, run, said, stripe, workspace
from tests.batches.makers import fresh
from tests.factories import World, inside, signed_in
from tests.profiles.pages import PART, check, root_id, words
from tests.statements import count_statements

FIRST = "/activity/imports/1"
FILE = stripe(
    "ch_1,2026-03-01,50.00,0.00,Paid,ann@example.org",
    "ch_2,2026-03-02,20.00,5.00,Paid,bob@example.org",
    "ch_3,2026-03-03,10.00,0.00,Paid,who@example.org",
    "ch_4,2026-03-04,10.00,0.00,Paid,who@example.org",
    "ch_5,2026-03-05,1o.00,0.00,Paid,ann@example.org",
    "ch_1,2026-03-01,50.00,0.00,Paid,ann@example.org",
)


@pytest.fixture
def reviewed(app: Flask, world: World, people: dict[str, int]) -> dict[str, int]:
    """A checked file."""
    with inside(app, world.ours):
        checked(app, world.ours, FILE)
    return people


def revision(client: FlaskClient) -> str:
    return client.get(f"{FIRST}/commit").text.split('name="revision" value="')[1].split('"')[0]


def test_the_review_tells_where_every_row_and_the_money_stands(
    as_bob: FlaskClient, reviewed: dict[str, int]
) -> None:
    with count_statements() as seen:
        page = as_bob.get(f"{FIRST}/review")

    check(page)
    told = words(page)
    for line in (
        "2 Ready (2 new) 2 Wait (2 for a person) 1 Cannot be read 1 Left out = 6 rows",
        "nothing has been changed yet",
        "March 2026 5 1 $135 $65 $0 $70",
        "Nobody on record is found by email or ID 2 rows · Choose who it is, or create a constituent.",
        "who@example.org Whose is it? $10 Mar 3, 2026",
        "Commit 2 ready rows",
    ):
        assert line in told
    assert len(seen) <= 24
    part = as_bob.get(f"{FIRST}/review?show=ready", headers=PART)
    assert root_id(part) == "rows"
    assert "Ann Lee" in words(part)
    check(as_bob.get(f"{FIRST}/figures"))
    assert root_id(as_bob.get(f"{FIRST}/figures", headers=PART)) == "figures"


def test_a_row_opens_to_what_the_file_says_and_what_would_change(
    app: Flask, as_bob: FlaskClient, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        run(app, world.ours, FILE)
        checked(app, world.ours, FILE.replace("01 10:00:00,50.00", "05 10:00:00,60.00"))

    page, part = (
        as_bob.get("/activity/imports/2/rows/2"),
        as_bob.get("/activity/imports/2/rows/2", headers=PART),
    )

    check(page)
    assert "Amount $50 → becomes $60 changed" in words(page)
    assert "Date received Mar 1, 2026 → becomes Mar 5, 2026 changed" in words(page)
    assert "it is on record as theirs" in words(page)
    assert "Ready · change" in words(page)
    assert 'hx-target="#row-2-detail"' in part.text
    assert as_bob.get("/activity/imports/2/rows/99").status_code == 404


def test_a_file_that_is_on_record_already_is_finished_and_waits_no_more(
    app: Flask, as_bob: FlaskClient, world: World, people: dict[str, int]
) -> None:
    same = stripe("ch_1,2026-03-01,50.00,0.00,Paid,ann@example.org")
    with inside(app, world.ours):
        run(app, world.ours, same)
        checked(app, world.ours, same)

    page, asked = as_bob.get("/activity/imports/2/review"), as_bob.get("/activity/imports/2/commit")

    check(asked)
    assert "Finish: nothing to add" in words(page)
    assert "nothing would be added or changed" in words(page)
    assert "Finish this import?" in words(asked)
    assert "Nothing is added or changed: 1 row is on record already." in words(asked)


def test_a_person_is_found_marked_and_taken_for_all_rows_of_the_sender(
    app: Flask, as_bob: FlaskClient, world: World, reviewed: dict[str, int]
) -> None:
    way = f"{FIRST}/rows/4/decision"

    searched = as_bob.post(way, data={"do": "find", "who": "Fox", "asked": ""})
    nobody = as_bob.post(way, data={"do": "person", "who": "Fox", "asked": "Fox"})
    chosen = as_bob.post(way, data={"do": "person", "constituent_id": str(reviewed["Bob"])})

    check(searched)
    assert "Bob Fox" in words(searched)
    assert nobody.status_code == 422
    assert "Choose one of the people found." in words(nobody)
    assert chosen.location == f"{FIRST}/review#row-4"
    with inside(app, world.ours):
        assert said(_batch(world))[4] == said(_batch(world))[5] == "ready create"
    undo = as_bob.get(f"{FIRST}/review").text.split('action="')
    way_back = next(each.split('"')[0] for each in undo if "/undo?act=" in each)
    assert as_bob.post(way_back).location == f"{FIRST}/review#row-4"
    with inside(app, world.ours):
        assert said(_batch(world))[4] == said(_batch(world))[5] == "possible_duplicate nobody"


def test_a_cell_is_corrected_and_the_row_checked_again(
    app: Flask, as_bob: FlaskClient, world: World, reviewed: dict[str, int]
) -> None:
    editor = as_bob.get(f"{FIRST}/rows/6/edit")
    check(editor)
    assert "is not an amount" in words(editor)

    wrong = as_bob.post(f"{FIRST}/rows/6/edit", data={"cell-2": "ten", "seen": "0"})
    assert (wrong.status_code, "In the file: 1o.00" in words(wrong)) == (422, True)
    late = as_bob.post(f"{FIRST}/rows/6/edit", data={"cell-2": "10.00", "seen": "0"})
    assert late.status_code == 422
    seen = wrong.text.split('name="seen" value="')[1].split('"')[0]
    right = as_bob.post(f"{FIRST}/rows/6/edit", data={"cell-2": "10.00", "seen": seen})

    assert right.location == f"{FIRST}/review?show=all#row-6"
    with inside(app, world.ours):
        assert said(_batch(world))[6] == "ready create"


def test_all_rows_of_one_cause_are_decided_at_once(
    app: Flask, as_bob: FlaskClient, world: World, reviewed: dict[str, int]
) -> None:
    asked = as_bob.get(f"{FIRST}/decisions?cause=nobody&outcome=possible_duplicate")
    check(asked)
    assert "2 rows." in words(asked)

    reply = as_bob.post(
        f"{FIRST}/decisions", data={"do": "skip", "cause": "nobody", "outcome": "possible_duplicate"}
    )

    assert reply.location == f"{FIRST}/review"
    assert "2 rows will be left out." in as_bob.get(reply.location).text
    with inside(app, world.ours):
        assert said(_batch(world))[4] == said(_batch(world))[5] == "skipped staff"
    ticked = as_bob.post(f"{FIRST}/decisions", data={"do": "restore", "selected": ["4", "5-1"]})
    told = as_bob.get(ticked.location).text
    assert "1 row stands again" in told
    assert "1 row was decided or changed in the meantime" in told


def test_commit_is_asked_in_sums_done_and_taken_back(
    app: Flask, as_bob: FlaskClient, world: World, reviewed: dict[str, int]
) -> None:
    asked, part = as_bob.get(f"{FIRST}/commit"), as_bob.get(f"{FIRST}/commit", headers=PART)
    check(asked)
    assert root_id(part) == "commit"
    assert "$65 is added : $135 in the file, $70 waits or is left out." in words(asked)
    assert "never count as consent" in words(asked)

    stale = as_bob.post(f"{FIRST}/commit", data={"revision": "0"})
    assert stale.location == f"{FIRST}/review"
    begun = as_bob.post(f"{FIRST}/commit", data={"revision": revision(as_bob)})
    assert begun.location == f"{FIRST}/progress"
    check(as_bob.get(begun.location))
    jobs.drain(app)
    done = as_bob.get(f"{FIRST}/progress", follow_redirects=True)

    check(done)
    assert "2 rows are recorded, 0 changed." in words(done)
    listed = words(as_bob.get("/donations?import=1"))
    assert 'href="/donations?import=1"' in done.text
    assert "Ann Lee" in listed
    assert "Bob Fox" in listed
    with inside(app, world.ours):
        assert sum(amount for amount, _ in gifts().values()) == 65_00
    before = as_bob.get(f"{FIRST}/undo")
    check(before)
    assert "gifts go" in words(before)
    assert as_bob.post(f"{FIRST}/undo").location == f"{FIRST}/progress"
    jobs.drain(app)
    assert "This import was undone" in words(as_bob.get(f"{FIRST}/result"))
    with inside(app, world.ours):
        assert gifts() == {}


def test_files_hold_what_waits_and_what_became_of_each_row(
    app: Flask, as_bob: FlaskClient, world: World, reviewed: dict[str, int]
) -> None:
    with inside(app, world.ours):
        commit(app, _batch(world))

    problems = list(csv.reader(io.StringIO(as_bob.post(f"{FIRST}/problems").data.decode("utf-8-sig"))))
    results = list(csv.reader(io.StringIO(as_bob.post(f"{FIRST}/result/file").data.decode("utf-8-sig"))))

    assert problems[0][:2] + problems[0][-3:] == ["id", "Created (UTC)", "Row", "Outcome", "Reason"]
    assert [line[-3:-1] for line in problems[1:]] == [
        ["4", "waits for a person"],
        ["5", "waits for a person"],
        ["6", "cannot be read"],
    ]
    assert [line[-3] for line in results[1:]] == [
        *["recorded"] * 2,
        *["waits for a person"] * 2,
        "cannot be read",
        "left out",
    ]


def test_who_may_only_look_is_offered_nothing_and_refused(
    app: Flask, world: World, reviewed: dict[str, int]
) -> None:
    vera = signed_in(app, world.vera)

    page = vera.get(f"{FIRST}/review")

    check(page)
    assert "Commit 2 ready rows" not in words(page)
    assert "/decision" not in page.text
    assert vera.get(f"{FIRST}/commit").status_code == 403
    with inside(app, world.ours):
        decide(_batch(world), Skip(), 4)
    assert "Undo" not in words(vera.get(f"{FIRST}/review?show=all"))
    assert "Undo" in words(signed_in(app, world.bob).get(f"{FIRST}/review?show=all"))
    assert vera.post(f"{FIRST}/rows/4/decision", data={"do": "skip"}).status_code == 403


def _batch(world: World) -> Batch:
    found = queries.by_number(workspace(world.ours), 1)
    assert found is not None
    return fresh(found)


def test_many_rows_take_an_administrator_and_their_figures_come_after_the_page(
    app: Flask, as_bob: FlaskClient, world: World, reviewed: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commit_routes, "LARGE", 1)
    monkeypatch.setattr(review_routes, "AT_ONCE", 5)
    adam = signed_in(app, world.adam)

    page = as_bob.get(f"{FIRST}/review")
    told = as_bob.get(f"{FIRST}/commit")
    refused = as_bob.post(f"{FIRST}/commit", data={"revision": revision(adam)})
    allowed = adam.post(f"{FIRST}/commit", data={"revision": revision(adam)})

    check(page)
    assert "Money by month" not in words(page).replace("money by month, and what looks wrong", "")
    assert f'hx-get="{FIRST}/figures"' in page.text
    assert "takes an owner or administrator" in words(told)
    assert (refused.status_code, allowed.location) == (403, f"{FIRST}/progress")
