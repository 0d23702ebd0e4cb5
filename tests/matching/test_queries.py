"""Who an incoming record may be: found by keys in sets, in one workspace, never by what everybody shares."""

from dataclasses import replace

import pytest
from flask import Flask

from app.constituents.domain.record import Email, Existing, ExternalId, Incoming, Kind, Name, PointType
from app.matching.domain import choosing
from app.matching.domain.blocking import KeyKind
from app.matching.domain.standard import standardize
from app.matching.queries import judged, search
from tests import factories
from tests.batches.makers import add, change, person
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both


def incoming(first: str, last: str, email: str, **more: object) -> Incoming:
    emails = (Email(email, PointType.HOME, primary=True),)
    return replace(Incoming(Kind.INDIVIDUAL, Name(first=first, last=last), emails=emails), **more)


def found(world: World, row: Incoming, **more: object) -> list[int]:
    """Ids of those told of, best first."""
    answer = search(world.ours, [row], trusted=(), **more)  # type: ignore[arg-type]
    return [match.constituent_id for match in answer.found[0].matches]


def compared(world: World, row: Incoming) -> list[int]:
    """Ids of everybody a record is compared with."""
    return judged(world.ours, [standardize(row)]).owners.tolist()


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
def test_a_record_is_compared_with_whoever_shares_a_key(inside: World, ann: Existing, row: Incoming) -> None:
    assert compared(inside, row) == [ann.id]


def test_who_shares_nothing_is_none(inside: World, ann: Existing) -> None:
    answer = search(inside.ours, [incoming("Bo", "Fox", "bo@example.net")], trusted=())

    assert (answer.found[0].matches, answer.found[0].everybody, answer.existing) == ((), frozenset(), {})


def test_nobody_is_told_of_who_is_not_alike_at_all(inside: World, ann: Existing) -> None:
    add(inside.ours, *(person(f"P{n}", f"Fox{n}", phone="+15035550100") for n in range(4)))
    row = incoming("Bo", "Quist", "b@example.net", phones=person("", "", phone="+15035550100").phones)

    assert len(compared(inside, row)) == 5
    assert found(inside, row) == []


def test_an_ended_address_still_finds_the_person(inside: World, ann: Existing) -> None:
    ended = replace(ann.emails[0], active=False, primary=False)
    new = Email("ann@example.com", PointType.HOME, primary=True)
    change(inside.ours, ann, replace(ann, emails=(ended, new)))

    assert compared(inside, incoming("Zoltan", "Quist", "ann@example.org")) == [ann.id]


def test_keys_follow_the_record(inside: World, ann: Existing) -> None:
    change(inside.ours, ann, replace(ann, name=Name(first="Maria", last="Diaz")))

    assert compared(inside, incoming("Ann", "Lee", "x@example.net")) == []
    assert compared(inside, incoming("Maria", "Diaz", "x@example.net")) == [ann.id]


def test_identifiers_find_people_who_share_nothing_else(inside: World, ann: Existing) -> None:
    (bo,) = add(inside.ours, person("Bo", "Fox", "bo@example.org", external=("Sheet", "7")))
    stranger = incoming("Zoe", "Park", "zoe@example.net")
    by_lookup = replace(stranger, lookup_id=ann.lookup_id)
    by_external = replace(stranger, external_ids=(ExternalId("Sheet", "7"),))

    answers = [search(inside.ours, [row], trusted=("Sheet",)).found[0] for row in (by_lookup, by_external)]

    assert [answer.everybody for answer in answers] == [{ann.id}, {bo.id}]
    assert [(each.constituent_id, each.score) for answer in answers for each in answer.matches] == [
        (ann.id, 100.0),
        (bo.id, 100.0),
    ]


def test_an_id_of_a_system_that_nobody_trusts_is_no_match(inside: World) -> None:
    (bo,) = add(inside.ours, person("Bo", "Fox", "bo@example.org", external=("Sheet", "7")))
    row = replace(incoming("Zoe", "Park", "zoe@example.net"), external_ids=(ExternalId("Sheet", "7"),))

    (answer,) = search(inside.ours, [row], trusted=()).found

    assert answer.everybody == {bo.id}
    assert all(match.score < 50 for match in answer.matches)


def test_each_of_many_records_is_told_of_whom_its_own_identifier_names(inside: World) -> None:
    names = ("Bo Fox", "Cy Gray", "Di Hart")
    people = add(
        inside.ours,
        *(
            person(*name.split(), f"{at}@example.org", external=("Sheet", f"{at}"))
            for at, name in enumerate(names)
        ),
    )
    stranger = incoming("Zoe", "Park", "zoe@example.net")
    naming = [replace(stranger, external_ids=(ExternalId("Sheet", f"{at}"),)) for at in (2, 0, 1)]

    answer = search(inside.ours, [naming[0], stranger, *naming[1:]], trusted=())

    told = [[match.constituent_id for match in each.matches] for each in answer.found]
    assert told == [[people[2].id], [], [people[0].id], [people[1].id]]


def test_who_has_the_email_of_a_record_that_names_another_is_among_them(inside: World, ann: Existing) -> None:
    (bo,) = add(inside.ours, person("Bo", "Fox", "bo@example.org"))
    row = replace(incoming("Zoe", "Park", "bo@example.org"), lookup_id=ann.lookup_id)

    assert search(inside.ours, [row], trusted=()).found[0].everybody >= {ann.id, bo.id}


def test_whom_the_caller_leaves_out_is_found_by_identifiers_only(inside: World, ann: Existing) -> None:
    alike = incoming("Ann", "Lee", "ann@example.org")

    assert found(inside, alike, leaving_out={ann.id}) == []
    assert found(inside, replace(alike, lookup_id=ann.lookup_id), leaving_out={ann.id}) == [ann.id]


def test_a_key_that_too_many_share_finds_nobody(
    inside: World, ann: Existing, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = {kind: 2 if kind is KeyKind.PHONE else cap for kind, cap in choosing.CAPS.items()}
    monkeypatch.setattr(choosing, "CAPS", few | {KeyKind.PHONE: 30})
    office = person("", "", phone="+15035550199").phones
    add(inside.ours, *(person(f"P{n}", f"Fox{n}", phone="+15035550199") for n in range(31)))

    assert compared(inside, incoming("Zoe", "Park", "zoe@example.net", phones=office)) == []
    assert compared(inside, incoming("Ann", "Lee", "ann@example.org", phones=office)) == [ann.id]


def test_who_is_left_out_does_not_fill_a_key(
    inside: World, ann: Existing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "CAPS", dict(choosing.CAPS) | {KeyKind.PHONE: 30})
    row = incoming("Zoe", "Park", "zoe@example.net", phones=ann.phones)
    others = add(inside.ours, *(person(f"P{n}", f"Fox{n}", phone="+15035550100") for n in range(30)))

    without = judged(inside.ours, [standardize(row)], leaving_out=frozenset(each.id for each in others))

    assert compared(inside, row) == []
    assert without.owners.tolist() == [ann.id]


def test_the_statements_do_not_grow_with_the_list(inside: World) -> None:
    add(inside.ours, *(person(f"P{n}", f"Lee{n}", f"p{n}@example.org") for n in range(40)))

    def statements(count: int) -> int:
        rows = [incoming(f"P{n}", f"Lee{n}", f"p{n}@example.org") for n in range(count)]
        with count_statements() as counted:
            answer = search(inside.ours, rows, trusted=())
        assert all(each.matches for each in answer.found)
        return len(counted)

    assert statements(1) == statements(40) == 11


def test_nobody_is_found_in_another_workspace(app: Flask, inside: World, ann: Existing) -> None:
    with factories.inside(app, inside.theirs):
        answer = search(inside.theirs, [incoming("Ann", "Lee", "ann@example.org")], trusted=())

    assert answer.existing == {}
