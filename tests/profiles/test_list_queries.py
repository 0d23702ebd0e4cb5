"""The list, its count, its export and the group saved from it are the same people, on both databases."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.accounts.models import Workspace
from app.constituents.models import Constituent
from app.db import db
from app.groups.domain.columns import Column
from app.groups.domain.rule_json import parse_rule, rule_to_json
from app.groups.queries.members import who_meets
from app.groups.queries.scope import scope_of
from app.profiles.domain.asked import Asked, Sort, read
from app.profiles.domain.filters import MENUS
from app.profiles.queries import counts, people
from app.profiles.queries.around import neighbors
from app.profiles.queries.counts import counted
from app.profiles.queries.export import number, table
from app.profiles.queries.people import understood, who
from tests.factories import World
from tests.groups.worlds import AT, fill
from tests.profiles.lists import listed, meant, walk

pytestmark = pytest.mark.both

FILTERS = [
    *({name: value} for name, menu in MENUS.items() for value in menu.options),
    *({"group": group} for group in ("1", "2", "77")),
    *({"interest": interest} for interest in ("1", "2", "77")),
    *({"city": city} for city in ("köln", "Portland", "Nowhere")),
    {"city": "koln", "country": "DE"},
    {"region": "or"},
    *({"role": role} for role in ("volunteer", "Board Member", "Pilot")),
    *({name: day} for name in ("added", "updated") for day in ("2026-11-01", "2025-01-01", "2030-01-01")),
    *(
        {"q": text}
        for text in ("smith", "o'neill", "köl", "ann.1", "us trust", "nobody here", "C-1001", "1001")
    ),
    {"q": "trust", "kind": "organization", "gave": "ever", "email": "no"},
    {},
]


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "PAGE", 7)


@pytest.fixture
def scene(inside: World) -> tuple[Workspace, list[int]]:
    """Sixty people full of cases."""
    workspace = db.session.get_one(Workspace, inside.ours)
    return workspace, fill(workspace, 1)


def test_every_filter_lists_whom_the_plain_answer_finds(scene: tuple[Workspace, list[int]]) -> None:
    workspace, ids = scene
    for told in FILTERS:
        asked = understood(workspace, read(told), at=AT).asked

        found = listed(workspace, asked, AT)

        assert len(found) == len(set(found))
        assert set(found) == meant(workspace, asked, ids, AT), told


def test_most_filters_leave_somebody_out_and_somebody_in(scene: tuple[Workspace, list[int]]) -> None:
    workspace, ids = scene

    sizes = [len(listed(workspace, read(told), AT)) for told in FILTERS]

    assert sum(0 < size < len(ids) for size in sizes) > 30


def test_count_export_and_saved_group_are_the_same_people(scene: tuple[Workspace, list[int]]) -> None:
    workspace, _ = scene
    for told in FILTERS:
        found = understood(workspace, read(told), at=AT)
        lines = walk(found)
        condition = who(found.asked, found.scope)

        rows = list(table(found.scope, condition, sort=found.asked.sort, shown=(), note="x"))

        assert counted(found)[1].number == number(found.scope, condition) == len(lines)
        assert [row[2] for row in rows[1:]] == [line.lookup_id for line in lines]
        if found.asked.narrows and "nobody here" not in told.values():
            rule = parse_rule(rule_to_json(found.asked.rule))
            saved = select(Constituent.id).where(who_meets(rule, scope_of(workspace, rule, at=AT)))  # type: ignore[arg-type]
            assert set(db.session.scalars(saved)) == {line.id for line in lines}, told


@pytest.mark.usefixtures("short_pages")
def test_each_order_shows_everybody_once_forward_and_back(scene: tuple[Workspace, list[int]]) -> None:
    workspace, ids = scene
    rows = {row.id: row for row in db.session.execute(select(*Constituent.__table__.columns)).all()}
    columns = {"name": "sort_name", "updated": "updated_at", "added": "created_at", "lookup": "lookup_number"}
    for sort in Sort:
        found = understood(workspace, Asked(sort=sort), at=AT)

        forward, back = walk(found), walk(found, back=True)

        keys = {key: (getattr(rows[key], columns[sort.column]), key) for key in ids}
        expected = sorted(ids, key=lambda key, keys=keys: keys[key], reverse=sort.falling)  # type: ignore[misc]
        assert [line.id for line in forward] == [line.id for line in back] == expected, sort


@pytest.mark.usefixtures("short_pages")
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(told=st.sampled_from(FILTERS), more=st.sampled_from(FILTERS), sort=st.sampled_from(Sort))
def test_pages_never_skip_or_repeat(
    scene: tuple[Workspace, list[int]], told: dict[str, str], more: dict[str, str], sort: Sort
) -> None:
    workspace, ids = scene
    found = understood(workspace, read(told | more | {"sort": sort.value}), at=AT)

    forward, back = walk(found), walk(found, back=True)

    assert forward == back
    assert {line.id for line in forward} == meant(workspace, found.asked, ids, AT)


def test_neighbors_are_who_stands_beside_in_the_list(scene: tuple[Workspace, list[int]]) -> None:
    workspace, _ = scene
    for told, sort in zip(
        ({}, {"q": "smith"}, {"kind": "organization"}), ("name", "-updated", "lookup"), strict=True
    ):
        found = understood(workspace, read(told | {"sort": sort}), at=AT)
        ids = [line.id for line in walk(found)]
        for place, own in enumerate(ids):
            beside = neighbors(found, own)

            assert beside is not None
            assert (beside.previous, beside.next) == (
                ids[place - 1] if place else None,
                ids[place + 1] if place + 1 < len(ids) else None,
            )
            assert beside.place == place + 1
            assert beside.total is not None
            assert beside.total.number == len(ids)


def test_who_left_the_list_has_neighbors_and_no_place(scene: tuple[Workspace, list[int]]) -> None:
    workspace, ids = scene
    found = understood(workspace, read({"kind": "organization"}), at=AT)
    inside = {line.id for line in walk(found)}
    outside = next(key for key in ids if key not in inside)

    beside = neighbors(found, outside)

    assert beside is not None
    assert beside.place is None
    assert {beside.previous, beside.next} & inside
    assert neighbors(found, 4711) is None


def test_counting_stops_at_its_limit(
    scene: tuple[Workspace, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, ids = scene
    monkeypatch.setattr(counts, "MOST", 20)
    monkeypatch.setattr(counts, "_LARGE", {})
    found = understood(workspace, Asked(), at=AT)

    everybody, matching = counted(found)

    assert (everybody.number, everybody.is_more) == (20, True)
    assert everybody == matching
    assert counted(found, seen=3)[1].number == 3
    assert len(ids) > 20


def test_a_line_knows_the_last_gift_that_counts(scene: tuple[Workspace, list[int]]) -> None:
    from app.activity.queries.giving import last_gifts

    workspace, ids = scene
    lines = walk(understood(workspace, Asked(), at=AT))

    expected = last_gifts(workspace.id, ids)

    assert len(expected) > 10
    assert {line.id: line.last_gift for line in lines if line.last_gift} == expected


def test_a_line_says_why_somebody_cannot_be_emailed_as_the_verdict_does(
    scene: tuple[Workspace, list[int]],
) -> None:
    from app.consent import queries as consent

    workspace, ids = scene
    lines = walk(understood(workspace, Asked(), at=AT))

    verdicts = consent.verdicts(workspace, ids, at=AT)

    assert {line.id: line.barrier for line in lines} == {key: verdicts[key].headline for key in ids}
    assert Column.CAN_EMAIL in Column
