"""Who an incoming record may be: found by keys in sets, in one workspace, never by what everybody shares."""

from dataclasses import replace

import pytest
from flask import Flask

from app.constituents.domain.record import Email, Existing, ExternalId, Incoming, Kind, Name, PointType
from app.matching import queries
from app.matching.queries import LARGEST_BLOCK, search
from tests import factories
from tests.batches.makers import add, change, person
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both


def incoming(first: str, last: str, email: str, **more: object) -> Incoming:
    emails = (Email(email, PointType.HOME, primary=True),)
    return replace(Incoming(Kind.INDIVIDUAL, Name(first=first, last=last), emails=emails), **more)


def found(world: World, row: Incoming, **more: object) -> list[int]:
    """Ids of the candidates, best first."""
    answer = search(world.ours, [row], trusted=(), **more)  # type: ignore[arg-type]
    return [match.constituent_id for match in answer.found[0].matches]


@pytest.fixture
def ann(inside: World) -> Existing:
    return add(
        inside.ours, person("Ann", "Lee", "ann@example.org", phone="+15035550100", street="12 Elm St")
    )[0]


@pytest.mark.parametrize(
    "row",
    [
        incoming("Zoltan", "Quist", "Ann@Example.org"),
        incoming("Annie", "Lee", "other@example.net"),
        incoming("Bo", "Fox", "b@example.net", phones=person("", "", phone="+15035550100").phones),
        incoming("Bo", "Fox", "b@example.net", addresses=person("", "", street="12 Elm Street").addresses),
    ],
    ids=["email", "name", "phone", "house"],
)
def test_whoever_shares_a_key_is_a_candidate(inside: World, ann: Existing, row: Incoming) -> None:
    assert found(inside, row) == [ann.id]


def test_who_shares_nothing_is_none(inside: World, ann: Existing) -> None:
    answer = search(inside.ours, [incoming("Bo", "Fox", "bo@example.net")], trusted=())

    assert (answer.found[0].matches, answer.found[0].everybody, answer.existing) == ((), frozenset(), {})


def test_an_ended_address_still_finds_the_person(inside: World, ann: Existing) -> None:
    ended = replace(ann.emails[0], active=False, primary=False)
    new = Email("ann@example.com", PointType.HOME, primary=True)
    change(inside.ours, ann, replace(ann, emails=(ended, new)))

    assert found(inside, incoming("Zoltan", "Quist", "ann@example.org")) == [ann.id]


def test_keys_follow_the_record(inside: World, ann: Existing) -> None:
    change(inside.ours, ann, replace(ann, name=Name(first="Maria", last="Diaz")))

    assert found(inside, incoming("Ann", "Lee", "x@example.net")) == []
    assert found(inside, incoming("Maria", "Diaz", "x@example.net")) == [ann.id]


def test_identifiers_find_people_who_share_nothing_else(inside: World, ann: Existing) -> None:
    (bo,) = add(inside.ours, person("Bo", "Fox", "bo@example.org", external=("Sheet", "7")))
    stranger = incoming("Zoe", "Park", "zoe@example.net")

    by_lookup = found(inside, replace(stranger, lookup_id=ann.lookup_id))
    by_external = found(inside, replace(stranger, external_ids=(ExternalId("Sheet", "7"),)))

    assert (by_lookup, by_external) == ([ann.id], [bo.id])


def test_whom_the_caller_leaves_out_is_found_by_identifiers_only(inside: World, ann: Existing) -> None:
    alike = incoming("Ann", "Lee", "ann@example.org")

    assert found(inside, alike, leaving_out={ann.id}) == []
    assert found(inside, replace(alike, lookup_id=ann.lookup_id), leaving_out={ann.id}) == [ann.id]


def test_a_key_that_too_many_share_finds_nobody(
    inside: World, ann: Existing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "LARGEST_BLOCK", 2)
    add(inside.ours, *(person(f"P{n}", f"Fox{n}", "office@example.org") for n in range(3)))

    assert found(inside, incoming("Zoe", "Park", "office@example.org")) == []
    assert found(inside, incoming("Ann", "Lee", "office@example.org")) == [ann.id]
    assert LARGEST_BLOCK == 200


def test_the_statements_do_not_grow_with_the_list(inside: World) -> None:
    add(inside.ours, *(person(f"P{n}", f"Lee{n}", f"p{n}@example.org") for n in range(40)))

    def statements(count: int) -> int:
        rows = [incoming(f"P{n}", f"Lee{n}", f"p{n}@example.org") for n in range(count)]
        with count_statements() as counted:
            answer = search(inside.ours, rows, trusted=())
        assert all(each.matches for each in answer.found)
        return len(counted)

    assert statements(1) == statements(40)


def test_nobody_is_found_in_another_workspace(app: Flask, inside: World, ann: Existing) -> None:
    with factories.inside(app, inside.theirs):
        answer = search(inside.theirs, [incoming("Ann", "Lee", "ann@example.org")], trusted=())

    assert answer.existing == {}
