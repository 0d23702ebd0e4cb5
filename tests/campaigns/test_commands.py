"""`kith campaigns`: figures and people from a terminal."""

import json

import pytest
from click.testing import Result
from flask import Flask

from app.db import db
from tests import factories
from tests.campaigns.makers import campaign, readers
from tests.consent.makers import workspace
from tests.factories import World


@pytest.fixture
def spring(app: Flask, world: World) -> int:
    with factories.inside(app, world.ours):
        here = workspace(world.ours)
        key = campaign(here)
        readers(here, key)
        db.session.commit()
    return key


def kith(app: Flask, *words: object) -> Result:
    command = ["kith", "campaigns", *map(str, words), "--workspace", "green-valley"]
    return app.test_cli_runner().invoke(args=command)


def test_campaigns_are_listed_with_their_figures(app: Flask, spring: int) -> None:
    [told] = json.loads(kith(app, "list", "--json").stdout)
    spoken = kith(app, "list", "--search", "spring").stdout

    assert (told["id"], told["name"], told["sent"]) == (spring, "Spring letter", 8)
    assert (told["opened"], told["not_opened"], told["unsubscribed"]) == (3, 3, 1)
    assert spoken.startswith(f"{spring}  2026-03-04  Spring letter: sent to 8, delivered 6, opened 3,")
    assert kith(app, "list", "--search", "nothing").stdout == ""


def test_the_people_behind_a_figure_are_listed(app: Flask, spring: int) -> None:
    lines = kith(app, "people", "--campaign", spring, "--show", "opened").stdout.splitlines()
    table = kith(app, "people", "--campaign", spring, "--show", "bounced", "--csv").stdout

    assert [json.loads(line)["name"] for line in lines] == ["Leaver Smith", "Opener Smith", "Reader Smith"]
    assert "Gone Smith,gone@example.org" in table
    assert len(table.splitlines()) == 2


def test_an_unknown_campaign_is_said_in_a_sentence(app: Flask, spring: int) -> None:
    result = kith(app, "people", "--campaign", spring + 1)

    assert result.exit_code == 1
    assert result.stderr == f"There is no campaign {spring + 1} in this workspace.\n"
