"""What a rule needs to know of people is looked up for all of them at once, and nothing else is."""

from app.accounts.models import Workspace
from app.constituents.domain.record import Kind
from app.db import db
from app.groups.domain.rules import (
    Age,
    Became,
    Bracket,
    CanBeEmailed,
    Count,
    Emails,
    FromImport,
    GiftCount,
    HasAddress,
    HasEmail,
    HasPhone,
    InGroup,
    KindIs,
    Match,
    Registrations,
    RoleIs,
    Rule,
    StageIs,
)
from app.groups.queries.people import facts_of
from app.groups.queries.scope import scope_of
from tests.factories import World
from tests.groups.worlds import AT, Stage, fill
from tests.statements import count_statements

TOLD = [
    (KindIs(Kind.INDIVIDUAL), 1, "constituents"),
    (Age(Count.AT_LEAST, 18), 1, "constituents"),
    (HasEmail(), 2, "email_addresses"),
    (HasPhone(), 2, "phones"),
    (HasAddress(), 2, "addresses"),
    (GiftCount(Count.EXACTLY, 0), 2, "donations"),
    (Registrations(Count.EXACTLY, 0), 2, "registrations"),
    (Emails(Became.OPENED, Count.EXACTLY, 0, last_campaigns=2), 2, "deliveries"),
    (RoleIs("Volunteer"), 2, "constituencies"),
    (StageIs(Stage.CULTIVATION), 2, "prospect_stages"),
    (FromImport(1), 2, "batch_rows"),
    (InGroup(1), 2, "group_members"),
    (CanBeEmailed(), 6, "restrictions"),
    (InGroup(3), 10, "deliveries"),
]
"""A condition, how many statements its facts take, and a table that one of them reads."""


def asked(condition: object) -> Rule:
    return Rule(Bracket(Match.NONE, (condition,)))


def test_the_facts_of_many_take_as_many_statements_as_of_one_and_only_those(inside: World) -> None:
    workspace = db.session.get_one(Workspace, inside.ours)
    ids = fill(workspace, seed=3, people=30)

    for condition, most, table in TOLD:
        scope = scope_of(workspace, asked(condition), at=AT)
        taken = []
        for some in (ids[:1], ids):
            with count_statements() as seen:
                assert len(facts_of(scope, asked(condition), some)) == len(some)
            taken.append(len(seen))
            assert any(f"FROM {table}" in each for each in seen), condition
        assert taken[0] == taken[1] <= most, condition


def test_nobody_can_be_emailed_of_whom_it_was_not_asked(inside: World) -> None:
    workspace = db.session.get_one(Workspace, inside.ours)
    ids = fill(workspace, seed=3, people=10)

    found = facts_of(scope_of(workspace, asked(HasPhone()), at=AT), asked(HasPhone()), ids)

    assert len(found) == 10
    assert not any(facts.verdict.eligible for facts in found.values())
