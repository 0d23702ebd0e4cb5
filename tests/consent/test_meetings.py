"""Where two records meet, each restriction of either holds: all eight ways to stand, on both sides."""

import itertools
from collections.abc import Iterable
from dataclasses import replace

import pytest
from flask import Flask

from app.accounts.models import Workspace
from app.batches.models import Batch
from app.batches.services import merge_row
from app.batches.services.alarms import acknowledge
from app.consent import queries, services
from app.consent.domain.address_keys import address_key
from app.consent.domain.facts import EventKind, Party
from app.consent.domain.standing import Standing
from app.consent.domain.verdict import Verdict, decide
from app.constituents.domain.record import Existing
from app.constituents.services import Rewrite, write
from app.db import db, now
from tests.batches import makers
from tests.batches.makers import ALICE, person
from tests.consent.stateful.scene import with_address
from tests.factories import World

KINDS = (EventKind.DO_NOT_CONTACT_SET, EventKind.UNSUBSCRIBED, EventKind.BOUNCED)
Combination = frozenset[EventKind]
Meetings = list[tuple[Combination, Combination]]
COMBINATIONS = [
    frozenset(itertools.compress(KINDS, picked)) for picked in itertools.product((0, 1), repeat=3)
]
MEETINGS: Meetings = list(itertools.product(COMBINATIONS, COMBINATIONS))
"""How the one stands whose record goes on, and how the one stands whose address comes to it."""
NAMES = [
    a + b
    for a, b in itertools.product("Ar Be Ci Do Ek Fu Ga Hy".split(), "lun mar pox ted vil wim zor ys".split())
]


def ours(index: int) -> str:
    return f"ours{index}@example.org"


def theirs(index: int) -> str:
    return f"theirs{index}@example.org"


@pytest.fixture
def here(app: Flask, inside: World) -> Workspace:
    found = db.session.get_one(Workspace, inside.ours)
    found.consent_policy = "opt_out"
    found.update_rules = {"primary": "always"}
    db.session.commit()
    return found


def lines(stands: Combination, subject: int | None, address: str) -> Iterable[services.Line]:
    for kind in stands:
        where = "" if kind is EventKind.DO_NOT_CONTACT_SET else address
        if subject or where:
            yield services.Line(kind=kind, at=now(), subject=subject, address=where)


def stand(here: Workspace, each: Iterable[tuple[Combination, int | None, str]]) -> None:
    """Restrict these people, or bare addresses; commits."""
    found = [line for stands, who, address in each for line in lines(stands, who, address)]
    services.restrict(here, found, party=Party.SUPPORTER, actor=ALICE)
    db.session.commit()


def verdicts(here: Workspace, people: Iterable[Existing]) -> list[Verdict]:
    ids = [each.id for each in people]
    found = queries.verdicts(here, ids, at=now())
    return [found[who] for who in ids]


def decided(here: Workspace, standing: Standing) -> Verdict:
    return decide(standing, rules=queries.rules_of(here), topic=None, at=now())


def pairs(here: Workspace, meetings: Meetings) -> tuple[list[Existing], list[Existing]]:
    """Two records for each meeting, who stand as it says."""
    names = [(NAMES[index], NAMES[-1 - index]) for index in range(len(meetings))]
    one = makers.add(here.id, *(person(a, f"{a}sen", ours(n)) for n, (a, _) in enumerate(names)))
    two = makers.add(here.id, *(person(b, f"{b}son", theirs(n)) for n, (_, b) in enumerate(names)))
    stand(here, [(stands, one[n].id, ours(n)) for n, (stands, _) in enumerate(meetings)])
    stand(here, [(stands, two[n].id, theirs(n)) for n, (_, stands) in enumerate(meetings)])
    return one, two


def unite(here: Workspace, one: list[Existing], meetings: Meetings) -> None:
    """Who goes on can be emailed where nothing stood against her, nor against the address she has now."""
    for (own, other), mine in zip(meetings, verdicts(here, one), strict=True):
        at_address = other - {EventKind.DO_NOT_CONTACT_SET}
        assert mine.eligible == (not own and not at_address), (own, other, mine.headline)


def stay(here: Workspace, two: list[Existing], meetings: Meetings) -> None:
    """The other record is stopped as it was; it may be more, since two share the address now."""
    for (_, stands), theirs in zip(meetings, verdicts(here, two), strict=True):
        assert not (stands and theirs.eligible), stands


def bring(app: Flask, here: Workspace, one: list[Existing]) -> Batch:
    """An import that names each by lookup ID and brings the address of the other, checked."""
    rows = [(each.lookup_id, each.name.first, each.name.last, theirs(n)) for n, each in enumerate(one)]
    header = ("Lookup ID", "First name", "Last name", "Email")
    return makers.check(app, here.id, makers.table(header, *rows))


def carry_out(app: Flask, batch: Batch) -> None:
    """All of it, however odd it looks that so many addresses change."""
    acknowledge(batch, actor=ALICE)
    db.session.commit()
    done = makers.commit(app, makers.fresh(batch))
    assert set(makers.states(done).values()) == {"applied"}


@pytest.mark.both
def test_an_import_onto_a_record_that_is_there_unites_both(app: Flask, here: Workspace) -> None:
    one = makers.add(here.id, *(person(name, f"{name}sen", ours(n)) for n, name in enumerate(NAMES)))
    stand(here, [(stands, one[n].id, ours(n)) for n, (stands, _) in enumerate(MEETINGS)])
    stand(here, [(stands, None, theirs(n)) for n, (_, stands) in enumerate(MEETINGS)])

    carry_out(app, bring(app, here, one))

    unite(here, one, MEETINGS)


def test_a_row_merged_into_somebody_unites_what_stands_against_her_and_against_its_address(
    app: Flask, here: Workspace
) -> None:
    clean: Combination = frozenset()
    meetings = [pair for pair in MEETINGS if clean in pair]
    one, two = pairs(here, meetings)

    batch = bring(app, here, one)
    for row, who in zip(makers.rows(batch), one, strict=True):
        merge_row(batch, row, target=who.id, actor=ALICE)
    carry_out(app, batch)

    unite(here, one, meetings)
    stay(here, two, meetings)


@pytest.mark.both
def test_an_address_taken_over_by_hand_unites_what_stands_against_both(here: Workspace) -> None:
    one, two = pairs(here, MEETINGS)

    written = [with_address("instead", theirs(n))(each) for n, each in enumerate(one)]
    write(here.id, [Rewrite(*each) for each in zip(one, written, strict=True)])

    unite(here, one, MEETINGS)
    stay(here, two, MEETINGS)


def test_an_address_shared_from_the_start_is_stopped_for_both(here: Workspace) -> None:
    one, two = (
        makers.add(here.id, *(person(name, f"{name}{end}", ours(n)) for n, name in enumerate(NAMES)))
        for end in ("sen", "son")
    )

    stand(here, [(stands, one[n].id, ours(n)) for n, (stands, _) in enumerate(MEETINGS)])
    stand(here, [(stands, two[n].id, ours(n)) for n, (_, stands) in enumerate(MEETINGS)])

    found = zip(MEETINGS, verdicts(here, one), verdicts(here, two), strict=True)
    for (first, second), mine, others in found:
        of_inbox = (first | second) - {EventKind.DO_NOT_CONTACT_SET}
        assert mine.eligible == (not first and not of_inbox), (first, second)
        assert others.eligible == (not second and not of_inbox), (first, second)


def test_two_records_of_one_person_are_stopped_by_what_stands_against_either(here: Workspace) -> None:
    one, two = pairs(here, MEETINGS)
    standings = queries.standings(here, [each.id for each in (*one, *two)])
    everything = queries.everything_in_force(here.id)

    for (own, other), mine, others in zip(MEETINGS, one, two, strict=True):
        lineage = frozenset({mine.id, others.id})
        for who in (mine, others):
            recorded = everything.concerning(lineage, address_key(who.emails[0].address, here.address_secret))
            verdict = decided(here, replace(standings[who.id], recorded=recorded))
            mailboxes = (own if who is mine else other) & {EventKind.BOUNCED}
            assert verdict.eligible == (not mailboxes and not (own | other) - {EventKind.BOUNCED})
