"""Whether undoing a change set is offered, and which change sets added the person."""

from dataclasses import replace

import pytest

from app.constituents.domain.record import Name
from app.updates.domain.journaled import Taken
from app.updates.domain.undo import is_offered, made_by
from tests.updates.domain.people import email, on_record

ADDED = Taken("emails", None, email("a", id=1).to_json(), 1)
FIRST = Taken("name.first", None, "Ann")
FILLED = Taken("name.first", "", "Ann")
UNNAMED = Taken("name.first", None, None)
NOTE = Taken("note", None, {"text": "x"})
ERASED = Taken("birth", None, None)
STATE = Taken("deceased", False, True)
RENAMED = Taken("name.last", "Lee", "Li")
CLEARED = Taken("birth", "1971", None)

OFFERED = [
    ("an edit", [RENAMED], True),
    ("an address added", [ADDED], True),
    ("a value cleared", [CLEARED], True),
    ("a blank name filled", [FILLED, ADDED], True),
    ("a note beside an edit", [NOTE, RENAMED], True),
    ("a new person", [FIRST, ADDED], True),
    ("a new person, and what erasing left", [FIRST, ERASED], True),
    ("a name told first, beside an edit", [FIRST, RENAMED], True),
    ("a note alone", [NOTE], False),
    ("a state alone", [STATE], False),
    ("what erasing left", [ERASED], False),
    ("nothing", [], False),
]


@pytest.mark.parametrize(("case", "entries", "offered"), OFFERED, ids=[case[0] for case in OFFERED])
def test_undo_is_offered_where_something_can_go_back(case: str, entries: list[Taken], offered: bool) -> None:
    assert is_offered(entries) is offered, case


def test_a_change_set_added_a_person_who_has_no_name_without_it() -> None:
    nameless = replace(on_record(), name=Name())

    assert made_by([FIRST, ADDED], nameless)
    assert made_by([FIRST, ADDED], on_record()), "a part of the name was edited since"
    assert not made_by([UNNAMED, ADDED], on_record()), "erasing left no name to go by"
    assert made_by([ADDED], nameless)
    assert not made_by([ADDED], on_record())
    assert not made_by([FILLED, ADDED], nameless)
    assert not made_by([ADDED, CLEARED], nameless)
