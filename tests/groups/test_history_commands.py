"""`kith groups recalculate` and `history`, without ever a traceback."""

import json

import pytest
from flask import Flask

from tests.factories import World
from tests.groups.pages import some_groups
from tests.groups.test_commands import kith


@pytest.mark.both
def test_members_are_found_anew_and_the_history_tells_it(app: Flask, world: World) -> None:
    some_groups(app, world.ours)

    done = kith(app, "groups", "recalculate", "--all")
    again = kith(app, "groups", "recalculate", "--group", "Donors", "--json")
    told = kith(app, "groups", "history", "--group", "Donors", "--json")
    said = kith(app, "groups", "history", "--group", "Donors")

    assert done.stdout == "Donors: +3 −0, 3 members: it was calculated for the first time\n"
    assert json.loads(again.stdout)["members"] == 3
    assert [(each["cause"], each["joined"]) for each in json.loads(told.stdout)] == [
        ("asked", 0),
        ("first", 3),
    ]
    assert "+3 −0, 3 members: it was calculated for the first time" in said.stdout


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["recalculate"], "Give either --group NAME or --all."),
        (["recalculate", "--all", "--group", "Donors"], "Give either --group NAME or --all."),
        (["recalculate", "--group", "Board"], "the list is the decision"),
        (["recalculate", "--group", "Nobody"], "There is no group named “Nobody”."),
        (["history", "--group", "Nobody"], "There is no group named “Nobody”."),
    ],
)
def test_what_cannot_be_is_refused_in_words(app: Flask, world: World, words: list[str], why: str) -> None:
    some_groups(app, world.ours)

    result = kith(app, "groups", *words)

    assert result.exit_code == 2
    assert why in result.stderr
