"""The file of an audience check, from its page and from a terminal."""

import csv
import io
import json
from dataclasses import replace

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts.models import Workspace
from app.audiences.domain.file import HEADER
from app.audiences.queries import checks
from app.audit.queries import recent
from app.constituents.domain.points import PointType
from app.constituents.domain.record import Email, Existing, Kind, Name
from app.constituents.services import Rewrite, write
from app.db import db
from app.groups.services import delete as delete_group
from tests import factories
from tests.audiences.makers import about, checked, listed
from tests.consent.makers import STAFF
from tests.factories import World
from tests.profiles.pages import words


def lines(answer: TestResponse) -> list[list[str]]:
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


@pytest.mark.both
def test_the_file_holds_a_message_for_each_inbox_with_its_links_and_is_noted(
    app: Flask, as_bob: FlaskClient, world: World, ids: dict[str, int]
) -> None:
    answer = as_bob.post(f"/audiences/{ids['c']}/export")

    assert "appeal-can-be-emailed-" in answer.headers["Content-Disposition"]
    [head, row] = lines(answer)
    told = dict(zip(head, row, strict=True))
    assert tuple(head) == tuple(HEADER)
    assert [told[name] for name in ("email", "first_name", "last_name", "name", "lookup_id")] == [
        *("ann@example.org", "Ann", "Smith", "Ann Smith", "C-1001"),
    ]
    assert told["list_unsubscribe"] == f"<{told['unsubscribe_url']}>"
    assert told["list_unsubscribe_post"] == "List-Unsubscribe=One-Click"
    assert "@" not in told["unsubscribe_url"] + told["preferences_url"]
    with factories.inside(app, world.ours):
        noted = recent(world.ours).entries[0]
        assert (noted.subject, noted.field, noted.after["people"]) == ("audience", "export", 1)
        assert noted.actor == "Bob"
    page = words(as_bob.get(f"/audiences/{ids['c']}"))
    assert "1 Bob Nothing" in page
    assert "exported Appeal" in words(as_bob.get("/")).replace(" :", ":")


def test_one_press_on_the_link_of_the_file_takes_the_person_out_of_the_next_one(
    client: FlaskClient, as_bob: FlaskClient, ids: dict[str, int]
) -> None:
    [head, row] = lines(as_bob.post(f"/audiences/{ids['c']}/export"))
    url = dict(zip(head, row, strict=True))["unsubscribe_url"]
    path = "/u/" + url.rpartition("/")[2]

    assert client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200

    page = words(as_bob.get(f"/audiences/{ids['c']}/export"))
    assert "2 cannot be emailed any more and are left out: 2 unsubscribed. Who they are" in page
    assert "Smith, Ann C-1001 · unsubscribed" in page
    assert "The file has 0 messages" in page
    assert lines(as_bob.post(f"/audiences/{ids['c']}/export")) == [list(HEADER)]


def test_no_cell_of_the_file_is_a_formula(
    app: Flask, as_bob: FlaskClient, world: World, ids: dict[str, int]
) -> None:
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        name = Name(first='=HYPERLINK("x")', last="Ω-Smith")
        emails = (Email("eve@example.org", PointType.HOME, primary=True),)
        [eve] = write(
            here.id,
            [Rewrite(Existing(Kind.INDIVIDUAL, name), Existing(Kind.INDIVIDUAL, name, emails=emails))],
        )
        made = checked(app, here, about(listed(here, "Eve", eve.id))).id

    [_, row] = lines(as_bob.post(f"/audiences/{made}/export"))

    assert row[1:3] == ['\'=HYPERLINK("x")', "Ω-Smith"]


def test_a_check_whose_group_is_gone_says_so_and_gives_no_file(
    app: Flask, as_bob: FlaskClient, world: World, ids: dict[str, int]
) -> None:
    with factories.inside(app, world.ours):
        from app.groups.queries.lists import get

        here = db.session.get_one(Workspace, world.ours)
        friends = get(here, ids["friends"])
        assert friends
        assert delete_group(here, friends, actor=STAFF) is None
        db.session.commit()

    page = as_bob.get(f"/audiences/{ids['c']}/export")
    refused = as_bob.post(f"/audiences/{ids['c']}/export")

    assert "The group “Friends” no longer exists. Nothing can be exported" in words(page)
    assert refused.status_code == 409
    assert as_bob.post(f"/audiences/{ids['c']}/repetition").status_code == 409
    assert "= 3 people" in words(as_bob.get(f"/audiences/{ids['c']}"))


def test_a_deleted_check_is_gone(as_bob: FlaskClient, ids: dict[str, int]) -> None:
    asked = words(as_bob.get(f"/audiences/{ids['c']}/deletion"))
    gone = as_bob.post(f"/audiences/{ids['c']}/deletion", follow_redirects=True)

    assert "What “Appeal” found about 3 people goes" in asked
    assert "The check “Appeal” is deleted." in gone.text
    assert as_bob.get(f"/audiences/{ids['c']}").status_code == 404


def test_links_that_reach_nobody_are_given_only_for_a_trial(
    app: Flask, as_bob: FlaskClient, ids: dict[str, int]
) -> None:
    url, https = f"/audiences/{ids['c']}/export", words(as_bob.get(f"/audiences/{ids['c']}/export"))
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], public_url="", port=8097)

    page, refused = words(as_bob.get(url)), as_bob.post(url)
    told = command(app, "--group", "Friends", "--csv")

    assert "KITH_PUBLIC_URL" not in https
    assert "begin with http://127.0.0.1:8097. Mail programs ask for https" in page
    assert refused.status_code == 422
    assert "Nothing was exported. Tick the box if this file is for a trial" in words(refused)
    assert 'name="trial" value="1" required aria-invalid="true"' in refused.text
    assert (told.exit_code, told.stdout) == (2, "")
    assert len(lines(as_bob.post(url, data={"trial": "1"}))) == 2
    assert "http://127.0.0.1:8097/u/" in command(app, "--group", "Friends", "--csv", "--trial").stdout


def test_who_can_write_to_a_mailbox_that_is_read_is_told_so_in_the_file(
    app: Flask, as_bob: FlaskClient, ids: dict[str, int]
) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], unsubscribe_mailbox="stop@example.org")

    [head, row] = lines(as_bob.post(f"/audiences/{ids['c']}/export"))

    told = dict(zip(head, row, strict=True))
    token = told["unsubscribe_url"].rpartition("/")[2]
    assert told["list_unsubscribe"].endswith(f">, <mailto:stop@example.org?subject={token}>")
    assert "<mailto:stop@example.org?subject=" in command(app, "--group", "Friends", "--csv").stdout


# --- the command


def command(app: Flask, *more: str) -> Result:
    given = ["kith", "audience-check", *more, "--workspace", "green-valley"]
    return app.test_cli_runner().invoke(args=given)


def test_the_command_makes_the_same_check_as_the_screens(
    app: Flask, world: World, ids: dict[str, int]
) -> None:
    result = command(app, "--group", "Friends", "--exclude", "Board", "--topic", "Newsletter", "--json")

    told = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (told["people"], told["eligible"], told["messages"]) == (3, 2, 1)
    assert told["reasons"] == {"unsubscribed": 1}
    assert told["question"] == "“Newsletter” to “Friends”, but not to “Board”."
    with factories.inside(app, world.ours):
        assert checks.get(world.ours, told["check"]) is not None


def test_the_command_prints_the_file_and_refuses_what_is_not_there(
    app: Flask, world: World, ids: dict[str, int]
) -> None:
    file = command(app, "--group", "Friends", "--csv")
    plain = command(app, "--group", "Friends")
    refused = [
        command(app, "--group", "Nobody", "--json"),
        command(app, "--group", "Friends", "--topic", "Nothing", "--json"),
        command(app, "--group", "Friends", "--most", "2", "--json"),
    ]

    assert file.stdout.splitlines()[1].startswith("ann@example.org,Ann,Smith,Ann Smith,C-1001,")
    assert "2 of 3 people can be emailed, in 1 messages." in plain.stdout
    assert [answer.exit_code for answer in refused] == [2, 2, 2]
    assert "There is no group named “Nobody”." in json.loads(refused[0].stdout)["refused"]
    with factories.inside(app, world.ours):
        assert recent(world.ours).entries[1].after["people"] == 1
