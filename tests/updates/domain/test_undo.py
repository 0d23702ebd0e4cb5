"""Undoing a change set on one record: what still stands goes back, what was edited since stays."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.constituents.domain.journal import lines
from app.constituents.domain.record import Address, Existing, ExternalId, Name, PartialDate, PointType
from app.updates.domain.journaled import Taken
from app.updates.domain.undo import undo
from app.updates.domain.undone import Why
from tests.updates.domain.histories import carried_out, said
from tests.updates.domain.people import WORK, arriving, email, on_record, planned

OLD = email("old", primary=True, id=1)
ANN = on_record(name=Name(first="Ann", last="Lee"), emails=(OLD,))
CRM = ExternalId("crm", "1")
TIDINGS = arriving(
    name=Name(first="Anna", last="Lee"), emails=(email("new"),), birth=PartialDate(1971), external_ids=(CRM,)
)
AFTER, ENTRIES = carried_out(ANN, planned(ANN, TIDINGS))
OLD_NOW, NEW = AFTER.emails


def by_hand(before: Existing, after: Existing) -> list[Taken]:
    return [Taken(line.field, line.before, line.after, line.item_id) for line in lines(before, after)]


def stays(now: Existing, entries: list[Taken] = ENTRIES, **more: Any) -> dict[str, Why]:
    return {each.entry.field: each.why for each in undo(now, entries, **more).stays}


def test_everything_that_a_set_changed_goes_back_together() -> None:
    undone = undo(AFTER, ENTRIES)

    assert said(undone.record) == said(ANN)
    assert {line.field for line in undone.back} == {
        *("name.first", "birth", "emails", "emails.primary", "former_names", "external_ids")
    }
    assert not undone.stays


EDITED = [
    ("a name", {"name": Name(first="Annie", last="Lee")}, "name.first", Why.EDITED),
    ("a birth date", {"birth": PartialDate(1972)}, "birth", Why.EDITED),
    (
        "an address corrected",
        {"emails": (OLD_NOW, replace(NEW, address="n@example.org"))},
        "emails",
        Why.EDITED,
    ),
    ("an ended address removed", {"emails": (NEW,)}, "emails", Why.GONE),
    (
        "another primary",
        {"emails": (OLD_NOW, replace(NEW, primary=False), email("third", WORK, primary=True, id=5_000))},
        "emails.primary",
        Why.EDITED,
    ),
]


@pytest.mark.parametrize(("case", "values", "field", "why"), EDITED, ids=[case[0] for case in EDITED])
def test_what_was_edited_since_stays_while_the_rest_goes_back(
    case: str, values: dict[str, Any], field: str, why: Why
) -> None:
    now = replace(AFTER, **values)

    undone = undo(now, ENTRIES)

    found = {each.entry.field: each.why for each in undone.stays}
    assert found.get(field) is why, case
    if "." not in field or field == "name.first":
        group = field.split(".")[0]
        assert getattr(undone.record, group) == getattr(now, group) or group == "emails"
    assert CRM not in undone.record.external_ids


def test_what_was_undone_leaves_nothing_to_undo() -> None:
    again = undo(replace(undo(AFTER, ENTRIES).record, version=9), ENTRIES)

    assert (again.back, again.stays) == ((), ())


def test_the_primary_comes_back_though_the_one_that_took_its_place_was_corrected() -> None:
    now = replace(AFTER, emails=(OLD_NOW, replace(NEW, address="n@example.org")))

    undone = undo(now, ENTRIES)

    corrected = replace(NEW, address="n@example.org", primary=False)
    assert undone.record.emails == (OLD, corrected)
    assert [each.stands for each in undone.stays] == [corrected]


def test_a_primary_that_is_not_in_use_any_more_cannot_come_back() -> None:
    third = email("third", WORK, primary=True, id=5)
    moved = [Taken("emails.primary", OLD.to_json(), third.to_json(), 5)]
    now = replace(ANN, emails=(replace(OLD, active=False, primary=False), third))

    assert undo(now, moved).record == now
    assert stays(now, moved) == {"emails.primary": Why.ENDED}


def test_an_id_that_somebody_else_has_by_now_stays_theirs() -> None:
    added, removed = Taken("external_ids", None, CRM.to_json()), Taken("external_ids", CRM.to_json(), None)

    assert (
        stays(ANN, [added], owned={CRM}) == stays(ANN, [removed], owned={CRM}) == {"external_ids": Why.OWNED}
    )
    assert undo(ANN, [removed]).record.external_ids == (CRM,)
    assert not undo(ANN, [added]).back


def test_a_removed_address_comes_back_once() -> None:
    without = replace(ANN, emails=())
    entries = by_hand(ANN, without)

    assert undo(without, entries).record.emails == (replace(OLD, id=None),)
    again = replace(without, emails=(email("old", WORK, primary=True, id=8),))
    assert stays(again, entries) == {"emails": Why.THERE}


def test_a_removed_address_comes_back_beside_others_and_one_that_ended() -> None:
    ended, other = email("old", WORK, active=False, id=8), email("other", primary=True, id=9)
    entries = [Taken("emails", OLD.to_json(), None, 1)]

    record = undo(replace(ANN, emails=(ended, other)), entries).record

    assert record.emails == (ended, other, replace(OLD, id=None, primary=False))


def test_a_primary_chosen_since_stays_primary_whichever_came_first() -> None:
    now = replace(ANN, emails=(email("a", id=3), email("b", primary=True, id=5), email("c", id=9)))
    moved = [Taken("emails.primary", email("c", id=9).to_json(), email("a", id=3).to_json(), 3)]

    assert undo(now, moved).record == now
    assert stays(now, moved) == {"emails.primary": Why.EDITED}


def test_each_field_is_judged_by_itself_whatever_became_of_those_before_it() -> None:
    other = ExternalId("crm", "2")
    now = replace(ANN, birth=PartialDate(1971), external_ids=(other,))
    entries = [
        Taken("external_ids", None, other.to_json()),
        Taken("birth", None, "1971"),
        Taken("external_ids", None, CRM.to_json()),
        Taken("name.first", "Ann", "Anna"),
    ]

    assert undo(now, entries, owned={CRM}).record == ANN


def test_a_value_returns_when_the_one_that_it_was_beside_is_out_of_its_way() -> None:
    ended = email("ann", active=False, id=1)
    before = replace(ANN, emails=(ended, email("ann", primary=True, id=2)))
    after = replace(ANN, emails=(email("ann", primary=True, id=1),))

    assert said(undo(after, by_hand(before, after)).record) == said(before)


def test_of_several_that_ended_at_once_the_one_that_was_primary_is_so_again() -> None:
    emails = (email("first", WORK, id=1), email("main", primary=True, id=2))
    before = replace(ANN, emails=emails)
    ended = replace(ANN, emails=tuple(replace(each, active=False, primary=False) for each in emails))

    assert undo(ended, by_hand(before, ended)).record == before


def test_a_mark_that_moved_twice_in_one_act_goes_back_to_where_it_was_first() -> None:
    second, third = email("two", WORK, id=2), email("three", WORK, primary=True, id=3)
    now = replace(ANN, emails=(replace(OLD, primary=False), second, third))
    moves = [
        Taken("emails.primary", OLD.to_json(), second.to_json(), 2),
        Taken("emails.primary", second.to_json(), third.to_json(), 3),
    ]

    assert undo(now, moves).record.emails == (OLD, second, replace(third, primary=False))


def test_an_address_to_which_nothing_may_be_mailed_stays_so() -> None:
    home = Address(("1 Elm St",), "Salem", "OR", "97301", "US", PointType.HOME, primary=True, id=5)
    closed = replace(home, do_not_mail=True, do_not_mail_reason="came back")
    before, alone = replace(ANN, addresses=(home,)), replace(ANN, addresses=(closed,))
    moved = replace(ANN, addresses=(replace(closed, city="Portland"),))

    assert stays(alone, by_hand(before, alone)) == {"addresses": Why.MAIL}
    assert undo(moved, by_hand(before, moved)).record.addresses == (closed,)


STATES = [
    ({"deceased": True, "died": PartialDate(2020)}, {"deceased": Why.DECEASED, "died": Why.DECEASED}),
    ({"active": False, "inactive_reason": "moved"}, {"active": Why.ACTIVE, "inactive_reason": Why.ACTIVE}),
]


@pytest.mark.parametrize(("values", "left"), STATES)
def test_states_are_changed_on_their_own_pages(values: dict[str, Any], left: dict[str, Why]) -> None:
    now = replace(ANN, **values, source="a letter")

    undone = undo(now, by_hand(ANN, now))

    assert {each.entry.field: each.why for each in undone.stays} == left
    assert undone.record == replace(now, source="")


def test_a_reason_and_a_day_that_were_corrected_go_back_while_the_state_holds() -> None:
    was = replace(
        ANN, active=False, inactive_reason="moved", deceased=True, died=PartialDate.from_iso("2020-01-02")
    )
    now = replace(was, inactive_reason="lost", died=PartialDate(2021))

    assert undo(now, by_hand(was, now)).record == was
    living = replace(now, active=True, inactive_reason="", deceased=False, died=None)
    assert set(stays(living, by_hand(was, now)).values()) == {Why.ACTIVE, Why.DECEASED}


def test_a_part_of_a_name_that_was_edited_since_stays_beside_the_parts_that_go_back() -> None:
    before, after = replace(ANN, name=Name(first="Ann")), replace(ANN, name=Name(last="Lee"))
    entries = by_hand(before, after)

    edited = replace(ANN, name=Name(first="A.", last="Lee"))

    assert undo(after, entries).record.name == Name(first="Ann")
    assert undo(edited, entries).record.name == Name(first="A.")
    assert stays(edited, entries) == {"name.first": Why.EDITED}


def test_a_name_is_not_taken_away_altogether_where_a_part_of_it_was_edited_since() -> None:
    now = replace(ANN, name=Name(last="Lee"))
    entries = [Taken("name.last", "", "Lee"), Taken("name.first", "Ann", "Anna")]

    assert stays(now, entries) == {"name.first": Why.EDITED, "name.last": Why.NAMELESS}
    assert undo(now, entries).record == now


def test_what_an_erasure_blanked_and_what_is_kept_elsewhere_is_passed_over() -> None:
    passed = [Taken("birth", None, None), Taken("note", None, {"text": "x"}), Taken("emails", None, None, 3)]

    assert undo(ANN, passed).record == ANN
    assert not stays(ANN, passed)


def test_a_date_put_back_keeps_the_day_on_which_an_address_ended() -> None:
    assert OLD_NOW.end == date(2026, 11, 21)
    assert undo(AFTER, ENTRIES).record.emails[0].end is None
