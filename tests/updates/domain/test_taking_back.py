"""Taking one change back: the field is as it was, everything else as it is."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.constituents.domain.journal import Line, lines
from app.constituents.domain.record import (
    Address,
    Email,
    Existing,
    ExternalId,
    Kind,
    Name,
    PartialDate,
    PointType,
)
from app.updates.domain.journaled import Taken
from app.updates.domain.taken import Back, Page, Refused
from app.updates.domain.taking_back import roll_back

OLD = Email("old@example.org", PointType.HOME, primary=True, id=1)
NEW = Email("new@example.org", PointType.HOME, primary=True, id=2)
ADA = Existing(Kind.INDIVIDUAL, Name(first="Ada", last="Lovelace"), (OLD,), id=7, version=3)


def taken(line: Line) -> Taken:
    return Taken(line.field, line.before, line.after, line.item_id)


def changed(before: Existing, **values: Any) -> tuple[Existing, dict[str, Taken]]:
    """The record after a change, and the entries about it by field."""
    after = replace(before, **values)
    return after, {line.field: taken(line) for line in lines(before, after)}


def back(entry: Taken, now: Existing) -> Back:
    outcome = roll_back(entry, now)
    assert isinstance(outcome, Back), outcome
    return outcome


# --- one field


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": Name(first="Eda", last="Lovelace")}, "name.first"),
        ({"name": Name(first="Ada", last="Lovelace", title="Countess")}, "name.title"),
        ({"birth": PartialDate(1815, 12, 10)}, "birth"),
        ({"display_override": "The Enchantress"}, "display_override"),
        ({"source": "a letter"}, "source"),
    ],
)
def test_a_single_value_goes_back_and_nothing_else_moves(values: dict[str, Any], field: str) -> None:
    after, entries = changed(ADA, **values)
    edited = replace(after, external_ids=(ExternalId("crm", "1"),))

    outcome = back(entries[field], edited)

    assert outcome.record == replace(ADA, external_ids=edited.external_ids)
    assert not outcome.changed_since


def test_a_field_that_was_edited_since_says_so_and_still_goes_back() -> None:
    after, entries = changed(ADA, birth=PartialDate(1815))

    outcome = back(entries["birth"], replace(after, birth=PartialDate(1815, 12, 10)))

    assert outcome.changed_since
    assert (outcome.stands, outcome.back) == (PartialDate(1815, 12, 10), None)
    assert outcome.record.birth is None


REFUSED = [
    ("it stands already", ADA, Taken("name.first", "Ada", "Eda"), "nothing to take back"),
    ("an erased entry", ADA, Taken("name.first", None, None), "nothing to take back"),
    ("no name left", replace(ADA, name=Name(last="L")), Taken("name.last", "", "L"), "Nothing would be left"),
    ("a note", ADA, Taken("notes", None, {"text": "x"}), "of this kind"),
    ("a part of a name nobody knows", ADA, Taken("name.aura", "", "x"), "not on the record"),
    ("a value that went", ADA, Taken("emails", None, NEW.to_json(), 2), "nothing to take back"),
    (
        "a changed value that went",
        ADA,
        Taken("emails", NEW.to_json(), NEW.to_json() | {"address": "x@example.org"}, 2),
        "not on the record",
    ),
    (
        "a removed value that is there again",
        ADA,
        Taken("emails", OLD.to_json(), None, 9),
        "on the record again",
    ),
    (
        "a primary that ended",
        replace(ADA, emails=(replace(OLD, active=False, primary=False), NEW)),
        Taken("emails.primary", OLD.to_json(), NEW.to_json(), 2),
        "not in use any more",
    ),
    ("the first primary", ADA, Taken("emails.primary", None, OLD.to_json(), 1), "Nothing was primary"),
    (
        "an ID that went",
        ADA,
        Taken("external_ids", None, {"system": "crm", "value": "1"}),
        "nothing to take back",
    ),
]


@pytest.mark.parametrize(("case", "now", "entry", "why"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_cannot_be_taken_back_says_why(case: str, now: Existing, entry: Taken, why: str) -> None:
    outcome = roll_back(entry, now)

    assert isinstance(outcome, Refused), case
    assert why in outcome.why


@pytest.mark.parametrize(
    ("entry", "page"),
    [
        (Taken("active", True, False), Page.ACTIVITY),
        (Taken("inactive_reason", "", "moved"), Page.ACTIVITY),
        (Taken("deceased", False, True), Page.DEATH),
        (Taken("died", None, "1852"), Page.DEATH),
    ],
)
def test_states_that_stop_mail_are_changed_on_their_own_page_only(entry: Taken, page: Page) -> None:
    outcome = roll_back(entry, replace(ADA, active=True))

    assert isinstance(outcome, Refused)
    assert outcome.page is page


def test_the_date_of_death_goes_back_while_she_stays_deceased() -> None:
    now = replace(ADA, deceased=True, died=PartialDate(1852))

    assert back(Taken("died", "1851", "1852"), now).record == replace(now, died=PartialDate(1851))


# --- one of several


def test_an_added_address_goes_and_the_old_one_is_primary_again() -> None:
    old = replace(OLD, primary=False)
    after, entries = changed(ADA, emails=(old, NEW))

    assert back(entries["emails"], after).record == ADA


def test_a_removed_address_comes_back_beside_the_new_primary() -> None:
    after, entries = changed(ADA, emails=(NEW,))
    gone = Taken("emails", OLD.to_json(), None, 1)
    assert entries.keys() == {"emails", "emails.primary"}

    outcome = back(gone, after)

    assert outcome.record.emails == (NEW, replace(OLD, id=None, primary=False))
    assert outcome.back.id is None


def test_an_ended_address_is_in_use_again_and_takes_no_mark_from_another() -> None:
    ended = replace(OLD, active=False, primary=False, end=date(2026, 3, 1))
    entry = Taken("emails", OLD.to_json(), ended.to_json(), 1)

    assert back(entry, replace(ADA, emails=(ended, NEW))).record.emails == (replace(OLD, primary=False), NEW)
    assert back(entry, replace(ADA, emails=(ended,))).record.emails == (OLD,)


def test_an_address_that_was_in_no_use_hands_its_mark_on() -> None:
    ended = replace(OLD, active=False, primary=False)
    entry = Taken("emails", ended.to_json(), OLD.to_json(), 1)
    other = replace(NEW, primary=False)

    assert back(entry, replace(ADA, emails=(OLD, other))).record.emails == (ended, NEW)


def test_an_address_to_which_nothing_may_be_mailed_stays_so_whatever_else_about_it_goes_back() -> None:
    home = Address(("1 Elm St",), "Salem", "OR", "97301", "US", PointType.HOME, primary=True, id=5)
    closed = replace(home, do_not_mail=True, do_not_mail_reason="came back")
    moved = replace(closed, city="Portland")

    alone = roll_back(
        Taken("addresses", home.to_json(), closed.to_json(), 5), replace(ADA, addresses=(closed,))
    )
    both = back(Taken("addresses", home.to_json(), moved.to_json(), 5), replace(ADA, addresses=(moved,)))

    assert isinstance(alone, Refused)
    assert "on the edit page" in alone.why
    assert both.record.addresses == (closed,)


def test_the_mark_of_the_primary_goes_back_alone() -> None:
    old = replace(OLD, primary=False)
    moved = Taken("emails.primary", OLD.to_json(), NEW.to_json(), 2)

    outcome = back(moved, replace(ADA, emails=(old, NEW)))

    assert outcome.record.emails == (OLD, replace(NEW, primary=False))
    assert not outcome.changed_since
