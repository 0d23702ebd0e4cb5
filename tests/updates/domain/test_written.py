"""What staff typed is written as it is: which value is meant, and what is no value at all."""

from app.constituents.domain.record import Email, Name, PartialDate
from app.updates.domain.applied import apply
from app.updates.domain.entry import Choice, EntryKind
from tests.updates.domain.people import HOME, arriving, email, on_record, planned

TYPED = EntryKind.EDIT_FORM


def test_of_two_values_alike_the_one_that_was_typed_in_its_place_becomes_primary() -> None:
    before = (email("one", id=1), email("one", id=2), email("two", id=3, primary=True))
    old = on_record(emails=before)

    result = apply(old, planned(old, arriving(emails=(email("one", id=1, primary=True),)), entry=TYPED))

    assert [value.primary for value in result.emails] == [True, False, False]


def test_a_new_value_like_one_that_has_ended_becomes_primary_and_the_ended_one_does_not() -> None:
    old = on_record(emails=(email("one", id=1, active=False), email("two", id=2, primary=True)))
    row = arriving(emails=(email("one", id=7, primary=True),))

    result = apply(old, planned(old, row, entry=TYPED))

    assert [(value.id, value.primary) for value in result.emails] == [(1, False), (2, False), (None, True)]


def test_a_blank_that_was_typed_is_no_value() -> None:
    assert planned(on_record(), arriving(emails=(Email("", HOME, primary=True),)), entry=TYPED).unchanged


def test_only_what_differs_and_was_typed_is_told_as_ignored() -> None:
    old = on_record(birth=PartialDate(1971), emails=(email("one", id=1, primary=True),))
    row = arriving(
        name=Name(first="Ann"), birth=PartialDate(1971), emails=(email("one", id=1, primary=True),)
    )

    plan = planned(old, row, entry=TYPED, choices=dict.fromkeys(("name", "birth", "emails"), Choice.IGNORE))

    assert plan.changes == ()
