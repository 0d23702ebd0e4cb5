"""A rule that refers to something gone means nobody: inside "none" it does not mean everybody."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete as remove
from sqlalchemy import update

from app.accounts.models import Workspace
from app.activity.models import Campaign, Delivery, Event, Registration
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch
from app.consent.models import InterestGroup
from app.db import db
from app.groups.domain.conditions.origin import words
from app.groups.domain.rules import (
    Became,
    Bracket,
    CanBeEmailed,
    Count,
    Emails,
    FromImport,
    InGroup,
    InterestIn,
    Match,
    RegisteredFor,
    Registrations,
    Rule,
)
from app.groups.models import Group
from app.groups.queries.members import count, who_meets
from app.groups.queries.scope import missing, scope_of
from tests.factories import World
from tests.groups.deeds import AT, DYNAMIC
from tests.groups.worlds import fill

OPENED = Emails(Became.OPENED, Count.AT_LEAST, 1, campaign=2)


def delete(table: type[Event | Campaign], key: int) -> None:
    facts, named = (
        (Registration, Registration.event_id) if table is Event else (Delivery, Delivery.campaign_id)
    )
    db.session.execute(remove(facts).where(named == key))
    db.session.execute(remove(table).where(table.id == key))


def change(table: type, key: int, **values: object) -> None:
    db.session.execute(update(table).where(table.id == key).values(**values))


GONE = [
    (RegisteredFor(2), lambda: delete(Event, 2), "names an event that no longer exists"),
    (
        Registrations(Count.AT_LEAST, 1, event=2),
        lambda: delete(Event, 2),
        "names an event that no longer exists",
    ),
    (OPENED, lambda: delete(Campaign, 2), "names a campaign that no longer exists"),
    (InterestIn(1), lambda: change(InterestGroup, 1, archived_at=AT), "“Trips”, which is archived"),
    (CanBeEmailed(1), lambda: change(InterestGroup, 1, archived_at=AT), "“Trips”, which is archived"),
    (
        FromImport(1),
        lambda: change(Batch, 1, status=BatchStatus.UNDONE),
        "import 1 “File 1”, which is undone",
    ),
    (InGroup(1), lambda: change(Group, 1, archived_at=AT), "names a group that no longer exists"),
    (InGroup(DYNAMIC), lambda: change(Group, 1, archived_at=AT), "about the group “Others”, which is broken"),
    (InGroup(DYNAMIC), lambda: change(Group, DYNAMIC, rule={"version": 9}), "whose rule cannot be read"),
]


@pytest.mark.parametrize(("condition", "goes", "said"), GONE)
def test_what_a_rule_refers_to_goes_and_the_rule_never_widens(
    inside: World, condition: object, goes: Callable[[], None], said: str
) -> None:
    workspace = db.session.get_one(Workspace, inside.ours)
    fill(workspace, seed=5, people=12)
    rules = [Rule(Bracket(match, (condition,))) for match in (Match.ANY, Match.NONE)]

    def counts() -> list[int]:
        scopes = [scope_of(workspace, rule, at=AT) for rule in rules]
        return [count(scope, who_meets(rule, scope)) for rule, scope in zip(rules, scopes, strict=True)]

    assert sum(counts()) == 12

    goes()
    db.session.flush()

    assert counts() == [0, 0]
    for rule in rules:
        (why,) = missing(rule, scope_of(workspace, rule, at=AT))
        assert why.startswith("Condition 1 ")
        assert said in why


@pytest.mark.both
@pytest.mark.parametrize("kind", [kind for kind in BatchKind if kind.is_of_people])
def test_a_rule_calls_a_batch_a_batch_and_an_import_an_import(inside: World, kind: BatchKind) -> None:
    workspace = db.session.get_one(Workspace, inside.ours)
    fill(workspace, seed=5, people=12)
    rule = Rule(Bracket(Match.ANY, (FromImport(1),)))
    change(Batch, 1, kind=kind)
    called = "batch “File 1”" if kind.is_entered else "import 1 “File 1”"

    said = words(FromImport(1), scope_of(workspace, rule, at=AT).speech)
    change(Batch, 1, status=BatchStatus.UNDONE)
    why = missing(rule, scope_of(workspace, rule, at=AT))

    assert said == f"are in {called}"
    assert list(why) == [f"Condition 1 names {called}, which is undone."]
