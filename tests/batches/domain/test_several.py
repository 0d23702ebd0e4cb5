"""What suits rows that wait for one reason, and what becomes of a cell that is corrected in all of them."""

from collections.abc import Mapping
from datetime import date

import pytest

from app.batches.domain.corrections import Correction, corrected
from app.batches.domain.rows import Outcome
from app.batches.domain.several import LABELS, WHAT_FOLLOWS, Verb, told, verbs_for
from app.batches.domain.touched import (
    FIELDS,
    bit,
    cause_of,
    differing,
    fields_in,
    fields_of,
    is_by_score,
    mask,
)
from app.updates.domain.changes import Add, Change, Ignore, NeedsReview, Replace, Retire, UpdatePlan
from app.updates.domain.words import field_label

TODAY = date(2026, 11, 22)


def change(kind: type[Change], field: str) -> Change:
    return kind(field, "old", "new", "a rule", field)


@pytest.mark.parametrize(
    ("outcome", "cause", "field", "expected"),
    [
        (Outcome.POSSIBLE_DUPLICATE, "alike:emails", "", (Verb.RULES, Verb.RECORD, Verb.DISTINCT, Verb.SKIP)),
        (Outcome.POSSIBLE_DUPLICATE, "score", "", (Verb.DISTINCT, Verb.SKIP)),
        (Outcome.POSSIBLE_DUPLICATE, "rule", "", (Verb.RECORD, Verb.DISTINCT, Verb.SKIP)),
        (Outcome.CONFLICT, "ids", "", (Verb.SKIP,)),
        (Outcome.CONFLICT, "stale", "", (Verb.RECHECK, Verb.SKIP)),
        (Outcome.ERROR, "row: too wide", "", (Verb.ACCEPT, Verb.SKIP)),
        (Outcome.ERROR, "email: no @", "email", (Verb.REPLACE, Verb.SKIP)),
        (Outcome.ERROR, "external_id: alone", "external_id", (Verb.SYSTEM, Verb.LEAVE_OUT, Verb.SKIP)),
        (Outcome.ERROR, "phone: too short", "phone", (Verb.LEAVE_OUT, Verb.REPLACE, Verb.SKIP)),
        (Outcome.SKIPPED, "twin", "", (Verb.KEEP,)),
        (Outcome.SKIPPED, "staff", "", (Verb.RESTORE,)),
        (Outcome.SKIPPED, "mode", "", ()),
    ],
)
def test_a_cause_offers_what_makes_sense(
    outcome: Outcome, cause: str, field: str, expected: tuple[Verb, ...]
) -> None:
    assert verbs_for(outcome, cause, field=field) == expected


def test_dates_that_cannot_be_read_may_be_read_in_another_order() -> None:
    verbs = verbs_for(Outcome.ERROR, "birth_date: …", field="birth_date", is_date=True)

    assert verbs == (Verb.DAY_FIRST, Verb.MONTH_FIRST, Verb.LEAVE_OUT, Verb.REPLACE, Verb.SKIP)


def test_every_act_has_a_button_says_what_follows_and_is_told_afterwards() -> None:
    assert set(LABELS) == set(WHAT_FOLLOWS) == set(Verb)
    assert {told(verb, 1).count("1 row") for verb in Verb} == {1}
    assert told(Verb.SKIP, 1200) == "left 1,200 rows out"


@pytest.mark.parametrize(
    ("verb", "how", "expected"),
    [
        (Verb.LEAVE_OUT, Correction(1), {1: ""}),
        (Verb.LEAVE_OUT, Correction(1, "31/2/1971"), {1: ""}),
        (Verb.LEAVE_OUT, Correction(1, "another"), None),
        (Verb.LEAVE_OUT, Correction(7), None),
        (Verb.LEAVE_OUT, None, None),
        (Verb.REPLACE, Correction(0, "ann", "Ann"), {0: "Ann"}),
        (Verb.REPLACE, Correction(0, "ann", "ann"), None),
        (Verb.DAY_FIRST, Correction(2, today=TODAY), {2: "1971-02-13"}),
        (Verb.MONTH_FIRST, Correction(2, today=TODAY), None),
        (Verb.DAY_FIRST, Correction(1, today=TODAY), None),
        (Verb.ACCEPT, None, {}),
    ],
)
def test_a_correction_changes_the_cells_that_are_meant(
    verb: Verb, how: Correction | None, expected: Mapping[int, str] | None
) -> None:
    assert corrected(verb, ["ann", " 31/2/1971 ", "13/2/1971"], how) == expected


def test_rows_are_alike_by_the_fields_in_which_they_differ() -> None:
    plan = UpdatePlan(
        (
            change(NeedsReview, "phones"),
            change(Ignore, "name.nickname"),
            change(Retire, "emails"),
            change(Add, "former_names"),
        ),
        needs_review=True,
    )

    assert differing(plan) == ("name.nickname", "phones")
    assert cause_of(differing(plan)) == "alike:name.nickname,phones"
    assert fields_in("alike:name.nickname,phones") == "nickname and phone"
    assert fields_in(cause_of(())) == ""
    assert cause_of(FIELDS) == ""
    assert [is_by_score(cause) for cause in ("score", "alike:phones", "ids")] == [True, True, False]


def test_the_fields_a_plan_changes_are_one_number() -> None:
    plan = UpdatePlan((change(Add, "phones"), change(Replace, "name.last"), change(Ignore, "birth")), False)

    assert fields_of(mask(plan)) == ("name.last", "phones")
    assert mask(plan) & bit("phones")
    assert (mask(None), bit("nonsense"), fields_of(0)) == (0, 0, ())
    assert all(field_label(field) for field in FIELDS)
