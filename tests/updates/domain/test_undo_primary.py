"""Undoing where the mark of the primary moved since: to make a value primary, or another one, is an edit."""

from dataclasses import replace

from app.constituents.domain.record import Email, Existing, Name
from app.updates.domain.entry import Choice
from app.updates.domain.undo import undo
from app.updates.domain.undone import Undone, Why
from tests.updates.domain.histories import carried_out
from tests.updates.domain.people import WORK, arriving, email, on_record, planned

OLD = email("old", primary=True, id=1)
ANN = on_record(name=Name(first="Ann", last="Lee"), emails=(OLD,))
TIDINGS = arriving(name=ANN.name, emails=(email("new"),))
BESIDE, BESIDE_ENTRIES = carried_out(
    ANN, planned(ANN, TIDINGS, choices={"emails:new@example.org": Choice.BESIDE})
)
INSTEAD, INSTEAD_ENTRIES = carried_out(ANN, planned(ANN, TIDINGS))
"""After the row's address ended the old one and became primary."""


def marked(record: Existing, *emails: Email, primary: Email) -> Existing:
    return replace(record, emails=tuple(replace(each, primary=each is primary) for each in emails))


def why(undone: Undone) -> dict[str, Why]:
    return {each.entry.field: each.why for each in undone.stays}


def test_an_added_value_that_somebody_made_primary_since_stays_primary() -> None:
    old, new = BESIDE.emails
    assert (old.primary, new.primary, old.active) == (True, False, True)
    now = marked(BESIDE, old, new, primary=new)

    undone = undo(now, BESIDE_ENTRIES)

    assert undone.record == now
    assert not undone.back
    assert why(undone) == {"emails": Why.PREFERRED}
    assert undone.stays[0].changed == ("emails.primary", 0)


def test_the_mark_may_have_gone_and_come_back() -> None:
    assert undo(BESIDE, BESIDE_ENTRIES).record.emails == (OLD,)
    assert undo(INSTEAD, INSTEAD_ENTRIES).record.emails == (OLD,)


def test_the_old_value_comes_back_in_use_but_not_as_primary_where_the_mark_was_given_since() -> None:
    third = email("third", WORK, id=2)
    before = replace(ANN, emails=(OLD, third))
    after, entries = carried_out(before, planned(before, TIDINGS))
    old, beside, new = after.emails
    assert (old.active, new.primary) == (False, True)

    undone = undo(marked(after, old, beside, new, primary=beside), entries)

    assert undone.record.emails == (
        replace(OLD, primary=False),
        replace(third, primary=True),
        replace(new, primary=False),
    )
    assert why(undone) == {"emails": Why.PASSED_OVER, "emails.primary": Why.EDITED}


def test_the_ended_value_comes_back_beside_one_that_was_made_primary_since() -> None:
    """The change set added two, and of these somebody gave the mark to the other one."""
    row = arriving(name=ANN.name, emails=(email("new"), email("desk", WORK)))
    after, entries = carried_out(ANN, planned(ANN, row))
    old, new, desk = after.emails
    now = marked(after, old, new, desk, primary=desk)

    undone = undo(now, entries)

    assert undone.record.emails == (replace(OLD, primary=False), replace(new, primary=False), now.emails[2])
    assert {(each.entry.item_id, each.why) for each in undone.stays if each.entry.field == "emails"} == {
        (new.id, Why.PASSED_OVER),
        (desk.id, Why.PREFERRED),
    }


def test_a_value_that_was_brought_back_into_use_and_made_primary_since_is_not_ended_again() -> None:
    ended = email("ended", WORK, active=False, id=2)
    before = replace(ANN, emails=(OLD, ended))
    after, entries = carried_out(
        before,
        planned(
            before,
            arriving(name=ANN.name, emails=(email("ended", WORK),)),
            choices={"emails:ended@example.org": Choice.BESIDE},
        ),
    )
    old, *_, back = after.emails
    assert back.active
    now = marked(after, *after.emails, primary=back)

    assert undo(after, entries).record.emails == before.emails
    assert undo(now, entries).record == now
    assert set(why(undo(now, entries)).values()) == {Why.PREFERRED}
    assert old.id == OLD.id
