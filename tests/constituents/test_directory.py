"""The list and the search of constituents."""

import pytest
from sqlalchemy import text as sql

from app.constituents import directory
from app.constituents.directory import Order
from app.constituents.domain.phones import PhoneNumber, parse_phone
from app.constituents.domain.record import Email, Existing, Kind, Name, Phone, PointType, blank
from app.constituents.services import Rewrite, write
from app.db import bind, db
from app.web.pagination import decode
from tests.activity.makers import workspace
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both


def add(
    workspace_id: int, name: Name, *, email: str = "", phone: str = "", kind: Kind = Kind.INDIVIDUAL
) -> Existing:
    emails = (Email(email, PointType.HOME, primary=True),) if email else ()
    parsed = parse_phone(phone) if phone else None
    phones = (
        (Phone(parsed.number, parsed.e164, PointType.MOBILE, primary=True),)
        if isinstance(parsed, PhoneNumber)
        else ()
    )
    record = Existing(kind, name, emails=emails, phones=phones)
    return write(workspace_id, [Rewrite(blank(kind), record)])[0]


def named(workspace_id: int, *names: str) -> None:
    """Individuals by "First Last"."""
    for name in names:
        first, _, last = name.rpartition(" ")
        add(workspace_id, Name(first=first, last=last))


def found(world: World, text: str) -> list[str]:
    return [who.name for who in directory.find(workspace(world.ours), text, limit=50)]


@pytest.fixture
def folk(inside: World) -> World:
    """A few people whom different texts find."""
    add(
        inside.ours,
        Name(first="María", last="López"),
        email="maria.lopez@example.org",
        phone="(503) 555-0142",
    )
    add(inside.ours, Name(first="Marc", last="O'Brien"), email="m_obrien@example.com")
    add(inside.ours, Name(first="عائشة", last="الخطيب"), email="aisha@example.org", phone="+44 20 7946 0123")
    add(inside.ours, Name(first="Sukarno"), email="sukarno@example.net")
    add(inside.ours, Name(organization="The Larch Kitchen"), email="hello@larch.org", kind=Kind.ORGANIZATION)
    add(inside.ours, Name(first="小明", last="王"))
    add(inside.ours, Name(last="Okonkwo"))
    return inside


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("lopez", ["María López"]),
        ("LÓP", ["María López"]),
        ("maria", ["María López"]),
        ("mar lop", ["María López"]),
        ("lopez maria", ["María López"]),
        ("mar", ["María López", "Marc O'Brien"]),
        ("obrien", ["Marc O'Brien"]),
        ("o’brien", ["Marc O'Brien"]),
        ("opez", ["María López"]),
        ("maria.lo", ["María López"]),
        ("M_OBRIEN@example", ["Marc O'Brien"]),
        ("m%", ["María López", "Marc O'Brien"]),
        ("example.org", ["María López", "عائشة الخطيب"]),
        ("555-0142", ["María López"]),
        ("(503) 555", ["María López"]),
        ("020 7946", ["عائشة الخطيب"]),
        ("0142", ["María López"]),
        ("142", []),
        ("C-1001", ["María López"]),
        ("c 1002", ["Marc O'Brien"]),
        ("#1003", ["عائشة الخطيب"]),
        ("C-9999", []),
        ("الخط", ["عائشة الخطيب"]),
        ("sukarno", ["Sukarno"]),
        ("larch", ["The Larch Kitchen"]),
        ("the", ["The Larch Kitchen"]),
        ("王", ["王 小明"]),
        ("okonkwo", ["Okonkwo"]),
        ("   ", []),
        ("!?", []),
        ("mar\x00c", ["Marc O'Brien"]),
        ("999999999999999999", []),
    ],
)
def test_what_a_typed_text_finds(folk: World, text: str, names: list[str]) -> None:
    assert found(folk, text) == names


def test_nobody_of_another_workspace_is_found(folk: World) -> None:
    db.session.commit()
    db.session.remove()
    bind(folk.theirs)
    add(folk.theirs, Name(first="Maria", last="Lopes"), email="maria.l@example.org", phone="(503) 555-0142")
    theirs = workspace(folk.theirs)

    for text in ("lop", "maria.l", "555-0142", "C-1001"):
        assert [who.name for who in directory.find(theirs, text)] == ["Maria Lopes"], text


def test_the_list_is_in_the_order_of_folded_names_on_every_database(inside: World) -> None:
    for last, first in (
        *(("Abel", "Zoë"), ("Ábel", "Émile"), ("abel", "ann"), ("de la Cruz", "Bo")),
        *(("Da Silva", "Cy"), ("Ønes", "Di"), ("Zuñiga", "Ed")),
    ):
        add(inside.ours, Name(first=first, last=last))

    page = directory.people(workspace(inside.ours))

    assert [who.filed for who in page.rows] == [
        "abel, ann",
        "Ábel, Émile",
        "Abel, Zoë",
        "Da Silva, Cy",
        "de la Cruz, Bo",
        "Ønes, Di",
        "Zuñiga, Ed",
    ]


@pytest.mark.parametrize("order", list(Order))
def test_pages_show_everybody_once_and_lead_back(inside: World, order: Order) -> None:
    named(inside.ours, *(f"Ann Twin{number % 4}" for number in range(17)))
    ours, pages, cursor = workspace(inside.ours), [], None
    types = order.key_types
    while True:
        pages.append(directory.people(ours, order=order, cursor=cursor, size=5))
        if pages[-1].next is None:
            break
        cursor = decode(pages[-1].next, *types)

    back = directory.people(ours, order=order, cursor=decode(pages[3].previous, *types), size=5)

    ids = [who.id for page in pages for who in page.rows]
    assert (len(ids), len(set(ids))) == (17, 17)
    assert [who.id for who in back.rows] == [who.id for who in pages[2].rows]
    assert pages[0].previous is None


def test_the_latest_change_comes_first_when_sorted_by_it(inside: World) -> None:
    first = add(inside.ours, Name(first="Ann"))
    add(inside.ours, Name(first="Ben"))
    write(
        inside.ours,
        [
            Rewrite(
                first, Existing(Kind.INDIVIDUAL, Name(first="Anna"), id=first.id, lookup_id=first.lookup_id)
            )
        ],
    )

    page = directory.people(workspace(inside.ours), order=Order.UPDATED)

    assert [who.name for who in page.rows] == ["Anna", "Ben"]


def test_a_page_takes_one_statement_and_one_more_to_understand_a_word(inside: World) -> None:
    named(inside.ours, *(f"Ann Twin{number}" for number in range(12)))
    ours = workspace(inside.ours)

    with count_statements() as statements:
        directory.people(ours, size=5)
    with count_statements() as searching:
        directory.people(ours, text="ann", size=5)

    assert (len(statements), len(searching)) == (1, 2)


def test_sqlite_reads_a_page_in_the_order_of_an_index(inside: World) -> None:
    if db.engine.dialect.name != "sqlite":
        return
    with count_statements() as statements:
        directory.people(workspace(inside.ours))

    listing = next(one for one in statements if "sort_name" in one)
    plan = [row[3] for row in db.session.execute(sql(f"EXPLAIN QUERY PLAN {listing.replace('?', '1')}"))]
    chosen = plan[: next(place for place, step in enumerate(plan) if step.startswith("SCAN"))]
    assert "ix_constituents_sort" in " ".join(
        chosen
    )  # the page is chosen in order; its few rows may be sorted
    assert "TEMP B-TREE" not in " ".join(chosen)
