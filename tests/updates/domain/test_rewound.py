"""A record as it was before some of its changes."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings

from app.constituents.domain.record import Existing, Incoming, PartialDate
from app.updates.domain.journaled import Taken
from app.updates.domain.rewound import rewound
from app.updates.domain.rules import UpdateRules
from tests.updates.domain.hard import circumstances, existing, incoming, rules
from tests.updates.domain.histories import carried_out, edited, said
from tests.updates.domain.people import email, on_record, planned


@settings(max_examples=40)
@given(existing, incoming, rules, circumstances, existing)
def test_a_record_rewound_by_all_that_happened_is_the_record_before(
    before: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any], other: Existing
) -> None:
    after, by_plan = carried_out(before, planned(before, new, rules, **how))
    now, by_hand = edited(after, _retold(after, other))

    assert said(rewound(now, [*reversed(by_hand), *reversed(by_plan)])) == said(before)
    assert said(rewound(now, list(reversed(by_hand)))) == said(after)


def _retold(record: Existing, other: Existing) -> Existing:
    """The record with everything that the other one says, as a long edit leaves it."""
    return replace(other, kind=record.kind, id=record.id, version=record.version, lookup_id=record.lookup_id)


def test_what_the_journal_does_not_know_any_more_comes_back_as_far_as_it_can() -> None:
    ann = on_record(emails=(email("a", primary=True, id=1),), birth=PartialDate(1971))
    erased = Taken("birth", None, None)
    gone = Taken("emails", email("b", id=9).to_json(), email("c", id=9).to_json(), 9)
    unknown = Taken("note", "before", "after")

    assert rewound(ann, [erased, unknown]) == ann
    assert [each.id for each in rewound(ann, [gone]).emails] == [1, 9]


def test_somebody_whose_states_were_told_first_was_living_and_active() -> None:
    ann = on_record(deceased=True, active=False)

    was = rewound(ann, [Taken("deceased", None, True), Taken("active", None, False)])

    assert (was.deceased, was.active) == (False, True)
