"""All data about one person as a file: complete, explained, harmless to a spreadsheet, and noted."""

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.constituents.domain.record import Name
from app.db import db
from app.lifecycle.queries.export import bundle
from app.schema import metadata
from tests import factories
from tests.factories import World
from tests.lifecycle.canary import WORD, found_in, plant
from tests.lifecycle.people import edit, made, record_of, workspace
from tests.profiles.makers import give
from tests.statements import count_statements

pytestmark = pytest.mark.both

SECTION_OF = {
    "constituents": "record",
    "former_names": "other_names",
    "email_addresses": "emails",
    "phones": "phones",
    "addresses": "addresses",
    "external_ids": "external_ids",
    "notes": "notes",
    "constituencies": "roles",
    "prospects": "prospect",
    "prospect_stages": "prospect_stages",
    "donations": "donations",
    "soft_credits": "soft_credits",
    "registrations": "registrations",
    "deliveries": "deliveries",
    "email_events": "email_events",
    "group_members": "groups",
    "group_stays": "former_groups",
    "group_pins": "group_pins",
    "audience_people": "audience_checks",
    "email_reports": "service_reports",
    "consent_events": "consent_ledger",
    "restrictions": "restrictions",
    "consents": "consents",
    "journal": "changes",
    "batch_rows": "import_rows",
}
DERIVED = {
    "address_hashes": "a hash of an address that is in it",
    "match_records": "what is in it, written for comparing",
    "match_keys": "hashes of what is in it",
    "match_counts": "how many have a value, whoever they are",
    "search_words": "words of what is in it",
    "known_words": "words of names, whoever bears them",
    "topics_joined": "lines of the ledger that are in it",
    "distinctions": "a decision about somebody else, by a hash",
    "departures": "of those who are gone",
    "removals": "of those who are gone",
    "recent_writes": "that it was written lately",
    "upload_parts": "a file that holds others too",
    "touches": "that something about her changed lately",
    "standings": "whether she can be emailed, as it follows from what is in it",
    "rollups": "what the sections of gifts, registrations and mailings come to",
}
"""Tables that hold something about a person and have no section of their own, with the reason."""


def opened(client: FlaskClient, person: int) -> zipfile.ZipFile:
    answer = client.post(f"/constituents/{person}/export")
    assert answer.status_code == 200
    assert answer.mimetype == "application/zip"
    assert answer.headers["Cache-Control"] == "no-store"
    return zipfile.ZipFile(io.BytesIO(answer.data))


def told(archive: zipfile.ZipFile) -> dict[str, Any]:
    name = next(name for name in archive.namelist() if name.endswith(".json"))
    found: dict[str, Any] = json.loads(archive.read(name))
    return found


def test_everything_in_which_her_word_stands_is_in_the_file(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    person = plant(app, world.ours)
    with factories.inside(app, world.ours):
        tables = set(found_in(WORD))

    found = told(opened(as_bob, person))

    assert tables <= SECTION_OF.keys() | DERIVED.keys()
    for table in tables & SECTION_OF.keys():
        section = json.dumps(found[SECTION_OF[table]], ensure_ascii=False)
        assert WORD.lower() in section.lower(), f"{table} is not told in full"
    assert found["format"] == "kith-person"
    assert found["version"] == 1
    assert [gift["amount"] for gift in found["donations"]] == ["50.00"]
    assert found["groups"][0]["group"] == "Friends"
    assert found["registrations"][0]["event"] == "Gala"


def test_every_table_about_people_has_a_section_or_a_reason_for_none() -> None:
    about = {
        table.name
        for table in metadata.sorted_tables
        if {"constituent_id", "subject_id", "address_key"} & set(table.columns.keys())
    } - {"work"}

    assert about <= SECTION_OF.keys() | DERIVED.keys()


def test_the_tables_say_the_same_as_the_json_and_no_cell_is_a_formula(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    person = made(app, world.ours)
    with factories.inside(app, world.ours):
        edit(world.ours, person, name=Name(first='=HYPERLINK("x")', last="Lovelace"))
        give(world.ours, person, 3)
        db.session.commit()

    archive = opened(as_bob, person)

    text = archive.read("donations.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    gifts = told(archive)["donations"]
    assert [row["amount"] for row in rows] == [str(gift["amount"]) for gift in gifts]
    assert len(rows) == 4
    record = archive.read("record.csv").decode("utf-8-sig")
    assert "'=HYPERLINK" in record
    assert told(archive)["record"][0]["first"] == '=HYPERLINK("x")'


def test_the_text_explains_every_key_of_every_section(app: Flask, world: World, as_bob: FlaskClient) -> None:
    archive = opened(as_bob, plant(app, world.ours))

    explained = archive.read("README.txt").decode()

    for name, rows in told(archive).items():
        if isinstance(rows, list):
            assert f"\n{name} ({len(rows)}): " in explained
            for key in rows[0] if rows else ():
                assert f"\n  {key}: " in explained


def test_the_export_is_noted_without_a_name(app: Flask, world: World, as_bob: FlaskClient) -> None:
    person = made(app, world.ours)

    opened(as_bob, person)

    with factories.inside(app, world.ours):
        [line] = db.session.scalars(
            select(JournalEntry).where(
                JournalEntry.subject == Subject.EXPORT, JournalEntry.subject_id == person
            )
        )
        assert line.actor == "Bob"
        assert line.after["format"] == "kith-person/1"
        assert "Lovelace" not in str(line.after)
    home = as_bob.get("/").text
    assert "exported all data of" in home


def test_statements_do_not_grow_with_what_there_is(app: Flask, world: World) -> None:
    poor, rich = made(app, world.ours), plant(app, world.ours)
    counts = []
    for person in (poor, rich):
        with factories.inside(app, world.ours):
            here, who = workspace(world.ours), record_of(world.ours, person)
            with count_statements() as seen:
                bundle(here, who)
            counts.append(len(seen))

    assert counts[0] == counts[1] == 28
