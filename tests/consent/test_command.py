"""`kith eligibility`: the verdict with every gate, from a terminal."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import update

from app.consent.domain.barrier import Gate
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.constituents.models import Constituent
from app.db import db
from tests import factories
from tests.consent.makers import person, restricted, workspace
from tests.factories import World

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def people(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        here = workspace(world.ours)
        person(here, "ann@example.org")
        ben, eva = (
            person(here, "home@example.org", first="Ben"),
            person(here, "home@example.org", first="Eva"),
        )
        restricted(here, EventKind.DO_NOT_CONTACT_SET, eva.id, party=Party.STAFF)
        restricted(
            here, EventKind.SUPPRESSED, address="gone@example.org", reason=SuppressionReason.HARD_BOUNCE
        )
        assert ben.id != eva.id
        db.session.execute(update(Constituent).values(created_at=datetime(2026, 1, 1, tzinfo=UTC)))
        db.session.commit()


def ask(app: Flask, *words: str) -> Result:
    command = ["kith", "eligibility", *words, "--workspace", "green-valley", "--json"]
    return app.test_cli_runner().invoke(args=command)


def test_the_verdict_lists_every_gate_in_order(app: Flask) -> None:
    result = ask(app, "--email", "Ann@Example.org")

    told = json.loads(result.stdout)
    assert (told["eligible"], told["headline"], result.exit_code) == (True, None, 0)
    assert [gate["gate"] for gate in told["gates"]] == [gate.value for gate in Gate]
    assert set(told["gates"][0]) == {"gate", "passed", "detail", "since", "source"}


def test_of_several_who_share_the_address_the_strictest_counts(app: Flask) -> None:
    told = json.loads(ask(app, "--email", "home@example.org").stdout)

    assert (told["eligible"], told["headline"]) == (False, "do_not_contact")
    assert [one["name"] for one in told["people"]] == ["Eva Smith", "Ben Smith"]
    assert [one["eligible"] for one in told["people"]] == [False, True]
    failed = [gate for gate in told["gates"] if not gate["passed"]]
    assert failed[0]["since"].startswith("2026-11-11")
    assert failed[0]["source"] == "by staff"


def test_a_topic_adds_its_gate(app: Flask) -> None:
    told = json.loads(ask(app, "--email", "ann@example.org", "--topic", "Trips").stdout)

    assert (told["eligible"], told["headline"]) == (False, "topic_not_joined")


def test_an_address_that_nobody_has_is_told_apart_from_a_suppressed_one(app: Flask) -> None:
    unknown, gone = ask(app, "--email", "who@example.org"), ask(app, "--email", "gone@example.org")

    assert (unknown.exit_code, json.loads(unknown.stdout)["headline"]) == (1, "not_found")
    assert (gone.exit_code, json.loads(gone.stdout)["headline"]) == (0, "suppressed")
    assert json.loads(gone.stdout)["address_restrictions"][0]["reason"] == "hard_bounce"


def test_a_pause_is_over_when_its_end_is_asked_for(app: Flask, world: World) -> None:
    from datetime import UTC, datetime

    with factories.inside(app, world.ours):
        from app.accounts.models import Workspace

        here = db.session.get_one(Workspace, world.ours)
        who = person(here, "pause@example.org").id
        restricted(here, EventKind.PAUSED, who, until=datetime(2030, 1, 1, tzinfo=UTC))
        db.session.commit()

    before, after = (
        json.loads(ask(app, "--email", "pause@example.org", "--at", at).stdout)
        for at in ("2029-12-31T23:59:59+00:00", "2030-01-01")
    )

    assert (before["headline"], after["headline"]) == ("paused", None)


@pytest.mark.parametrize(
    "words",
    [
        ("--email", "no address"),
        ("--email", ""),
        ("--email", "ann@example.org", "--topic", "Nothing"),
        ("--email", "ann@example.org", "--at", "soon"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(app: Flask, words: tuple[str, ...]) -> None:
    result = ask(app, *words)

    assert result.exit_code == 2
    assert list(json.loads(result.stdout)) == ["refused"]


def test_as_of_a_moment_the_ledger_of_then_counts(app: Flask) -> None:
    before, after = (
        json.loads(ask(app, "--email", "home@example.org", "--at", f"2026-11-{day}T09:00:01+00:00").stdout)
        for day in (10, 11)
    )

    assert (before["eligible"], before["headline"]) == (True, None)
    assert (after["eligible"], after["headline"]) == (False, "do_not_contact")


def test_a_bare_address_was_not_suppressed_before_it_was(app: Flask) -> None:
    before, after = (
        json.loads(ask(app, "--email", "gone@example.org", "--at", f"2026-11-{day}T09:00:01+00:00").stdout)
        for day in (10, 11)
    )

    assert (before["headline"], after["headline"]) == ("not_found", "suppressed")
