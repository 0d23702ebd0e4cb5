"""Many rows in one statement, whatever their types."""

import pytest
from sqlalchemy import select

from app.constituents.models import Counter
from app.constituents.recent_models import RecentWrite
from app.db import OtherWorkspace, db, insert_all, now, update_all
from app.imports.models import SavedMapping
from app.work.models import Work
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both


def test_values_of_every_kind_come_back_as_they_went(inside: World) -> None:
    told = {"columns": [{"header": "Vor „Name“", "none": None, "n": 1.5}]}
    row = {"workspace_id": inside.ours, "id": 7, "name": "Gala", "signature": "s", "mapping": told}

    insert_all(SavedMapping, [row | {"used_at": (at := now())}])
    db.session.commit()

    saved = db.session.scalars(select(SavedMapping)).one()
    assert (saved.id, saved.name, saved.mapping, saved.used_at) == (7, "Gala", told, at)


def test_what_is_there_already_is_left_when_asked(inside: World) -> None:
    rows = [{"workspace_id": inside.ours, "name": name, "last": 3} for name in ("a", "b")]
    insert_all(Counter, rows[:1])

    with count_statements() as sent:
        insert_all(Counter, [row | {"last": 9} for row in rows], or_leave=True)

    assert len(sent) == 1
    assert _counters() == {"a": 3, "b": 9}


def test_rows_are_updated_by_their_whole_key(inside: World) -> None:
    insert_all(Counter, [{"workspace_id": inside.ours, "name": name, "last": 1} for name in "abc"])

    with count_statements() as sent:
        update_all(Counter, [{"workspace_id": inside.ours, "name": n, "last": ord(n)} for n in "ab"])

    assert len(sent) == 1
    assert _counters() == {"a": 97, "b": 98, "c": 1}


def test_a_column_that_is_not_named_gets_its_default(inside: World) -> None:
    insert_all(RecentWrite, [{"workspace_id": inside.ours, "constituent_id": 5, "batch_id": 0}])

    assert db.session.scalars(select(RecentWrite)).one().at <= now()


@pytest.mark.sqlite
def test_an_id_is_named_in_every_row(inside: World) -> None:
    told = {"workspace_id": inside.ours, "kind": "check", "subject_id": 1}

    with pytest.raises(AssertionError, match=r"works?\.id"):
        insert_all(Work, [told, told | {"subject_id": 2}])


def test_rows_of_another_workspace_are_refused(inside: World) -> None:
    row = {"workspace_id": inside.theirs, "name": "a", "last": 1}

    with pytest.raises(OtherWorkspace):
        insert_all(Counter, [row])
    with pytest.raises(OtherWorkspace):
        update_all(Counter, [row])


def _counters() -> dict[str, int]:
    db.session.expire_all()
    query = select(Counter).where(Counter.name.in_(("a", "b", "c")))
    return {each.name: each.last for each in db.session.scalars(query)}
