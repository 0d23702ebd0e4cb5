"""The plan that makes a new record of the one that came in."""

from dataclasses import replace

import pytest

from app.constituents.domain.record import ExternalId, Kind, PartialDate, blank
from app.updates.domain.applied import apply
from app.updates.domain.plan import create_plan
from app.updates.domain.words import summary
from tests.updates.domain.people import ANN, VALUES, arriving, email


def test_the_plan_of_a_new_record_is_made_of_additions() -> None:
    row = arriving(emails=(email("one"), email("two", primary=True)), birth=PartialDate(1971))

    plan = create_plan(row)
    created = apply(blank(Kind.INDIVIDUAL), plan)

    assert created.name == ANN
    assert [value.primary for value in created.emails] == [False, True]
    assert summary(plan) == (
        "+ first name Ann · + last name Miller · + birth date 1971"
        " · + email one@example.org · + email two@example.org"
    )


@pytest.mark.parametrize("kind", Kind)
def test_a_new_record_has_all_that_came_in_and_nothing_else(kind: Kind) -> None:
    facts = {channel: values[:2] for channel, values in VALUES.items()}
    ids = (ExternalId("crm", "1"),)

    created = apply(blank(kind), create_plan(arriving(kind=kind, external_ids=ids, **facts)))

    channels = {channel: (replace(one, primary=True), two) for channel, (one, two) in facts.items()}
    assert created == replace(blank(kind), name=ANN, external_ids=ids, **channels)
    assert [(change.field, change.rule) for change in create_plan(arriving()).changes] == [
        ("name.first", "Part of the new record."),
        ("name.last", "Part of the new record."),
    ]
