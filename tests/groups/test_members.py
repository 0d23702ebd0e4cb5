"""Counting, listing and explaining: small worlds, both databases."""

import pytest

from app.accounts.models import Workspace
from app.consent.domain.barrier import Barrier
from app.db import db
from app.groups.domain.rules import Bracket, CanBeEmailed, InSegment, Match, Rule, TextSearch
from app.groups.domain.segments import Segment
from app.groups.queries import members, people
from app.groups.queries.export import file_name, table
from app.groups.queries.scope import Scope, scope_of
from app.web.pagination import decode
from tests.factories import World
from tests.groups.makers import AT, GAVE_100, group, rule
from tests.groups.makers import people as make_people
from tests.groups.worlds import fill
from tests.statements import count_statements

pytestmark = pytest.mark.both
EVERYBODY = Rule(Bracket(Match.NONE, (TextSearch("nobody is called this"),)))


@pytest.fixture
def here(inside: World) -> Workspace:
    found = db.session.get_one(Workspace, inside.ours)
    found.consent_policy = "opt_out"
    db.session.flush()
    return found


@pytest.fixture
def crowd(here: Workspace) -> list[int]:
    return fill(here, 5)


def ask(here: Workspace, found: Rule) -> tuple[Scope, members.Who]:
    scope = scope_of(here, found, at=AT)
    return scope, members.who_meets(found, scope)


def test_the_reasons_and_the_eligible_add_up_to_the_count(here: Workspace, crowd: list[int]) -> None:
    found = members.summary(*ask(here, EVERYBODY))

    assert found.count == len(crowd) == found.eligible + sum(n for _, n in found.reasons)
    assert found.eligible == members.summary(*ask(here, rule(CanBeEmailed()))).count
    assert len(found.reasons) > 4


def test_each_reason_leads_to_the_people_who_have_it(here: Workspace, crowd: list[int]) -> None:
    scope, who = ask(here, EVERYBODY)

    for barrier, n in members.summary(scope, who).reasons:
        listed = members.members(scope, who, reason=barrier, size=100).rows
        assert len(listed) == n
        assert {person.barrier for person in listed} == {barrier}


def test_the_pages_list_everybody_once_in_order_of_names(here: Workspace, crowd: list[int]) -> None:
    scope, who = ask(here, EVERYBODY)
    seen: list[members.Member] = []
    cursor = None
    while True:
        page = members.members(scope, who, cursor=decode(cursor, str, int), size=7)
        seen += page.rows
        cursor = page.next
        if cursor is None:
            break

    assert sorted(person.id for person in seen) == sorted(crowd)
    assert [person.sort_key for person in seen] == sorted(person.sort_key for person in seen)
    assert len(members.examples(scope, who)) == 10


def test_the_funnel_narrows_widens_and_leaves_out(here: Workspace, crowd: list[int]) -> None:
    parts = (InSegment(Segment.DONORS), InSegment(Segment.REGISTRANTS))

    for match in Match:
        found = Rule(Bracket(match, parts))
        scope, who = ask(here, found)
        funnel = members.funnel(scope, found)
        counts = [step.count for step in funnel.steps]
        assert funnel.everybody == len(crowd)
        assert counts[-1] == members.summary(scope, who).count
        assert counts == sorted(counts, reverse=match is not Match.ANY)
    assert members.funnel(scope, Rule()).steps == ()


def test_counting_and_listing_take_one_statement_each(here: Workspace, crowd: list[int]) -> None:
    found = rule(InSegment(Segment.ENGAGED), CanBeEmailed(1))
    db.session.refresh(here)
    with count_statements() as seen:
        scope, who = ask(here, found)
        members.summary(scope, who)
        members.funnel(scope, found)
        members.examples(scope, who)
        members.members(scope, who)
        list(table(scope, who))

    assert len(seen) == 2 + 1 + 5  # one asks whether what is kept of standings tells


def test_the_facts_of_many_take_as_many_statements_as_of_one(here: Workspace, crowd: list[int]) -> None:
    scope, _ = ask(here, rule(GAVE_100))
    counts = []
    for some in (crowd[:1], crowd):
        with count_statements() as seen:
            assert len(people.facts_of(scope, rule(GAVE_100), some)) == len(some)
        counts.append(len(seen))

    assert counts[0] == counts[1] <= 14


def test_a_person_is_explained_condition_by_condition(here: Workspace) -> None:
    giver, other = make_people(here, 1, gave=12_000)[0], make_people(here, 1)[0]
    asked = rule(GAVE_100, CanBeEmailed())
    scope, _ = ask(here, asked)

    yes, no = (people.explained(scope, asked, who) for who in (giver, other))

    assert yes is not None
    assert no is not None
    assert (yes[0], [clause.satisfied for clause in yes[1]]) == (True, [True, True])
    assert (no[0], [clause.satisfied for clause in no[1]]) == (False, [False, True])
    assert "no gift" in no[1][0].evidence
    assert people.explained(scope, asked, 1) is None


def test_a_file_holds_only_the_eligible_unless_everybody_is_asked_for(
    here: Workspace, crowd: list[int]
) -> None:
    scope, who = ask(here, EVERYBODY)

    head, *eligible = table(scope, who)
    full_head, *everybody = table(scope, who, everybody=True)

    assert len(eligible) == members.summary(scope, who).eligible
    assert (len(everybody), full_head) == (len(crowd), (*head, "Can be emailed"))
    assert f"no: {Barrier.DECEASED.label}" in {row[-1] for row in everybody}
    assert file_name("Ärzte & Co", AT.date(), everybody=False) == "arzte-co-can-be-emailed-2026-11-21"


def test_a_group_is_its_list_or_its_rule(here: Workspace) -> None:
    givers = make_people(here, 2, gave=10_000)
    dynamic, static = group(here, "Donors", rule(GAVE_100)), group(here, "Board")
    scope = scope_of(here, members.rule_of(dynamic), at=AT)

    assert members.summary(scope, members.who_is_in(dynamic, scope)).count == len(givers)
    assert members.summary(scope, members.who_is_in(static, scope)).count == 0
