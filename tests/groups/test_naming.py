"""Whom pasted addresses and lookup IDs name, on both databases."""

import pytest
from sqlalchemy import select

from app.accounts.models import Workspace
from app.constituents.domain.departure import Departed
from app.constituents.models import Constituent, Departure
from app.db import db
from app.groups.queries.naming import named_by
from tests.factories import World
from tests.groups.makers import people
from tests.statements import count_statements

pytestmark = pytest.mark.both


@pytest.fixture
def here(inside: World) -> Workspace:
    return db.session.get_one(Workspace, inside.ours)


def test_pasted_words_name_people_or_are_told_apart(here: Workspace) -> None:
    ids = people(here, 2)
    shared = (*people(here, 1, gave=1), *people(here, 1, gave=1))
    with count_statements() as seen:
        named = named_by(here, ["OTHER0@example.org", "c 1002", "C-1001", "giver0@example.org", "??"])

    assert named.ids == (ids[0], ids[1])
    assert named.shared == {"giver0@example.org": tuple(sorted(shared))}
    assert named.unknown == ("??",)
    assert len(seen) == 2


def test_the_lookup_id_of_a_merged_record_names_the_one_in_which_it_lives_on(here: Workspace) -> None:
    first, second, last = people(here, 3)
    numbers = dict(db.session.execute(select(Constituent.id, Constituent.lookup_number)).all())
    for gone, into in ((first, second), (second, last)):
        departure = Departure(
            workspace_id=here.id,
            constituent_id=gone,
            lookup_number=numbers[gone],
            kind=Departed.MERGED,
            into_id=into,
        )
        db.session.add(departure)
    db.session.flush()

    named = named_by(here, [f"C-{numbers[first]}", f"C-{numbers[second]}", f"C-{numbers[last]}"])

    assert named.ids == (last,)
    assert named.unknown == ()
