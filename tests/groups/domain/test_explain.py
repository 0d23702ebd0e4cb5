import pytest
from hypothesis import given

from app.activity.domain.kinds import BounceKind
from app.consent.domain.barrier import Barrier, Gate
from app.consent.domain.facts import SuppressionReason
from app.consent.domain.gates import GateResult
from app.consent.domain.verdict import Verdict
from app.constituents.domain.record import Kind
from app.groups.domain.evaluate import matches, satisfies
from app.groups.domain.explain import ClauseResult, explain
from app.groups.domain.facts import Delivery, Gift, Place, Registration
from app.groups.domain.periods import ANY_TIME, Last, Unit
from app.groups.domain.rules import (
    AddedWithin,
    Bracket,
    CanBeEmailed,
    Choice,
    Count,
    GiftCount,
    HasEmail,
    InGroup,
    InSegment,
    InterestIn,
    KindIs,
    Limit,
    Match,
    PlaceIs,
    RegisteredFor,
    Rule,
    Status,
    StatusIs,
    TextSearch,
    TotalGiven,
    UpdatedWithin,
    conditions,
)
from app.groups.domain.segments import Segment
from tests.groups.domain.people import (
    AS_OF,
    GALA,
    LEFT_NEWS,
    NEWS,
    SPEECH,
    UNSUBSCRIBED,
    ago,
    people,
    person,
    rule,
    rules,
)

OR_LEFT_OUT = "1 does not fit, 2 fits, left out 1 keeps out"
YEAR = Last(12, Unit.MONTHS)
STOPPED = "cannot be emailed: unsubscribed since Feb 3, 2026, by the supporter"
DRY = Verdict((GateResult(Gate.PRIMARY_EMAIL, Barrier.NO_EMAIL, "no active primary email address"),))


def test_each_condition_is_answered_with_its_place_in_the_builder_and_whether_it_keeps_out():
    asked = rule(Match.ALL, CanBeEmailed(), Bracket(Match.NONE, (InGroup(9), HasEmail())))

    assert explain(asked, person(has_email=True), AS_OF, SPEECH) == [
        ClauseResult("1", "can be emailed", True, "can be emailed"),
        ClauseResult(
            "left out 1", "are in a group that no longer exists", False, "is not in it", wanted=False
        ),
        ClauseResult(
            "left out 2", "have an active email address", True, "has one", wanted=False, keeps_out=True
        ),
    ]


A, B, C = (InGroup(ord(word)) for word in "abc")


@pytest.mark.parametrize(
    ("asked", "found", "said"),
    [
        (rule(Match.ANY, A, B), "a", "1 fits, 2 does not fit"),
        (rule(Match.ANY, A, B), "", "1 keeps out, 2 keeps out"),
        (rule(Match.ALL, A, B), "a", "1 fits, 2 keeps out"),
        (rule(Match.ALL, A, Bracket(Match.ANY, (B, C))), "ab", "1 fits, 2.1 fits, 2.2 does not fit"),
        (rule(Match.ALL, A, Bracket(Match.NONE, (B,))), "ab", "1 fits, left out 1 keeps out"),
        (rule(Match.ALL, Bracket(Match.NONE, (B,)), A), "a", "1 fits, 2 fits"),
        (rule(Match.ALL, Bracket(Match.ANY, (A, B)), Bracket(Match.NONE, (C,))), "bc", OR_LEFT_OUT),
        (rule(Match.NONE, Bracket(Match.ALL, (A, B))), "a", "1.1 does not fit, 1.2 fits"),
        (rule(Match.NONE, Bracket(Match.ALL, (A, B))), "ab", "1.1 keeps out, 1.2 keeps out"),
    ],
)
def test_only_what_a_person_lacks_keeps_her_out(asked, found, said):
    clauses = explain(asked, person(groups=frozenset(map(ord, found))), AS_OF, SPEECH)

    told = [
        f"{it.path} {'fits' if it.fits else 'keeps out' if it.keeps_out else 'does not fit'}"
        for it in clauses
    ]
    assert ", ".join(told) == said


@given(rules, people)
def test_somebody_is_kept_out_by_something_or_is_in_it(asked, facts):
    clauses = explain(asked, facts, AS_OF, SPEECH)

    assert matches(asked, facts, AS_OF) is (bool(clauses) and not any(it.keeps_out for it in clauses))


def test_a_rule_without_conditions_has_nothing_to_explain():
    assert explain(Rule(), person(), AS_OF, SPEECH) == []


def told(condition, facts):
    (clause,) = explain(rule(Match.ALL, condition), facts, AS_OF, SPEECH)
    return clause.evidence


TWO_LATELY = "2 gifts, the latest $50 on Nov 11, 2026"
TWO_GIFTS = person(gifts=(Gift(ago(40), 7_000), Gift(ago(400), 500), Gift(ago(10), 5_000)))
LIVELY = person(
    gifts=(Gift(ago(40), 7_000),),
    registrations=(Registration(GALA, ago(30)),),
    deliveries=(
        Delivery(ago(22), ago(21), opened_on=ago(20), clicked_on=ago(19)),
        Delivery(ago(5), bounce=BounceKind.PERMANENT),
    ),
    suppressed_for=frozenset({SuppressionReason.HARD_BOUNCE}),
)


@pytest.mark.parametrize(
    ("condition", "facts", "evidence"),
    [
        (
            TotalGiven(Limit.AT_LEAST, 1, YEAR),
            TWO_GIFTS,
            "gave $120 in 2 gifts, the latest $50 on Nov 11, 2026",
        ),
        (TotalGiven(Limit.AT_LEAST, 1, YEAR), person(), "gave $0 in no gift"),
        (GiftCount(Count.AT_LEAST, 1, 6_000), TWO_GIFTS, "made 1 gift, $70 on Oct 12, 2026"),
        (GiftCount(Count.AT_LEAST, 1, 9_000), TWO_GIFTS, "made no gift like that"),
        (CanBeEmailed(), person(verdict=UNSUBSCRIBED), STOPPED),
        (CanBeEmailed(), person(verdict=DRY), "cannot be emailed: no active primary email address"),
        (
            CanBeEmailed(NEWS),
            person(topic_verdicts={NEWS: LEFT_NEWS}),
            "cannot be emailed: left this topic since Feb 3, 2026, by the supporter",
        ),
        (CanBeEmailed(NEWS), person(), "cannot be emailed: this interest is not known"),
        (RegisteredFor(GALA), LIVELY, "registered on Oct 22, 2026"),
        (RegisteredFor(GALA + 1), LIVELY, "never"),
        (InterestIn(NEWS), person(interests={NEWS: False}), "left"),
        (InterestIn(NEWS, Choice.NEVER), person(), "never chose"),
        (InGroup(4), person(groups=frozenset({4})), "is in it"),
        (KindIs(Kind.INDIVIDUAL), person(kind=Kind.ORGANIZATION), "is an organization"),
        (
            PlaceIs("Bath"),
            person(places=(Place("Portland", "OR", "US"), Place("Köln"))),
            "has an address in Portland, OR, US; Köln",
        ),
        (PlaceIs("Bath"), person(), "has no active address"),
        (AddedWithin(ANY_TIME), person(added_on=ago(0)), "was added on Nov 21, 2026"),
        (UpdatedWithin(ANY_TIME), person(updated_on=ago(0)), "was last changed on Nov 21, 2026"),
        (StatusIs(Status.ACTIVE), person(status=Status.INACTIVE), "is inactive"),
        (HasEmail(), person(), "has none"),
        (TextSearch("ann"), person(), "looked for in names, email addresses, phone numbers and IDs"),
        (InSegment(Segment.UNSUBSCRIBED), person(verdict=UNSUBSCRIBED), STOPPED),
        (InSegment(Segment.DONORS), LIVELY, "made 1 gift, $70 on Oct 12, 2026"),
        (InSegment(Segment.REGISTRANTS), LIVELY, "registered on Oct 22, 2026"),
        (
            InSegment(Segment.ENGAGED),
            LIVELY,
            "opened, clicked, gave or registered, last on Nov 2, 2026",
        ),
        (InSegment(Segment.ENGAGED), person(), "never"),
        (
            InSegment(Segment.NEVER_EMAILED),
            LIVELY,
            "2 sent, 1 delivered, 1 opened, 1 clicked, 1 bounced",
        ),
        (
            InSegment(Segment.BOUNCED),
            LIVELY,
            "2 sent, 1 delivered, 1 opened, 1 clicked, 1 bounced, the address bounced for good",
        ),
        (
            InSegment(Segment.BOUNCED),
            person(),
            "0 sent, 0 delivered, 0 opened, 0 clicked, 0 bounced",
        ),
    ],
)
def test_the_evidence_is_what_the_record_says(condition, facts, evidence):
    assert told(condition, facts) == evidence


@given(rules, people)
def test_the_explanation_agrees_with_the_decision(rule, facts):
    found = explain(rule, facts, AS_OF, SPEECH)

    assert [clause.satisfied for clause in found] == [
        satisfies(condition, facts, AS_OF) for condition in conditions(rule.root)
    ]
    assert all(clause.words and clause.evidence for clause in found)
