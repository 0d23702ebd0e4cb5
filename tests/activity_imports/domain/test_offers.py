"""What may be done with rows that wait, and in which words."""

import pytest

from app.activity_imports.domain import gifts, mail, plan, registrations
from app.activity_imports.domain.facts import NotAFact
from app.activity_imports.domain.offers import Verb, Waiting, done_words, offers, shared, verbs_for
from app.activity_imports.domain.senders import Spot, totals
from app.activity_imports.domain.words import LEFT_OUT, WAITS, became, cause_words, fix_words
from app.batches.domain.rows import Action, Outcome, RowState

PENDING = RowState.PENDING
WAITS_HERE = Outcome.POSSIBLE_DUPLICATE


def can(outcome: Outcome, cause: str = "", state: RowState = PENDING, *, decided: bool = False) -> str:
    return " ".join(offers(Waiting(outcome, state, cause, decided), is_open=True))


@pytest.mark.parametrize(
    ("outcome", "cause", "verbs"),
    [
        (WAITS_HERE, "nobody", "person create edit skip"),
        (WAITS_HERE, "household", "person create edit skip"),
        (Outcome.CONFLICT, "ids", "person create edit skip"),
        (WAITS_HERE, "no_who", "person edit skip"),
        (WAITS_HERE, "gift_unknown", "recheck edit skip"),
        (WAITS_HERE, "equal", "too person edit skip"),
        (WAITS_HERE, "stale", "recheck edit skip"),
        (WAITS_HERE, "gone", "person recheck edit skip"),
        (Outcome.ERROR, "amount: …", "edit skip"),
        (Outcome.READY, "", "edit skip"),
        (Outcome.SKIPPED, "staff", "restore"),
        (Outcome.SKIPPED, "repeated", ""),
    ],
)
def test_each_row_offers_what_makes_sense(outcome: Outcome, cause: str, verbs: str) -> None:
    assert can(outcome, cause) == verbs


def test_a_row_that_staff_decided_about_can_be_restored_and_one_that_is_recorded_not_touched() -> None:
    assert can(Outcome.READY, decided=True) == "edit restore skip"
    assert can(Outcome.READY, state=RowState.APPLIED) == ""
    assert offers(Waiting(WAITS_HERE, PENDING, "nobody"), is_open=False) == ()


def test_nobody_is_created_of_a_row_that_names_nobody() -> None:
    nameless = Waiting(WAITS_HERE, PENDING, "nobody", is_named=False)

    assert Verb.CREATE not in offers(nameless, is_open=True)


def test_many_rows_at_once_are_given_no_person_and_no_cells() -> None:
    assert verbs_for(WAITS_HERE, "household") == (Verb.CREATE, Verb.SKIP)
    assert verbs_for(Outcome.ERROR, "amount: …") == (Verb.SKIP,)
    assert shared([(Verb.PERSON, Verb.SKIP), (Verb.RECHECK, Verb.SKIP)]) == (Verb.SKIP,)
    assert shared([]) == ()


def test_every_cause_of_the_plan_has_its_words_and_what_to_do() -> None:
    causes = {value for name, value in vars(plan).items() if name.isupper() and isinstance(value, str)} - {
        plan.REPEATED,
        plan.STAFF,
        plan.ALREADY,
    }

    assert causes <= set(WAITS)
    assert all(fix_words(cause) for cause in causes)
    told = [each for module in (gifts, mail, registrations) for each in vars(module).values()]
    assert all(each.cause in LEFT_OUT for each in told if isinstance(each, NotAFact))
    assert cause_words(plan.REPEATED) == "Tells of the same as an earlier row"
    assert cause_words("amount: …", "“x” is no amount.") == "“x” is no amount."


def test_what_was_done_is_told_with_its_number() -> None:
    assert done_words(Verb.CREATE, 1) == "For 1 row a constituent will be created."
    assert done_words(Verb.PERSON, 1_204) == "1,204 rows have a person now."
    assert done_words(Verb.RESTORE, 1) == "1 row stands again as the check had it."


@pytest.mark.parametrize(
    ("state", "outcome", "action", "told"),
    [
        (RowState.APPLIED, Outcome.READY, Action.CREATE, "recorded"),
        (RowState.APPLIED, Outcome.READY, Action.NO_CHANGE, "on record already"),
        (RowState.REVERTED, Outcome.READY, Action.UPDATE, "taken back"),
        (RowState.KEPT, Outcome.READY, Action.UPDATE, "stays"),
        (PENDING, Outcome.CONFLICT, Action.NONE, "waits for a person"),
        (PENDING, Outcome.READY, Action.CREATE, "ready, not committed"),
    ],
)
def test_a_file_says_what_became_of_each_row(
    state: RowState, outcome: Outcome, action: Action, told: str
) -> None:
    assert became(outcome, action, state) == told


@pytest.mark.parametrize("text", ["", "7", "7-", "-7", "7-x", "٣-4", "7-8-9"])
def test_what_is_no_row_names_none(text: str) -> None:
    assert Spot.parse(text) is None


def test_a_row_is_named_by_import_and_number() -> None:
    assert Spot.parse("3-12") == Spot(3, 12)
    assert str(Spot(3, 12)) == "3-12"


def test_sums_of_a_sender_leave_out_what_comes_to_nothing() -> None:
    assert totals([("USD", 5), ("EUR", 9), ("USD", -5), ("USD", 0)]) == {"EUR": 9}
