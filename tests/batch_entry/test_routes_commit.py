"""The page of a commit, its totals and approval, and the control report, as staff use them."""

import csv

from flask import Flask
from flask.testing import FlaskClient

from app.batches.domain.status import BatchStatus
from tests import factories
from tests.batch_entry.seen_through import GIFTS, add, entry, gifts, typed, validated
from tests.batches import scenes
from tests.batches.makers import drain
from tests.factories import World
from tests.profiles.pages import PART, check, root_id, table, words

ANN = ("", "Ann", "Lee", "ann@example.org", "25.00", "USD", "2026-11-02")
NOA = ("", "Noa", "Park", "noa@example.org", "1500", "JPY", "2026-11-04")
BAD = ("", "Bo", "Fox", "bad", "7.50", "USD", "2026-11-04")


def given(app: Flask, world: World, *rows: tuple[str, ...], **template: object) -> int:
    """The number of a validated revenue batch with these rows, typed by alice."""
    with factories.inside(app, world.ours):
        return validated(app, gifts(world.ours, rows, **template)).number


def revision(app: Flask, world: World, number: int) -> int:
    with factories.inside(app, world.ours):
        return scenes.batch(world.ours, number).revision


def work(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        drain(app)


def test_the_page_says_what_a_commit_will_do(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = given(app, world, ANN, NOA, BAD)

    page = as_bob.get(f"/batches/{number}/commit")
    part = as_bob.get(f"/batches/{number}/commit", headers=PART)

    check(page)
    check(part)
    assert root_id(part) == "commit"
    said = words(page)
    assert "Add 2 people. Record 2 gifts: ¥1,500, $25." in said
    assert "1 row is not ready (1 gift: $7.50) and will move to a batch of exceptions" in said
    assert "Commit 2 rows" in said


def test_validation_is_followed_and_leads_to_what_it_found(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    with factories.inside(app, world.ours):
        number = gifts(world.ours, [ANN, ANN]).number
    before = words(as_bob.get(f"/batches/{number}/commit"))

    pressed = as_bob.post(f"/batches/{number}/validation")
    waiting = as_bob.get(f"/batches/{number}/validation")
    part = as_bob.get(f"/batches/{number}/validation", headers=PART)
    work(app, world)
    done = as_bob.get(f"/batches/{number}/validation", headers=PART)

    assert "This batch is not validated." in before
    assert "Validate this batch first" in before
    assert pressed.location == f"/batches/{number}/validation"
    check(waiting)
    assert root_id(part) == "validation"
    assert done.headers["HX-Redirect"] == f"/batches/{number}/commit"
    assert table(as_bob.get(f"/batches/{number}/commit"), "Rows that touch each other")[0] == [
        "A gift that may be entered twiceAnn Lee",
        "row 1, row 2",
        "Same giver, amount and day. Remove one, or leave both if they are two gifts.",
    ]
    assert as_bob.get(f"/batches/{number}/rows/2").status_code == 200


def test_a_validation_can_be_stopped(app: Flask, as_bob: FlaskClient, world: World) -> None:
    with factories.inside(app, world.ours):
        number = gifts(world.ours, [ANN]).number
    as_bob.post(f"/batches/{number}/validation")

    stopped = as_bob.post(f"/batches/{number}/validation/stop")
    work(app, world)

    assert stopped.location == f"/batches/{number}/commit"
    assert "This batch is not validated." in words(as_bob.get(f"/batches/{number}/commit"))


def test_a_commit_leads_to_a_report(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = given(app, world, ANN, NOA, BAD)
    seen = {"revision": revision(app, world, number)}

    pressed = as_bob.post(f"/batches/{number}/commit", data=seen)
    work(app, world)
    page = as_bob.get(f"/batches/{number}/report")

    assert pressed.location == f"/batches/{number}/progress"
    check(page)
    assert "1 row could not be committed and moved to GIFT-0002" in words(page)
    assert table(page, "Totals") == [
        ["not said", "3", "2", "1", "0"],
        ["not said", "¥1,500", "¥1,500", "¥0", "¥0"],
        ["not said", "$32.50", "$25", "$7.50", "$0"],
    ]
    assert table(page, "What became of the rows") == [["2"], ["1"]]
    assert as_bob.get(f"/batches/{number}/commit").location == f"/batches/{number}/report"


def test_the_report_is_a_file_that_no_spreadsheet_runs(
    app: Flask, as_bob: FlaskClient, as_vera: FlaskClient, world: World
) -> None:
    number = given(app, world, ANN, name="=HYPERLINK(1)")

    answer = as_bob.post(f"/batches/{number}/report/file")
    refused = as_vera.post(f"/batches/{number}/report/file")

    lines = list(csv.reader(answer.data.decode("utf-8-sig").splitlines()))
    assert ["Template", "'=HYPERLINK(1)", "", "", "", "", ""] in lines
    assert ["Total", "Entered", "USD", "", "25.00", "", ""] in lines
    assert refused.status_code == 403


def test_totals_that_differ_are_confirmed_by_their_difference(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    number = given(app, world, ANN)
    expected = {"rows": "2", "amount_0": "45", "currency_0": "usd"}

    page = as_bob.get(f"/batches/{number}/totals")
    saved = as_bob.post(f"/batches/{number}/totals", data=expected)
    before = as_bob.get(f"/batches/{number}/commit")
    as_bob.post(f"/batches/{number}/commit", data={"revision": revision(app, world, number)})
    seen = before.text.split('name="seen" value="')[1].split('"')[0]
    as_bob.post(f"/batches/{number}/totals/difference", data={"seen": seen})
    after = words(as_bob.get(f"/batches/{number}/commit"))

    check(page)
    assert saved.location == f"/batches/{number}/commit"
    assert table(before, "Control totals") == [["2", "1", "−1"], ["$45", "$25", "−$20"]]
    assert "The batch differs from what is expected: 1 row less, $20 less." in words(before)
    assert "$25 of $45 expected: $20 less" in words(as_bob.get(f"/batches/{number}/grid"))
    assert "Commit 1 row" not in words(before)
    assert "Bob confirmed that it may differ by this much" in after
    assert "Commit 1 row" in after


def test_expected_totals_that_cannot_be_read_say_what_to_type(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    number = given(app, world, ANN)
    wrong = {"rows": "-1", "amount_0": "twenty", "currency_0": "USD"}

    many = as_bob.post(f"/batches/{number}/totals", data=wrong)
    sums = as_bob.post(f"/batches/{number}/totals", data={**wrong, "rows": ""}, headers=PART)

    assert (many.status_code, sums.status_code) == (422, 422)
    assert root_id(sums) == "totals-form"
    assert "“twenty” is not an amount that can be read." in words(sums)


def test_a_confirmation_of_other_totals_is_refused(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = given(app, world, ANN)
    as_bob.post(f"/batches/{number}/totals", data={"rows": "3"})
    page = as_bob.get(f"/batches/{number}/commit")
    seen = page.text.split('name="seen" value="')[1].split('"')[0]
    with factories.inside(app, world.ours):
        add(scenes.batch(world.ours, number), [NOA])

    answer = as_bob.post(f"/batches/{number}/totals/difference", data={"seen": seen}, follow_redirects=True)

    assert "The totals have changed meanwhile." in answer.text


def test_whoever_sent_a_batch_for_approval_takes_it_back_and_others_send_it_back(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    number = given(app, world, ANN, needs_approval=True)
    as_bob.post(f"/batches/{number}/submission")

    own = [as_bob.get(f"/batches/{number}/{place}").text for place in ("commit", "return")]
    other = factories.signed_in(app, world.adam).get(f"/batches/{number}/commit").text

    assert ["Take it back" in page and "Send it back" not in page for page in own] == [True, True]
    assert "Send it back" in other
    assert "Take it back" not in other


def test_a_batch_goes_to_approval_back_and_is_approved_by_another(
    app: Flask, as_alice: FlaskClient, as_bob: FlaskClient, world: World
) -> None:
    as_adam = factories.signed_in(app, world.adam)
    number = given(app, world, ANN, needs_approval=True)

    sent = as_bob.post(f"/batches/{number}/submission")
    form = as_adam.get(f"/batches/{number}/return")
    blank = as_adam.post(f"/batches/{number}/return", data={"why": " "}, headers=PART)
    as_adam.post(f"/batches/{number}/return", data={"why": "The date is wrong."})
    back = words(as_bob.get(f"/batches/{number}/commit"))
    grid = words(as_bob.get(f"/batches/{number}/grid"))
    as_bob.post(f"/batches/{number}/submission")
    seen = {"revision": revision(app, world, number)}
    by_typist = as_alice.post(f"/batches/{number}/commit", data=seen, follow_redirects=True)
    by_editor = as_bob.post(f"/batches/{number}/commit", data=seen, follow_redirects=True)
    page = as_adam.get(f"/batches/{number}/commit")
    approved = as_adam.post(f"/batches/{number}/commit", data=seen)

    assert sent.location == f"/batches/{number}/commit"
    check(form)
    assert (blank.status_code, root_id(blank)) == (422, "return-form")
    assert "Adam sent it back: The date is wrong." in back
    assert "Adam sent this batch back: The date is wrong." in grid
    assert "You typed rows of this batch" in by_typist.text
    assert "committed by one of the owners and admins" in words(by_editor)
    check(page)
    assert "Approve and commit 1 row" in words(page)
    assert approved.location == f"/batches/{number}/progress"
    work(app, world)
    told = words(as_bob.get(f"/batches/{number}/report"))
    assert "Approved and committed Adam" in told
    assert "Sent back: The date is wrong. Adam" in told
    assert "Validated Alice" in told


def test_only_whoever_may_edit_changes_anything(app: Flask, as_vera: FlaskClient, world: World) -> None:
    number = given(app, world, ANN)

    page = as_vera.get(f"/batches/{number}/commit")
    posts = ("validation", "validation/stop", "commit", "totals", "totals/difference", "submission", "return")
    answers = [as_vera.post(f"/batches/{number}/{each}").status_code for each in posts]
    gets = [as_vera.get(f"/batches/{number}/{each}").status_code for each in ("totals", "return")]

    assert page.status_code == 200
    assert "Commit 1 row" not in words(page)
    assert {*answers, *gets} == {403}


def test_strangers_find_nothing(app: Flask, as_mallory: FlaskClient, world: World) -> None:
    number = given(app, world, ANN)

    shown = ("validation", "commit", "totals", "return", "report")
    posts = (*shown[:-1], "validation/stop", "totals/difference", "submission", "report/file")
    found = [as_mallory.get(f"/batches/{number}/{each}").status_code for each in shown]
    done = [as_mallory.post(f"/batches/{number}/{each}").status_code for each in posts]

    assert {*found, *done} == {404}


def test_batches_of_people_have_no_sums(app: Flask, as_bob: FlaskClient, world: World) -> None:
    with factories.inside(app, world.ours):
        batch = typed(world.ours, [("", "Ann", "Lee", "ann@example.org")])
        number, fields = batch.number, len(GIFTS)
        assert (batch.status, entry(batch).expected) == (BatchStatus.OPEN, {})

    page = words(as_bob.get(f"/batches/{number}/totals"))

    assert fields
    assert "Number of rows" in page
    assert "Sum of the gifts" not in page
