"""`kith batches`: listed, validated, committed and reported without a browser."""

import csv
import json

import pytest
from click.testing import Result
from flask import Flask

from app.cli.batches import batches
from tests import factories
from tests.batch_entry.seen_through import gifts
from tests.factories import World

ANN = ("", "Ann", "Lee", "ann@example.org", "25.00", "USD", "2026-11-02")
NOA = ("", "Noa", "Park", "noa@example.org", "1500", "JPY", "2026-11-04")
BAD = ("", "Bo", "Fox", "bad", "7.50", "USD", "2026-11-04")


@pytest.fixture(autouse=True)
def _no_ringing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "RING", False)


def run(app: Flask, *arguments: object) -> Result:
    words = [*map(str, arguments), "--workspace", "green-valley"]
    return app.test_cli_runner().invoke(batches, words)


def given(app: Flask, world: World, **template: object) -> int:
    """The number of a batch with two rows that are ready and one that is not."""
    with factories.inside(app, world.ours):
        return gifts(world.ours, [ANN, NOA, BAD], **template).number


def test_a_batch_is_validated_committed_and_reported(app: Flask, world: World) -> None:
    number = given(app, world)

    told = json.loads(run(app, "validate", number, "--json").stdout)
    done = json.loads(run(app, "commit", number, "--json").stdout)
    report = list(csv.reader(run(app, "report", number).stdout.splitlines()))

    assert told["ready"] == {"create": 2, "update": 0, "no_change": 0}
    assert (told["not_ready"], told["gifts"]) == (1, {"JPY": "1500", "USD": "25.00"})
    assert done["committed"]["created"] == 2
    assert done["gifts"] == {"JPY": "1500", "USD": "25.00"}
    assert done["exceptions"] == [number + 1]
    assert ["Total", "Moved to exceptions", "USD", "", "7.50", "", ""] in report


def test_batches_are_listed_with_what_they_come_to(app: Flask, world: World) -> None:
    number = given(app, world)

    told = json.loads(run(app, "list", "--json").stdout)
    said = run(app, "list").stdout

    assert told == [
        {
            "number": number,
            "name": "GIFT-0001 Gifts",
            "kind": "revenue",
            "status": "open",
            "rows": 3,
            "sums": {"JPY": "1500", "USD": "32.50"},
        }
    ]
    assert said == f"{number} GIFT-0001 Gifts: open, 3 rows, 1500 JPY, 32.50 USD\n"


def test_in_words_a_command_says_what_it_did(app: Flask, world: World) -> None:
    number = given(app, world)

    told = run(app, "validate", number).stdout
    done = run(app, "commit", number).stdout

    assert told == (
        f"Batch {number}: adds 2, updates 0, leaves 0, 1500 JPY, 25.00 USD; 1 row is not ready.\n"
    )
    assert f"Batch {number}: 2 added, 0 updated, 0 unchanged." in done
    assert f"What could not be committed is in batch {number + 1}." in done


def test_what_is_in_the_way_on_the_page_is_in_the_way_here(app: Flask, world: World) -> None:
    number = given(app, world, needs_approval=True)

    early = run(app, "commit", number, "--json")
    run(app, "validate", number)
    unapproved = run(app, "commit", number)

    assert early.exit_code == unapproved.exit_code == 2
    assert "Validate this batch first" in json.loads(early.stdout)["refused"]
    assert "This batch needs approval." in unapproved.stderr


def test_there_is_no_such_batch(app: Flask, world: World) -> None:
    answers = [run(app, command, 99) for command in ("validate", "commit", "report")]

    assert {answer.exit_code for answer in answers} == {2}
