"""Taking one change back: the field is as it was, everything else as it is."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given, settings

from app.constituents.domain.journal import POINTS, Line, lines
from app.constituents.domain.record import Email, Existing, ExternalId, Kind, Name, PartialDate, PointType
from app.lifecycle.domain.outcome import Back, Page, Refused, Taken
from app.lifecycle.domain.rollback import roll_back
from tests.constituents.domain.strategies import existing

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


def test_the_mark_of_the_primary_goes_back_alone() -> None:
    old = replace(OLD, primary=False)
    moved = Taken("emails.primary", OLD.to_json(), NEW.to_json(), 2)

    outcome = back(moved, replace(ADA, emails=(old, NEW)))

    assert outcome.record.emails == (OLD, replace(NEW, primary=False))
    assert not outcome.changed_since


# --- any change of any field


def _ready(record: Existing) -> Existing:
    """As the workspace keeps it: something to be called by, ids for all, each value once."""
    once = {field: _once(getattr(record, field)) for field in POINTS}
    names = tuple(replace(name, id=90 + at) for at, name in enumerate(dict.fromkeys(record.former_names)))
    return replace(
        _one_primary_each(replace(record, **once)),
        id=1,
        display_override=record.display_override or "She",
        former_names=names,
        external_ids=tuple(dict.fromkeys(record.external_ids)),
        died=record.died if record.deceased else None,
        inactive_reason="" if record.active else record.inactive_reason or "lost touch",
    )


def _once(values: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple({replace(value, id=None, primary=False): value for value in values}.values())


def _one_primary_each(record: Existing) -> Existing:
    for field in POINTS:
        values = getattr(record, field)
        heir = next((value for value in values if value.primary), None) or next(
            (value for value in values if value.active), None
        )
        marked = {field: tuple(replace(value, primary=value is heir) for value in values)}
        record = replace(record, **marked)
    return record


def _said(record: Existing, field: str) -> Any:
    """What a field says, whichever is primary and whatever the ids."""
    if field.startswith("name."):
        return getattr(record.name, field.removeprefix("name."))
    value = getattr(record, field)
    if field in POINTS:
        return sorted(str(replace(item, id=None, primary=False)) for item in value)
    if field == "former_names":
        return sorted(str(replace(item, id=None)) for item in value)
    return sorted(map(str, value)) if field == "external_ids" else value


def _with_ids(record: Existing) -> Existing:
    """A record whose new values were written, and have got ids."""
    fresh = iter(range(1_000, 2_000))
    lists = {
        field: tuple(item if item.id else replace(item, id=next(fresh)) for item in getattr(record, field))
        for field in (*POINTS, "former_names")
    }
    return replace(record, **lists)


@settings(max_examples=40)
@given(existing, existing)
def test_a_change_of_one_value_taken_back_leaves_the_field_as_it_was_and_all_others_as_they_are(
    one: Existing, other: Existing
) -> None:
    before, after = _ready(one), _ready(other)
    for line in lines(before, after):
        outcome = roll_back(taken(line), after)
        if isinstance(outcome, Refused):
            continue
        group = line.field.removesuffix(".primary")
        assert {each.field.removesuffix(".primary") for each in lines(after, outcome.record)} <= {group}
        alone = sum(each.field == line.field for each in lines(before, after)) == 1
        if alone and group == line.field:
            assert _said(outcome.record, group) == _said(before, group)
        for field in POINTS:
            values = getattr(outcome.record, field)
            marked = [value for value in values if value.primary]
            assert len(marked) == any(value.active for value in values)
            assert all(value.active for value in marked)


@settings(max_examples=40)
@given(existing, existing)
def test_taking_back_what_was_taken_back_restores_the_change(one: Existing, other: Existing) -> None:
    before, after = _ready(one), _ready(other)
    back_again = 0
    for line in lines(before, after):
        outcome = roll_back(taken(line), after)
        if isinstance(outcome, Refused):
            continue
        written = _with_ids(outcome.record)
        undone = [each for each in lines(after, written) if each.field == line.field]
        assert len(undone) == 1
        again = roll_back(taken(undone[0]), written)
        assert isinstance(again, Back)
        group = line.field.removesuffix(".primary")
        assert _said(again.record, group) == _said(after, group)
        back_again += 1
    assume(back_again)
