"""Saving any number of people as a new static group, on both databases."""

import pytest
from sqlalchemy import ColumnElement

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.queries import history
from app.constituents.models import Constituent
from app.db import db
from app.groups.domain.kinds import GroupKind
from app.groups.services import Refused, Saved, save_people
from tests.factories import World
from tests.groups.makers import STAFF, members_of, people
from tests.statements import count_statements

pytestmark = pytest.mark.both


@pytest.fixture
def here(inside: World) -> Workspace:
    return db.session.get_one(Workspace, inside.ours)


def some(ids: list[int]) -> ColumnElement[bool]:
    return Constituent.id.in_(ids)


def test_those_who_are_meant_become_a_static_group_that_says_who_they_are(here: Workspace) -> None:
    meant, _other = people(here, 3), people(here, 1)

    outcome = save_people(here, " Openers ", some(meant), told="Opened the spring letter.", actor=STAFF)

    assert isinstance(outcome, Saved)
    made = outcome.group
    assert (made.name, made.kind, made.purpose) == ("Openers", GroupKind.STATIC, "Opened the spring letter.")
    assert set(members_of(made)) == set(meant)
    assert made.member_count == 3
    entries = history(here.id, Subject.GROUP, made.id, limit=9).entries
    assert len({entry.change_set for entry in entries}) == 1
    assert ("members", 3) in [(entry.field, entry.after) for entry in entries]


def test_a_name_that_is_taken_is_refused_and_nobody_is_put_anywhere(here: Workspace) -> None:
    save_people(here, "Openers", some(people(here, 1)), told="", actor=STAFF)

    outcome = save_people(here, "openers", some(people(here, 2)), told="", actor=STAFF)

    assert isinstance(outcome, Refused)
    assert outcome.field == "name"


def test_more_people_take_no_more_statements(here: Workspace) -> None:
    few, many = people(here, 1), people(here, 40)

    with count_statements() as one:
        save_people(here, "Few", some(few), told="", actor=STAFF)
    with count_statements() as all_of_them:
        save_people(here, "Many", some(many), told="", actor=STAFF)

    assert len(all_of_them) == len(one)
