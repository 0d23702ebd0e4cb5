"""Three versions of a record become one, and only what both changed alike is asked about."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from app.constituents.domain.record import (
    Email,
    Existing,
    ExternalId,
    FormerName,
    Kind,
    Name,
    PartialDate,
    PointType,
    blank,
)
from app.profiles.domain.merging import Side, merge, settled
from tests.constituents.domain.strategies import stored

few = settings(max_examples=40)
HOME, WORK = PointType.HOME, PointType.WORK
A = Email("ann@example.org", HOME, primary=True, id=1)
B = Email("a@example.com", WORK, id=2)
ANN = Existing(Kind.INDIVIDUAL, Name(first="Ann", last="Lee"), emails=(A, B), id=7)


def _told(record: Existing) -> dict[str, Any]:
    """A record without what a form does not change, its lists without order."""
    kept = record.to_json()
    for field in ("id", "version", "kind", "lookup_id", "deceased", "active"):
        kept.pop(field, None)
    lists = ("emails", "phones", "addresses", "external_ids", "former_names")
    return {key: sorted(map(str, value)) if key in lists else value for key, value in kept.items()}


@few
@given(stored, stored)
def test_when_i_changed_nothing_theirs_stays(base: Existing, theirs: Existing) -> None:
    merged = merge(base, theirs, base)

    assert merged.conflicts == ()
    assert merged.record == theirs


@few
@given(stored)
def test_when_nobody_changed_anything_nothing_changes(record: Existing) -> None:
    assert merge(record, record, record).record == record


@few
@given(stored, stored)
def test_when_they_changed_nothing_mine_is_written(base: Existing, yours: Existing) -> None:
    merged = merge(base, base, yours)

    assert merged.conflicts == ()
    assert merged.record.name == yours.name
    assert {each.id for each in merged.record.emails if each.id} <= {each.id for each in base.emails}
    assert set(merged.record.external_ids) == set(yours.external_ids)
    for field in ("emails", "phones", "addresses"):
        after = getattr(merged.record, field)
        assert sum(each.primary for each in after) <= 1
        if after != getattr(base, field):
            assert any(each.primary for each in after) is any(each.active for each in after)


@few
@given(stored, stored, stored)
def test_every_conflict_is_a_change_of_both_and_any_choice_settles_it(
    base: Existing, theirs: Existing, yours: Existing
) -> None:
    merged = merge(base, theirs, yours)

    assert all(len({str(each.base), str(each.theirs), str(each.yours)}) == 3 for each in merged.conflicts)
    for side in Side:
        settled = merge(base, theirs, yours, {each.unit: side for each in merged.conflicts})
        assert settled.conflicts == ()
    keeping_theirs = merge(base, theirs, yours, {each.unit: Side.THEIRS for each in merged.conflicts})
    assert keeping_theirs.record == merged.record


@few
@given(stored, stored)
def test_what_both_changed_alike_is_no_conflict(base: Existing, both: Existing) -> None:
    merged = merge(base, both, both)

    assert merged.conflicts == ()
    assert _told(merged.record) == _told(both)


THEIRS = replace(ANN, name=Name(first="Ann", last="Lee-Ruiz"), emails=(A, replace(B, type=HOME)), version=3)


@pytest.mark.parametrize(
    ("theirs", "yours", "expected"),
    [
        (
            THEIRS,
            replace(ANN, name=Name(first="Anna", last="Lee")),
            replace(THEIRS, name=Name(first="Anna", last="Lee-Ruiz")),
        ),
        (THEIRS, replace(ANN, birth=PartialDate(1971)), replace(THEIRS, birth=PartialDate(1971))),
        (
            replace(ANN, external_ids=(ExternalId("crm", "1"),)),
            replace(ANN, external_ids=(ExternalId("shop", "2"),)),
            replace(ANN, external_ids=(ExternalId("crm", "1"), ExternalId("shop", "2"))),
        ),
        (
            replace(ANN, emails=(A, B, Email("new@example.org", HOME, id=9))),
            replace(ANN, emails=(A, B, Email("NEW@example.org", WORK))),
            replace(ANN, emails=(A, B, Email("new@example.org", HOME, id=9))),
        ),
        (
            replace(ANN, emails=(A,)),
            replace(ANN, former_names=(FormerName("Ann Miller"),)),
            replace(ANN, emails=(A,), former_names=(FormerName("Ann Miller"),)),
        ),
    ],
    ids=["parts of a name", "a fact", "IDs of both", "the same address added twice", "deleted and added"],
)
def test_different_fields_of_both_are_kept(theirs: Existing, yours: Existing, expected: Existing) -> None:
    merged = merge(ANN, theirs, yours)

    assert (merged.record, merged.conflicts) == (expected, ())


def test_the_same_field_of_both_is_asked_about_and_the_choice_holds() -> None:
    yours = replace(ANN, name=Name(first="Ann", last="Miller"), birth=PartialDate(1971))

    [conflict] = merge(ANN, THEIRS, yours).conflicts
    chosen = merge(ANN, THEIRS, yours, {"name.last": Side.YOURS}).record

    assert (conflict.unit, conflict.base, conflict.theirs, conflict.yours) == (
        "name.last",
        "Lee",
        "Lee-Ruiz",
        "Miller",
    )
    assert chosen.name.last == "Miller"
    assert chosen.birth == PartialDate(1971)
    assert chosen.emails == THEIRS.emails


def test_what_they_deleted_and_i_changed_comes_back_as_new_when_i_say_so() -> None:
    theirs, yours = replace(ANN, emails=(A,)), replace(ANN, emails=(A, replace(B, type=HOME)))

    [conflict] = merge(ANN, theirs, yours).conflicts
    back = merge(ANN, theirs, yours, {conflict.unit: Side.YOURS}).record

    assert (conflict.field, conflict.theirs) == ("emails", None)
    assert back.emails == (A, replace(B, type=HOME, id=None))


def test_ending_the_primary_makes_the_next_active_one_primary() -> None:
    ended = replace(A, primary=False, active=False, end=date(2026, 11, 21))

    merged = merge(ANN, ANN, replace(ANN, emails=(ended, B)))

    assert merged.record.emails == (ended, replace(B, primary=True))


def test_somebody_new_has_one_primary_in_each_channel() -> None:
    typed = replace(blank(Kind.INDIVIDUAL), emails=(replace(A, id=None, primary=False), replace(B, id=None)))

    record = settled(typed)

    assert [each.primary for each in record.emails] == [True, False]
