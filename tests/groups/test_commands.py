"""`kith groups`: counting and listing from a terminal, without ever a traceback."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from tests.factories import World
from tests.groups.pages import some_groups

pytestmark = pytest.mark.both
RULE = {
    "version": 1,
    "match": "all",
    "conditions": [{"type": "total_given", "op": "at_least", "amount": 10000}],
}
TOP = {"type": "largest_gift", "op": "at_least", "amount": 100_000}


@pytest.fixture
def rule(app: Flask, world: World, tmp_path: Path) -> Path:
    some_groups(app, world.ours)
    path = tmp_path / "rule.json"
    path.write_text(json.dumps(RULE), "utf-8")
    return path


def kith(app: Flask, *words: str | Path, given: bytes | None = None) -> Result:
    command = ["kith", *map(str, words), "--workspace", "green-valley"]
    return app.test_cli_runner().invoke(args=command, input=given)


def test_a_rule_is_counted_and_said(app: Flask, rule: Path) -> None:
    result = kith(app, "groups", "count", "--rule", rule, "--json")
    spoken = kith(app, "groups", "count", "--rule", rule)

    said = "People who gave at least $100 in total."
    assert json.loads(result.stdout) == {"count": 3, "eligible": 3, "sentence": said}
    assert spoken.stdout == f"{said}\n3 people, 3 of whom can be emailed.\n"


def test_a_rule_may_come_on_standard_input(app: Flask, rule: Path) -> None:
    result = kith(app, "groups", "count", "--rule", "-", "--json", given=rule.read_bytes())

    assert json.loads(result.stdout)["count"] == 3


def test_members_are_listed_by_rule_and_by_group(app: Flask, rule: Path) -> None:
    by_rule = kith(app, "groups", "members", "--rule", rule, "--csv")
    by_group = kith(app, "groups", "members", "--group", "Donors", "--csv")
    as_json = kith(app, "groups", "members", "--group", "Donors")

    assert by_rule.stdout_bytes == by_group.stdout_bytes
    rows = list(csv.reader(io.StringIO(by_rule.stdout)))
    assert rows[0] == ["Lookup ID", "Name", "Kind", "Email", "Can be emailed"]
    assert [row[0] for row in rows[1:]] == ["C-1001", "C-1002", "C-1003"]
    first = json.loads(as_json.stdout.splitlines()[0])
    assert (first["email"], first["can_be_emailed"]) == ("giver0@example.org", "yes")
    linked = kith(app, "groups", "members", "--group", "Donors", "--links", "--trial").stdout.splitlines()[0]
    assert "/u/" in json.loads(linked)["unsubscribe_url"]
    assert "/p/" in json.loads(linked)["preferences_url"]


def test_a_rule_is_said_and_given_as_json_that_can_be_asked_again(app: Flask, rule: Path) -> None:
    by_group = kith(app, "groups", "rule", "--group", "Donors")
    as_json = kith(app, "groups", "rule", "--group", "Donors", "--json")
    again = kith(app, "groups", "rule", "--rule", "-", given=as_json.stdout_bytes)

    assert by_group.stdout == again.stdout == "People who gave at least $100 in total.\n"
    assert json.loads(as_json.stdout)["version"] == 2
    rule.write_text(json.dumps(RULE | {"conditions": [{"type": "in_group", "group": 5}]}), "utf-8")
    broken = kith(app, "groups", "rule", "--rule", rule)
    assert broken.stdout.startswith("People who are in a group that no longer exists.\nCondition 1 names")


def test_it_is_explained_why_somebody_is_in_it_condition_by_condition(app: Flask, rule: Path) -> None:
    rule.write_text(json.dumps(RULE | {"conditions": [*RULE["conditions"], TOP]}), "utf-8")

    spoken = kith(app, "groups", "explain", "--rule", rule, "--person", "C-1001").stdout.splitlines()
    told = json.loads(
        kith(app, "groups", "explain", "--group", "Donors", "--person", "C-1004", "--json").stdout
    )

    assert spoken[0].endswith("is not in it.")
    assert spoken[1].startswith("1 fits: gave at least $100 in total · gave $100 in 1 gift, $100 on ")
    assert spoken[2].startswith("2 keeps out: gave at least $1,000 in their largest gift · the largest was")
    assert (told["person"], told["is_in"], told["pinned"]) == ("C-1004", False, None)
    assert told["clauses"][0]["evidence"] == "gave $0 in no gift"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b"null",
        b'{"version": 3, "match": "all", "conditions": []}',
        b'{"version": 1, "match": "all", "conditions": [{"type": "drop_table"}]}',
        b'{"version": 1, "match": "all", "conditions": [{"type": "in_group", "group": 5}]}',
        b'{"version": 1, "match": "all", "conditions": [], "more": 1}',
        b" " * 1_000_001,
    ],
)
def test_what_is_no_rule_is_refused_in_words(app: Flask, rule: Path, content: bytes) -> None:
    rule.write_bytes(content)

    result = kith(app, "groups", "count", "--rule", rule, "--json")

    assert result.exit_code == 2
    assert list(json.loads(result.stdout)) == ["refused"]
    assert json.loads(result.stdout)["refused"].endswith(".")


def test_files_and_groups_that_are_not_there_are_refused(app: Flask, rule: Path) -> None:
    for words in (
        ("count", "--rule", rule.with_name("none.json")),
        ("count", "--rule", rule.parent),
        ("members", "--group", "Nobody"),
        ("members",),
        ("members", "--group", "Donors", "--links"),
        ("members", "--group", "Donors", "--rule", rule),
        ("rule",),
        ("rule", "--group", "Board"),
        ("explain", "--group", "Donors", "--rule", rule, "--person", "C-1001"),
        ("explain", "--group", "Donors", "--person", "C-9999"),
        ("explain", "--group", "Donors", "--person", "giver"),
    ):
        result = kith(app, "groups", *words)
        assert result.exit_code == 2, words
        assert "refused" in json.loads(result.stdout)


def test_the_groups_in_use_are_listed(app: Flask, rule: Path) -> None:
    told, spoken = kith(app, "groups", "list", "--json"), kith(app, "groups", "list")

    assert [(each["name"], each["type"], each["members"]) for each in json.loads(told.stdout)] == [
        ("Board", "static", 0),
        ("Donors", "dynamic", None),
    ]
    assert spoken.stdout == "Board (static): 0 people\nDonors (dynamic): not calculated yet\n"
