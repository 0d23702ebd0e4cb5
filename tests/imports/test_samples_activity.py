"""The sample files of what people did: each shows what its description promises."""

from collections import Counter
from functools import cache

from flask import Flask
from sqlalchemy import func, select

from app.activity_imports.services import receiving
from app.consent.models import ConsentEvent
from app.constituents.domain.record import Incoming
from app.db import db
from app.imports.domain.limits import DEFAULT_LIMITS
from scripts.lookalikes import everybody
from scripts.samples import activity_files
from tests.activity_imports import makers as activity
from tests.factories import World, inside
from tests.profiles.makers import create
from tests.restrictions import makers as restrictions

written = cache(activity_files)
GIFTS, PARTY, REPORT = (
    "spring-appeal-gifts.csv",
    "garden-party-registrations.csv",
    "june-newsletter-report.csv",
)
REFUSALS = "said-no-elsewhere.csv"


def known(text: str) -> list[Incoming]:
    """Those people of the sample workspace whom the file is about."""
    return [one for one in everybody() if any(email.address in text for email in one.emails)]


def test_each_file_of_activity_shows_ready_rows_and_others(app: Flask, world: World) -> None:
    found: dict[str, Counter[str]] = {}
    with inside(app, world.ours):
        create(world.ours, *known("".join(written()[name].decode() for name in (GIFTS, REPORT))))
        db.session.commit()

        for name in (GIFTS, REPORT):
            found[name] = Counter(
                activity.said(activity.checked(app, world.ours, written()[name].decode())).values()
            )

    assert found[REPORT] == {
        "ready create": 27,
        "possible_duplicate nobody": 5,
        "possible_duplicate no_who": 1,
        "skipped repeated": 1,
    }
    assert found[GIFTS] == {
        "ready create": 13,
        "possible_duplicate nobody": 4,
        "skipped repeated": 1,
        "error amount: … is not an amount that can be read.": 1,
        "error date: … is not a date that can be read.": 1,
    }


def test_a_word_of_the_party_has_to_be_explained_first(app: Flask, world: World) -> None:
    with inside(app, world.ours):
        batch = activity.upload(world.ours, written()[PARTY].decode(), name=PARTY)

        asked = receiving.open_gaps(batch, receiving.reading_of(batch), DEFAULT_LIMITS)

        assert any("“Perhaps”" in gap.what for gap in asked)


def test_cards_of_the_gifts_are_never_stored(app: Flask, world: World) -> None:
    with inside(app, world.ours):
        batch = activity.upload(world.ours, written()[GIFTS].decode(), name=GIFTS)
        rows = receiving.sample_of(batch, DEFAULT_LIMITS)

        assert b"4111 1111 1111 1111" in written()[GIFTS]
        assert not any("4111" in cell for row in rows for cell in row)


def test_the_list_of_another_tool_restricts_repeats_and_cannot_be_read(app: Flask, world: World) -> None:
    with inside(app, world.ours):
        create(world.ours, *known(written()[REFUSALS].decode()))
        db.session.commit()

        batch = restrictions.checked(app, world.ours, written()[REFUSALS].decode())

        assert Counter(restrictions.said(batch).values()) == {
            "ready update": 10,
            "ready create": 2,
            "skipped none": 4,
            "error none": 1,
        }
        assert db.session.scalar(select(func.count()).select_from(ConsentEvent)) == 0
