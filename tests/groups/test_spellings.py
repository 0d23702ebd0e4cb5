"""Which spellings of a text are on record."""

import pytest

from app.accounts.models import Workspace
from app.activity.models import Event
from app.db import db, now
from app.groups.queries.spellings import spellings, values
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both
CATEGORIES = ["Gala", "GALÁ", "gala ", "", "Galas", "Konzert", "Konzert", "zebra", "Ähnlich", "’Tis"]


@pytest.fixture
def here(inside: World) -> Workspace:
    for each in CATEGORIES:
        db.session.add(Event(workspace_id=inside.ours, name="E", category=each, starts_at=now()))
    db.session.flush()
    return db.session.get_one(Workspace, inside.ours)


def test_every_value_on_record_is_found_once(here: Workspace) -> None:
    with count_statements() as seen:
        found = values(here, Event.category)

    assert sorted(found) == sorted(set(CATEGORIES) - {""})
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("gala", {"Gala", "GALÁ", "gala "}),
        ("tis", {"’Tis"}),
        ("AHNLICH", {"Ähnlich"}),
        ("ball", set()),
        ("…", set()),
        ("", set()),
    ],
)
def test_case_and_accents_of_a_text_do_not_count(here: Workspace, asked: str, found: set[str]) -> None:
    assert set(spellings(here, Event.category, asked)) == found


def test_nothing_on_record_is_no_value(inside: World) -> None:
    workspace = db.session.get_one(Workspace, inside.ours)

    assert values(workspace, Event.category) == []
