"""Restoring a backup takes back no no: what was refused and who was erased since then is put back."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Workspace
from app.consent.domain.facts import EventKind, Party
from app.consent.models import InterestGroup
from app.consent.services import refusal_files
from app.constituents.models import Departure
from app.db import db
from app.lifecycle.services.erasing import erase
from app.operations import refusals
from tests import factories
from tests.consent.makers import OPT_OUT, STAFF
from tests.factories import World
from tests.operations.refusing import (
    ANN,
    BEN,
    CY,
    DEE,
    EVE,
    FAY,
    HAL,
    People,
    backup,
    let_go_of,
    lines,
    mailable,
    put,
    refuse,
    restore,
    sound,
)


@pytest.mark.both
def test_nobody_is_mailable_after_a_restore_who_was_not_before_or_whom_a_kept_no_stops(
    app: Flask, world: World, people: People
) -> None:
    path = backup(app)
    refuse(app, world, EventKind.UNSUBSCRIBED, people[ANN])
    refuse(app, world, EventKind.TOPIC_LEFT, people[FAY], topic=OPT_OUT)
    refuse(app, world, EventKind.BOUNCED, address="GUS@example.org", party=Party.PROVIDER)
    let_go_of(app, world, people[CY])
    let_go_of(app, world, people[DEE])
    refuse(app, world, EventKind.COMPLAINED, people[DEE], party=Party.PROVIDER)
    with factories.inside(app, world.ours):
        erase(db.session.get_one(Workspace, world.ours), people[EVE], actor=STAFF)
        db.session.commit()
    before, before_news = mailable(app, world, people), mailable(app, world, people, OPT_OUT)
    ledger = lines(app, world)

    told = restore(app, path)

    after, news = mailable(app, world, people), mailable(app, world, people, OPT_OUT)
    assert before == {BEN, CY, FAY, HAL}
    assert after == {BEN, FAY, HAL}  # what was lifted since the backup holds again
    assert (before_news - news, news) == ({CY}, {BEN, HAL})
    assert told == "5 restrictions and 1 erasure since the backup were put back.\n"
    restored = lines(app, world)
    assert {each: ledger[each] for each in restored if each in ledger} == {
        each: restored[each] for each in restored if each in ledger
    }
    with factories.inside(app, world.ours):
        assert db.session.scalars(select(Departure.constituent_id)).all() == [people[EVE]]
    assert sound(app, world) == []

    with app.app_context():
        nothing = list(refusals.replay(app).sentences())
    assert nothing == ["Nobody had said no or was erased since the backup."]


@pytest.mark.sqlite
def test_a_database_that_was_restored_by_other_means_is_caught_up_with_before_the_first_request(
    app: Flask, world: World, people: People, folder: Path
) -> None:
    path = backup(app)
    refuse(app, world, EventKind.UNSUBSCRIBED, people[ANN])
    put(app, path)
    refuse(app, world, EventKind.UNSUBSCRIBED, people[BEN])
    assert ANN in mailable(app, world, people)
    told: list[str] = []

    refusals.at_start(app, told.append)
    refusals.at_start(app, told.append)

    assert told == ["1 restriction since the backup was put back."]
    assert mailable(app, world, people).isdisjoint({ANN, BEN})
    assert sound(app, world) == []


@pytest.mark.sqlite
def test_on_a_new_machine_the_copied_folder_is_enough_and_without_it_that_is_told(
    app: Flask, world: World, people: People, folder: Path
) -> None:
    path = backup(app)
    refuse(app, world, EventKind.UNSUBSCRIBED, people[ANN])
    for mark in folder.glob("*.mark"):
        mark.unlink()
    kept = {file: file.read_bytes() for file in refusal_files.months(folder)}
    (folder.parent / "kith.db").unlink()
    assert restore(app, path) == "1 restriction since the backup was put back.\n"
    assert ANN not in mailable(app, world, people)
    ledger = lines(app, world)
    restore(app, path)
    assert lines(app, world) == ledger

    for file in kept:
        file.unlink()
    (folder.parent / "kith.db").unlink()
    assert "There is nothing in KITH_DATA/refusals" in restore(app, path)


@pytest.mark.sqlite
def test_a_topic_or_a_workspace_that_the_backup_lacks_stops_nothing_else(
    app: Flask, world: World, people: People, folder: Path
) -> None:
    path = backup(app)
    with factories.inside(app, world.ours):
        db.session.add(InterestGroup(workspace_id=world.ours, id=77, name="New"))
        db.session.commit()
    refuse(app, world, EventKind.TOPIC_LEFT, people[BEN], topic=77)
    refuse(app, world, EventKind.UNSUBSCRIBED, people[ANN])
    [file] = refusal_files.months(folder)
    file.write_bytes(file.read_bytes() + file.read_bytes().replace(b'"workspace":11,', b'"workspace":99,', 1))

    told = restore(app, path).splitlines()

    assert told[0] == "1 restriction since the backup was put back."
    assert told[1] == "Left alone: 1 line of KITH_DATA/refusals about a workspace that this backup lacks."
    assert sound(app, world) == []


@pytest.mark.sqlite
def test_what_is_not_kept_yet_is_kept_before_another_database_takes_its_place(
    app: Flask, world: World, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = backup(app)
    with monkeypatch.context() as without:
        without.setitem(app.config, "KEEP_REFUSALS", False)
        refuse(app, world, EventKind.UNSUBSCRIBED, people[ANN])

    assert restore(app, path) == "1 restriction since the backup was put back.\n"
