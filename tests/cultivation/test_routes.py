"""Pages of notes, roles and prospects, asked by every role, by strangers and by nobody; and notes alone."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.cultivation.pages import NOTE, There, context
from tests.factories import World
from tests.profiles.pages import PART, check, root_id, words

FORMS = ("notes/new", "notes/{note}/edit", "constituencies/new", "constituencies/{role}/edit", "prospect")
ACTS = (
    *FORMS,
    "notes/{note}/completion",
    "notes/{note}/deletion",
    "notes/{note}/restoration",
    "constituencies/{role}/deletion",
    "constituencies/{role}/restoration",
)


@pytest.mark.parametrize("path", [*FORMS, "notes"])
def test_each_page_stands_alone_and_in_the_dialog(as_bob: FlaskClient, there: There, path: str) -> None:
    page, part = as_bob.get(there(path)), as_bob.get(there(path), headers=PART)

    for response in (page, part):
        assert response.status_code == 200
        check(response)
    assert root_id(part) == ("note-list" if path == "notes" else "cultivation-dialog")


@pytest.mark.parametrize("path", ACTS)
def test_a_viewer_changes_nothing_and_a_stranger_finds_nothing(
    app: Flask,
    world: World,
    there: There,
    client: FlaskClient,
    as_vera: FlaskClient,
    as_mallory: FlaskClient,
    path: str,
) -> None:
    before = context(app, world, there)

    statuses = [each.post(there(path)).status_code for each in (client, as_vera, as_mallory)]

    assert statuses == [401, 403, 404]
    assert context(app, world, there) == before


@pytest.mark.parametrize("path", ACTS)
def test_ids_that_do_not_belong_together_are_not_found(as_bob: FlaskClient, there: There, path: str) -> None:
    nobody = there(path).replace(str(there.ann), str(there.ann + 1))
    unknown = there(path).replace(str(there.note), "5").replace(str(there.role), "5")

    assert as_bob.post(nobody).status_code == 404
    if unknown != there(path):
        assert as_bob.post(unknown).status_code == 404


def test_a_viewer_reads_it_all_and_sees_no_control(as_vera: FlaskClient, there: There) -> None:
    profile, notes = as_vera.get(there()), as_vera.get(there("notes"))

    assert "Call Mar 4, 2021 , Bob" in words(profile)
    assert "Volunteer since Feb 29, 2020" in words(profile)
    assert "Board member Jan 1, 2015 to Dec 31, 2018, over" in words(profile)
    assert "Talked about the fair." in words(notes)
    for path in ("notes/new", "/edit", "/completion", "constituencies/new", there("prospect")):
        assert path not in profile.text.partition("<main")[2]
        assert path not in notes.text.partition("<main")[2]


def test_a_note_is_written_with_its_lines(
    app: Flask, world: World, as_bob: FlaskClient, there: There
) -> None:
    response = as_bob.post(there("notes/new"), data={**NOTE, "text": "One\r\ntwo\x00\n\nثلاثة"})

    latest = context(app, world, there).notes[0]
    assert response.status_code == 303
    assert response.location == there()
    assert (latest.kind, latest.text, latest.staff) == ("meeting", "One\ntwo\n\nثلاثة", "Bob")
    assert "The note is saved." in as_bob.get(there()).text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": " \n "}, "Write what happened or what is worth knowing."),
        ({"on": ""}, "Choose the day on which it happened."),
        ({"on": "yesterday"}, "Write the day as year-month-day, for example 2026-03-04."),
        ({"on": "2999-01-01"}, "Choose today or an earlier day."),
        ({"due": "2021-12-01"}, "Say what is to be done by that day"),
        ({"kind": "seance"}, "Choose one of the list."),
        ({"text": "x" * 10_001}, "Use at most 10,000 characters."),
    ],
)
def test_a_note_that_cannot_be_saved_says_what_to_do(
    app: Flask, world: World, as_bob: FlaskClient, there: There, change: dict[str, str], said: str
) -> None:
    before = context(app, world, there)

    page = as_bob.post(there("notes/new"), data=NOTE | change)
    part = as_bob.post(there("notes/new"), data=NOTE | change, headers=PART)

    for response in (page, part):
        assert response.status_code == 422
        assert said in words(response)
        check(response)
    assert page.text.count("<title>Error: ") == 1
    assert context(app, world, there) == before


def test_a_next_step_is_done_from_the_profile_and_open_again(
    app: Flask, world: World, as_bob: FlaskClient, there: There
) -> None:
    late = words(as_bob.get(there()))
    as_bob.post(there("notes/{note}/completion"), data={"done": "yes"})
    done = context(app, world, there)
    as_bob.post(there("notes/{note}/completion"), data={"done": "no"})

    assert "Next: Send the report by Apr 1, 2021 Late Done" in late
    assert (done.next_step, done.notes[0].is_done) == (None, True)
    assert context(app, world, there).notes[0].is_done is False


@pytest.mark.parametrize("what", ["notes/{note}", "constituencies/{role}"])
def test_what_was_deleted_comes_back_with_undo(
    app: Flask, world: World, as_bob: FlaskClient, there: There, what: str
) -> None:
    before = context(app, world, there)

    as_bob.post(there(f"{what}/deletion"))
    toast = as_bob.get(there()).text
    gone = context(app, world, there)
    back = as_bob.post(there(f"{what}/restoration"), headers=PART)
    again = as_bob.post(there(f"{what}/restoration"))

    undo = there(f"{what}/restoration")
    assert f'action="{undo}"' in toast
    assert gone != before
    assert back.headers["HX-Redirect"] == there()
    assert again.status_code == 303
    now = context(app, world, there)
    assert [note.text for note in now.notes] == [note.text for note in before.notes]
    assert now.held == before.held


def test_after_a_note_one_is_back_where_one_was(as_bob: FlaskClient, there: There) -> None:
    def saved(page: str) -> TestResponse:
        here = {**PART, "HX-Current-URL": f"http://localhost{page}"}
        return as_bob.post(there("notes/new"), data=NOTE, headers=here)

    assert saved(there()).headers["HX-Redirect"] == there()
    assert saved(there("notes")).headers["HX-Redirect"] == there("notes")


def test_many_notes_go_on_at_the_next_page(
    app: Flask, world: World, as_bob: FlaskClient, there: There
) -> None:
    for number in range(30):
        as_bob.post(
            there("notes/new"),
            data=NOTE | {"text": f"Note {number}", "on": "2021-05-01"},
        )

    first = as_bob.get(there("notes")).text
    following = first.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
    second = words(as_bob.get(following.replace("&amp;", "&")))

    assert first.count('class="said"') == 25
    assert "Note 4" in second
    assert "Talked about the fair." in second
    assert "All notes" in words(as_bob.get(there()))
