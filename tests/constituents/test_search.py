"""The search answers alike whichever way it looks, reads ranges, and forgives a typing error."""

from itertools import product

import pytest
from sqlalchemy import text as sql

from app.constituents import directory, search
from app.constituents.directory import Order
from app.constituents.domain.record import Email, Existing, Kind, Name, PointType, blank
from app.constituents.domain.words import begins, found_by
from app.constituents.models import Constituent
from app.constituents.services import Rewrite, write
from app.db import db
from app.web.pagination import decode
from tests.activity.makers import workspace
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both

FIRSTS = ("Maria", "Marc", "Jo", "Smilla", "Sam")
LASTS = ("Smith", "Smithson", "Maria", "de Marco", "Jones")
NO_WALK, NO_GATHERING = 10_000, 0


@pytest.fixture
def crowd(inside: World) -> list[Existing]:
    """Twenty-five people whose names begin alike, as first names and as last names."""
    people = [
        Existing(
            Kind.INDIVIDUAL,
            Name(first=first, last=last),
            emails=(Email(f"{first}{number}@example.org".lower(), PointType.HOME, primary=True),),
        )
        for number, (first, last) in enumerate(product(FIRSTS, LASTS))
    ]
    return write(inside.ours, [Rewrite(blank(Kind.INDIVIDUAL), one) for one in people])


def expected(crowd: list[Existing], text: str) -> set[int]:
    return {one.id for one in crowd if all(begins(word) in found_by(one) for word in text.split())}


def all_pages(world: World, text: str, order: Order, falling: bool) -> list[int]:
    """Ids page by page, and back again from the last page."""
    listing = directory.listing(workspace(world.ours), text=text, order=order, falling=falling)
    pages = [directory.read(listing, size=5)]
    while pages[-1].next and len(pages) < 20:
        pages.append(directory.read(listing, decode(pages[-1].next, *order.key_types), size=5))
    for place in range(len(pages) - 1, 0, -1):
        back = directory.read(listing, decode(pages[place].previous, *order.key_types), size=5)
        assert [who.id for who in back.rows] == [who.id for who in pages[place - 1].rows]
    return [who.id for page in pages for who in page.rows]


@pytest.mark.parametrize("few", [NO_WALK, NO_GATHERING, 12], ids=["gathered", "walked", "either"])
@pytest.mark.parametrize("order", list(Order))
def test_every_way_of_looking_finds_the_same_in_the_same_order(
    inside: World, crowd: list[Existing], few: int, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = workspace(inside.ours)
    whole = [who.id for who in directory.people(ours, order=order, falling=False, size=50).rows]
    monkeypatch.setattr(search, "FEW", few)
    monkeypatch.setattr(search, "MANY", few)
    monkeypatch.setattr(search, "SAMPLE", few)

    for text in ("smi", "maria", "mar smi"):
        meant = [one for one in whole if one in expected(crowd, text)]
        listing = directory.listing(ours, text=text, order=order)

        assert all_pages(inside, text, order, falling=False) == meant, text
        assert [who.id for who in directory.people(ours, text=text, order=order, falling=True).rows] == meant[
            ::-1
        ]
        assert set(db.session.scalars(directory.ids(listing))) == set(meant), text
        assert [directory.count_up_to(listing, bound) for bound in (3, 99)] == [
            min(4, len(meant)),
            len(meant),
        ]


@pytest.mark.parametrize("few", [NO_WALK, NO_GATHERING])
def test_further_conditions_hold_for_rows_and_counts(
    inside: World, crowd: list[Existing], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "FEW", few)
    monkeypatch.setattr(search, "MANY", few)
    only = [Constituent.first == "Jo"]
    ours = workspace(inside.ours)

    for text, number in (("", 5), ("smi", 2), ("jo", 5), ("jo smith", 2)):
        listing = directory.listing(ours, text=text, where=only)
        assert len(directory.read(listing).rows) == directory.count_up_to(listing, 50) == number, text


def test_neighbors_and_places_are_those_of_the_list_one_came_from(
    inside: World, crowd: list[Existing]
) -> None:
    ours = workspace(inside.ours)
    for order, text in ((Order.NAME, "smi"), (Order.UPDATED, ""), (Order.LOOKUP, "mar smi")):
        listing = directory.listing(ours, text=text, order=order)
        ids = [who.id for who in directory.read(listing).rows]
        for place, who in [(0, ids[0]), (1, ids[1]), (len(ids) - 1, ids[-1])]:
            around = directory.neighbors(listing, who)
            assert around.previous == (ids[place - 1] if place else None)
            assert around.next == (ids[place + 1] if place + 1 < len(ids) else None)
            assert directory.place(listing, who, 50) == place + 1
        assert directory.place(listing, ids[-1], len(ids) - 1) is None
    assert directory.neighbors(directory.listing(ours), 5) == directory.Neighbors(None, None)


def test_suggestions_begin_with_those_filed_under_the_text(inside: World, crowd: list[Existing]) -> None:
    names = [who.filed for who in directory.find(workspace(inside.ours), "maria", limit=7)]

    assert names[:5] == ["Maria, Jo", "Maria, Marc", "Maria, Maria", "Maria, Sam", "Maria, Smilla"]
    assert names[5:] == ["de Marco, Maria", "Jones, Maria"]


def test_whose_lookup_id_it_is_comes_before_whose_number_begins_so(
    inside: World, crowd: list[Existing]
) -> None:
    numbered = crowd[3]
    other = Existing(
        Kind.INDIVIDUAL,
        Name(first="Aa"),
        emails=(Email(f"{numbered.lookup_id[2:]}@example.org", PointType.HOME),),
    )
    (other,) = write(inside.ours, [Rewrite(blank(Kind.INDIVIDUAL), other)])

    found = directory.find(workspace(inside.ours), numbered.lookup_id[2:])

    assert [who.id for who in found] == [numbered.id, other.id]


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        *(("smiht", "smith"), ("smth", "smith"), ("Jonees", "jones"), ("maria smihtson", "maria smithson")),
        *(("mraia smiht", "maria smith"), ("jo jonse", "jo jones"), ("smith", ""), ("mar smi", "")),
        *(("xyz", ""), ("zzyzx jones", ""), ("maria8", ""), ("99999", "")),
    ],
)
def test_one_typing_error_is_put_right_only_where_nobody_is_called_so(
    inside: World, crowd: list[Existing], typed: str, instead: str
) -> None:
    found = directory.search(workspace(inside.ours), typed)

    assert found is not None
    assert found.instead == instead
    if instead:
        ids = {who.id for who in directory.people(workspace(inside.ours), text=found).rows}
        assert expected(crowd, instead) <= ids
        assert directory.find(workspace(inside.ours), typed)


def test_words_that_are_somebodys_are_doubted_where_nobody_has_them_all(inside: World) -> None:
    people = [Name(first="Maria", last="Lopez"), Name(first="Ann", last="Lopes")]
    write(inside.ours, [Rewrite(blank(Kind.INDIVIDUAL), Existing(Kind.INDIVIDUAL, name)) for name in people])

    found = directory.search(workspace(inside.ours), "maria lopes")

    assert found is not None
    assert found.instead == "maria lopez"
    assert [who.filed for who in directory.people(workspace(inside.ours), text=found).rows] == [
        "Lopez, Maria"
    ]


@pytest.mark.parametrize(
    ("typed", "most"), [("", 1), ("smi", 2), ("maria smith", 3), ("smiht", 4), ("zzzz", 3)]
)
def test_a_search_takes_a_constant_number_of_statements(
    inside: World, crowd: list[Existing], typed: str, most: int
) -> None:
    ours = workspace(inside.ours)
    with count_statements() as statements:
        directory.people(ours, text=typed)

    assert len(statements) == most


def plan_of(statement: str) -> str:
    """How the database answers a statement; every placeholder is filled with a letter or a number."""
    if db.engine.dialect.name == "sqlite":
        rows = db.session.execute(sql(f"EXPLAIN QUERY PLAN {statement.replace('?', '1')}"))
        return "\n".join(row[3] for row in rows)
    raise NotImplementedError


def test_a_beginning_is_read_as_a_range_of_the_key(inside: World, crowd: list[Existing]) -> None:
    ours = workspace(inside.ours)
    if db.engine.dialect.name == "sqlite":
        with count_statements() as statements:
            directory.people(ours, text="smi")

        plans = [plan_of(one) for one in statements]

        for plan in plans:
            assert "search_words USING PRIMARY KEY (workspace_id=? AND word>? AND word<?)" in plan
            assert "ix_constituents_sort (workspace_id=? AND sort_name>? AND sort_name<?)" in plan
        assert "SCAN constituents" not in plans[1]
        assert (
            "constituents USING INDEX sqlite_autoindex_constituents_1 (workspace_id=? AND id=?)" in plans[1]
        )
        return
    db.session.execute(sql("SET LOCAL enable_seqscan = off"))
    rows = db.session.execute(
        sql(
            "EXPLAIN SELECT constituent_id FROM search_words WHERE workspace_id = :here "
            "AND word >= 'smi' AND word < 'smj'"
        ),
        {"here": inside.ours},
    )
    plan = "\n".join(row[0] for row in rows)
    assert "pk_search_words" in plan
    assert "(word >= 'smi'::text) AND (word < 'smj'::text)" in plan.split("Index Cond")[1].split("\n")[0]
