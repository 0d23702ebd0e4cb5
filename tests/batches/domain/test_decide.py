"""What becomes of a row, from what it says, whom it points at, and what staff chose."""

from dataclasses import replace
from datetime import date

import pytest

from app.batches.domain.decide import decide_row
from app.batches.domain.decision import Decision
from app.batches.domain.evidence import Evidence, Settings
from app.batches.domain.review import AddedAsNew, Decided, MergedInto, SkippedByStaff
from app.batches.domain.row_problems import CellProblem, RowProblems
from app.batches.domain.rows import Action, Mode, Outcome
from app.constituents.domain.emails import Email
from app.constituents.domain.names import Name
from app.constituents.domain.points import PointType
from app.constituents.domain.record import Existing, ExternalId, Incoming, Kind
from app.matching.domain.score import Match, Thresholds, matches
from app.updates.domain.entry import Choice
from app.updates.domain.rules import UpdateRules

SETTINGS = Settings(Mode.BOTH, Thresholds(), UpdateRules(), date(2026, 11, 21), {}, frozenset({"CiviCRM"}))
UNREADABLE = RowProblems(
    (CellProblem("Email", "email", "x", "Email is missing the “@”.", "an address", "Add it."),)
)


def _email(address: str) -> tuple[Email, ...]:
    return (Email(address, PointType.HOME, primary=True),)


JOHN = Existing(
    Kind.INDIVIDUAL,
    Name(first="John", last="Smith"),
    _email("john@example.org"),
    lookup_id="C-1",
    id=1,
    version=4,
)
MARY = Existing(
    Kind.INDIVIDUAL, Name(first="Mary", last="Jones"), _email("mary@example.org"), lookup_id="C-2", id=2
)
ROW = Incoming(Kind.INDIVIDUAL, Name(first="John", last="Smith"), _email("john@example.org"))
NEW = Incoming(Kind.INDIVIDUAL, Name(first="Zoë", last="Park"), _email("zoe@example.org"))


def _evidence(
    *scores: tuple[Existing, float], known: tuple[Existing, ...] = (), distinct: set[int] | None = None
) -> Evidence:
    found = tuple(Match(existing.id, score, ()) for existing, score in scores)
    everyone = {existing.id: existing for existing in (*known, *(existing for existing, _ in scores))}
    return Evidence(tuple(everyone.values()), found, frozenset(distinct or ()))


def _decide(
    row: Incoming | RowProblems, evidence: Evidence, mode: Mode = Mode.BOTH, decided: Decided | None = None
) -> Decision:
    return decide_row(row, evidence, replace(SETTINGS, mode=mode), decided=decided)


def _owning(existing: Existing, system: str, value: str) -> Existing:
    return replace(existing, external_ids=(ExternalId(system, value),))


def test_a_row_that_nobody_matches_creates() -> None:
    decision = _decide(NEW, _evidence((MARY, 30.0)))

    assert (decision.outcome, decision.action, decision.detail) == (
        Outcome.READY,
        Action.CREATE,
        "new individual",
    )
    assert (decision.target, decision.changes) == (None, 3)
    assert [match.constituent_id for match in decision.candidates] == [2]


def test_a_row_that_changes_nothing_is_ready_and_says_so() -> None:
    decision = _decide(ROW, _evidence((JOHN, 99.0)))

    assert (decision.outcome, decision.action, decision.detail) == (
        Outcome.READY,
        Action.NO_CHANGE,
        "No change",
    )
    assert (decision.target, decision.target_version, decision.score) == (1, 4, 99.0)


def test_a_row_that_matches_updates_and_names_the_change() -> None:
    row = replace(ROW, name=Name(first="John", last="Smythe"))

    decision = _decide(row, _evidence((JOHN, 96.0)))

    assert (decision.outcome, decision.action, decision.changes) == (Outcome.READY, Action.UPDATE, 1)
    assert "last name → Smythe" in decision.detail
    assert decision.plan is not None
    assert not decision.plan.needs_review


def test_the_score_of_the_matcher_is_what_decides() -> None:
    found = tuple(matches(ROW, [JOHN, MARY]))

    assert _decide(ROW, Evidence((JOHN, MARY), found)).target == 1


def test_a_middling_match_waits_for_a_person() -> None:
    decision = _decide(ROW, _evidence((JOHN, 87.0), (MARY, 72.0)))

    assert (decision.outcome, decision.action, decision.cause) == (
        Outcome.POSSIBLE_DUPLICATE,
        Action.NONE,
        "score",
    )
    assert decision.detail.startswith("John Smith C-1")
    assert (decision.target, decision.score, decision.plan) == (1, 87.0, None)


def test_a_rule_that_requires_review_makes_the_row_wait() -> None:
    organization = replace(ROW, kind=Kind.ORGANIZATION, name=Name(organization="Smith Ltd"))

    decision = _decide(organization, _evidence((JOHN, 97.0)))

    assert (decision.outcome, decision.action, decision.cause) == (
        Outcome.POSSIBLE_DUPLICATE,
        Action.NONE,
        "rule",
    )
    assert decision.detail.startswith("John Smith C-1: ")


def test_two_automatic_matches_are_a_conflict() -> None:
    decision = _decide(ROW, _evidence((JOHN, 98.0), (MARY, 96.0)))

    assert (decision.outcome, decision.cause, decision.score) == (Outcome.CONFLICT, "ambiguous", 98.0)
    assert decision.detail == "may be John Smith C-1 or Mary Jones C-2"


def test_an_unreadable_row_is_an_error_with_its_problems() -> None:
    decision = _decide(UNREADABLE, _evidence())

    assert (decision.outcome, decision.detail) == (Outcome.ERROR, "Email: missing the “@”.")
    assert decision.problems == UNREADABLE.problems


@pytest.mark.parametrize("row", [ROW, UNREADABLE])
def test_a_repeated_email_is_skipped_and_names_the_first_row(row: Incoming | RowProblems) -> None:
    decision = decide_row(row, _evidence((JOHN, 99.0)), SETTINGS, twin_of=2)

    assert (decision.outcome, decision.cause, decision.detail) == (
        Outcome.SKIPPED,
        "twin",
        "same email as row 2",
    )


@pytest.mark.parametrize(
    ("mode", "row", "evidence", "outcome"),
    [
        (Mode.CREATE, NEW, _evidence(), Outcome.READY),
        (Mode.CREATE, ROW, _evidence((JOHN, 99.0)), Outcome.SKIPPED),
        (Mode.CREATE, ROW, _evidence((JOHN, 80.0)), Outcome.POSSIBLE_DUPLICATE),
        (Mode.UPDATE, NEW, _evidence(), Outcome.SKIPPED),
        (Mode.UPDATE, ROW, _evidence((JOHN, 99.0)), Outcome.READY),
    ],
)
def test_the_mode_leaves_out_what_it_excludes(
    mode: Mode, row: Incoming, evidence: Evidence, outcome: Outcome
) -> None:
    decision = _decide(row, evidence, mode)

    assert decision.outcome is outcome
    assert (decision.cause == "mode") is (outcome is Outcome.SKIPPED)


def test_a_lookup_id_settles_who_it_is() -> None:
    row = replace(NEW, lookup_id="C-1")

    decision = _decide(row, _evidence((MARY, 96.0), known=(JOHN,)))

    assert (decision.outcome, decision.target, decision.score) == (Outcome.READY, 1, 100.0)


def test_a_lookup_id_of_nobody_is_an_error() -> None:
    decision = _decide(replace(NEW, lookup_id="C-9"), _evidence((JOHN, 99.0)))

    assert decision.outcome is Outcome.ERROR
    assert "C-9" in decision.problems[0].what


def test_the_id_of_a_trusted_system_settles_who_it_is() -> None:
    row = replace(NEW, external_ids=(ExternalId("CiviCRM", "7"),))

    decision = _decide(row, _evidence(known=(_owning(JOHN, "CiviCRM", "7"),)))

    assert (decision.outcome, decision.target) == (Outcome.READY, 1)


@pytest.mark.parametrize(
    ("row", "known", "detail"),
    [
        (
            replace(ROW, lookup_id="C-2"),
            (JOHN, MARY),
            "lookup ID says Mary Jones C-2, email says John Smith C-1",
        ),
        (
            replace(NEW, lookup_id="C-2", external_ids=(ExternalId("CiviCRM", "7"),)),
            (_owning(JOHN, "CiviCRM", "7"), MARY),
            "lookup ID says Mary Jones C-2, CiviCRM ID says John Smith C-1",
        ),
        (
            replace(ROW, external_ids=(ExternalId("CiviCRM", "7"),)),
            (JOHN, _owning(MARY, "CiviCRM", "7")),
            "CiviCRM ID says Mary Jones C-2, email says John Smith C-1",
        ),
    ],
)
def test_identifiers_that_disagree_are_a_conflict(
    row: Incoming, known: tuple[Existing, ...], detail: str
) -> None:
    decision = _decide(row, _evidence(known=known))

    assert (decision.outcome, decision.cause, decision.detail) == (Outcome.CONFLICT, "ids", detail)


def test_an_address_shared_by_several_agrees_with_each_of_them() -> None:
    row = replace(ROW, lookup_id="C-2")
    shared = replace(MARY, emails=_email("john@example.org"))

    assert _decide(row, _evidence(known=(JOHN, shared))).target == 2


def test_an_ended_address_points_at_nobody() -> None:
    ended = replace(JOHN, emails=(replace(JOHN.emails[0], active=False),))

    assert _decide(replace(ROW, lookup_id="C-2"), _evidence(known=(ended, MARY))).target == 2


@pytest.mark.parametrize(
    ("evidence", "decided"),
    [
        (_evidence(known=(_owning(MARY, "Mailchimp", "7"),)), None),
        (_evidence((JOHN, 99.0), known=(_owning(MARY, "Mailchimp", "7"),)), None),
        (_evidence((JOHN, 80.0), known=(_owning(MARY, "Mailchimp", "7"),)), MergedInto(1)),
    ],
)
def test_an_external_id_that_belongs_to_another_is_a_conflict(
    evidence: Evidence, decided: Decided | None
) -> None:
    row = replace(ROW, external_ids=(ExternalId("Mailchimp", "7"),))

    decision = _decide(row, evidence, decided=decided)

    assert (decision.outcome, decision.cause) == (Outcome.CONFLICT, "external_id")
    assert decision.detail == "Mailchimp ID 7 belongs to Mary Jones C-2"


def test_an_id_of_an_untrusted_system_points_at_nobody() -> None:
    row = replace(ROW, external_ids=(ExternalId("Mailchimp", "7"),))

    decision = _decide(row, _evidence((_owning(JOHN, "Mailchimp", "7"), 80.0)))

    assert decision.outcome is Outcome.POSSIBLE_DUPLICATE


def test_a_row_that_staff_skip_is_skipped_whatever_it_says() -> None:
    decision = _decide(UNREADABLE, _evidence(), decided=SkippedByStaff())

    assert (decision.outcome, decision.cause) == (Outcome.SKIPPED, "staff")


def test_a_person_that_staff_said_it_is_not_is_never_matched() -> None:
    decision = _decide(ROW, _evidence((JOHN, 99.0), distinct={1}))

    assert (decision.outcome, decision.action) == (Outcome.READY, Action.CREATE)


def test_staff_may_add_a_new_person_in_spite_of_candidates() -> None:
    decision = _decide(ROW, _evidence((JOHN, 98.0), (MARY, 96.0)), decided=AddedAsNew())

    assert (decision.outcome, decision.action) == (Outcome.READY, Action.CREATE)


@pytest.mark.parametrize(("decided", "distinct"), [(AddedAsNew(), set()), (None, {1})])
def test_the_id_of_another_person_stands_against_a_new_one(
    decided: Decided | None, distinct: set[int]
) -> None:
    row = replace(NEW, lookup_id="C-1")

    decision = _decide(row, _evidence(known=(JOHN,), distinct=distinct), decided=decided)

    assert (decision.outcome, decision.cause) == (Outcome.CONFLICT, "ids")
    assert "empty that cell" in decision.detail


def test_staff_may_choose_whom_the_row_updates() -> None:
    row = replace(ROW, name=Name(first="John", last="Smythe"))
    evidence = _evidence((JOHN, 80.0), (MARY, 75.0))

    ruled = _decide(row, evidence, decided=MergedInto(1))
    chosen = _decide(row, evidence, decided=MergedInto(1, {"name.last": Choice.IGNORE}))
    unasked = _decide(NEW, _evidence(known=(MARY,)), decided=MergedInto(2))

    assert (ruled.outcome, ruled.action, ruled.target, ruled.score) == (Outcome.READY, Action.UPDATE, 1, 80.0)
    assert (chosen.outcome, chosen.action) == (Outcome.READY, Action.NO_CHANGE)
    assert (unasked.outcome, unasked.target, unasked.score) == (Outcome.READY, 2, None)


def test_a_chosen_person_who_is_gone_has_to_be_chosen_again() -> None:
    decision = _decide(ROW, _evidence(), decided=MergedInto(1))

    assert (decision.outcome, decision.cause) == (Outcome.CONFLICT, "target")
