"""The words of a search stay in step with the records, and can be mended where they are not."""

from dataclasses import replace

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from app.constituents import directory, search_keeping
from app.constituents.domain.record import (
    Email,
    Existing,
    ExternalId,
    FormerName,
    Kind,
    Name,
    PointType,
    blank,
)
from app.constituents.domain.words import filed, spoken
from app.constituents.search_models import KnownWord, SearchWord
from app.constituents.services import Rewrite, write
from app.db import db
from app.operations import search as operations
from tests import factories
from tests.activity.makers import workspace
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both

RICH = Existing(
    Kind.INDIVIDUAL,
    Name(title="Dr.", first="María", last="López García", nickname="Mari", maiden="Ruiz"),
    emails=(Email("maria.lopez@example.org", PointType.HOME, primary=True),),
    external_ids=(ExternalId("CRM", "SF-00123"),),
    former_names=(FormerName("Maria Stein"),),
    display_override="Sister Benedicta",
)


def add(workspace_id: int, *records: Existing) -> list[Existing]:
    return write(workspace_id, [Rewrite(blank(record.kind), record) for record in records])


def found(world: World, text: str) -> list[int]:
    return [who.id for who in directory.find(workspace(world.ours), text)]


def known(world: World) -> set[str]:
    return set(db.session.scalars(select(KnownWord.word).where(KnownWord.workspace_id == world.ours)))


letters = st.text(
    st.characters(categories=("Lu", "Ll", "Lo", "Nd"), max_codepoint=0x1FFFF), min_size=1, max_size=9
)
names = st.builds(
    lambda *parts: Existing(Kind.INDIVIDUAL, Name(first=parts[0], last=parts[1], maiden=parts[2])),
    letters,
    letters,
    letters | st.just(""),
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(record=names, length=st.integers(1, 9))
def test_every_beginning_of_every_word_finds_the_record_and_after_a_change_no_more(
    inside: World, record: Existing, length: int
) -> None:
    (written,) = add(inside.ours, record)

    for word in {*spoken(record), *filed(record).split()}:
        ids = set(
            db.session.scalars(directory.ids(directory.listing(workspace(inside.ours), text=word[:length])))
        )
        assert written.id in ids, word
    write(inside.ours, [Rewrite(written, replace(written, name=Name(first="0"), version=written.version))])
    for word in spoken(record):
        ids = set(db.session.scalars(directory.ids(directory.listing(workspace(inside.ours), text=word))))
        assert written.id not in ids or word.startswith("0"), word
    db.session.rollback()


@pytest.mark.parametrize(
    "text",
    [
        *("lopez", "garcia", "LOPEZGARCIA", "maría", "mari", "ruiz", "stein", "benedicta", "dr", "dr lopez"),
        *("maria.lopez@example.org", "maria.lop", "example.org", "SF-00123", "sf-001", "00123"),
    ],
)
def test_a_record_is_found_by_everything_it_has(inside: World, text: str) -> None:
    (written,) = add(inside.ours, RICH)

    assert found(inside, text) == [written.id]


def test_what_a_record_does_not_have_any_more_finds_it_no_more(inside: World) -> None:
    (written,) = add(inside.ours, RICH)

    write(inside.ours, [Rewrite(written, replace(written, emails=(), former_names=(), name=Name(last="Ng")))])

    assert [found(inside, text) for text in ("lopez", "stein", "example.org", "ng")] == [
        [],
        [],
        [],
        [written.id],
    ]


def test_who_is_forgotten_leaves_no_word(inside: World) -> None:
    gone, stays = add(inside.ours, RICH, replace(RICH, name=Name(first="Maria"), external_ids=()))

    search_keeping.forget(inside.ours, [gone])

    left = set(db.session.scalars(select(SearchWord.constituent_id)))
    assert left == {stays.id}
    assert "maria" in known(inside)
    assert "garcia" not in known(inside)


def test_a_write_takes_the_same_statements_for_one_record_and_for_many(inside: World) -> None:
    counts = []
    for number in (1, 40):
        people = [
            replace(RICH, external_ids=(), name=Name(first=f"Ann{'abcdefgh'[n % 8]}")) for n in range(number)
        ]
        with count_statements() as statements:
            search_keeping.keep(
                inside.ours, [(blank(Kind.INDIVIDUAL), replace(one, id=n)) for n, one in enumerate(people, 1)]
            )
        with count_statements() as forgetting:
            search_keeping.forget(inside.ours, [replace(one, id=n) for n, one in enumerate(people, 1)])
        counts.append((len(statements), len(forgetting)))

    assert counts == [(2, 2), (2, 2)]


def test_differences_are_told_by_ids_and_a_rebuild_mends_them(inside: World) -> None:
    first, second = add(inside.ours, RICH, replace(RICH, name=Name(first="Bo"), external_ids=(), emails=()))
    sound = list(search_keeping.differences(inside.ours))
    db.session.execute(delete(SearchWord).where(SearchWord.constituent_id == first.id))
    db.session.add(SearchWord(workspace_id=inside.ours, word="0stray", constituent_id=second.id))
    db.session.flush()

    told = list(search_keeping.differences(inside.ours))
    number = search_keeping.rebuild(inside.ours)

    assert sound == []
    assert told == [f"constituent {first.id}: the search does not know all words"]
    assert number == 2
    assert list(search_keeping.differences(inside.ours)) == []
    assert found(inside, "lopez") == [first.id]
    assert found(inside, "stray") == []


def test_words_that_lead_to_nobody_are_counted(inside: World) -> None:
    db.session.add(SearchWord(workspace_id=inside.ours, word="0stray", constituent_id=5))
    db.session.flush()

    assert list(search_keeping.differences(inside.ours)) == ["1 words lead to nobody who has them"]


def test_an_upgrade_from_before_the_words_writes_them(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        (written,) = add(world.ours, RICH)
        for kind in (SearchWord, KnownWord):
            db.session.execute(delete(kind))
        db.session.commit()

    operations.catch_up(app, operations.REWORDED[-1])
    with factories.inside(app, world.ours):
        not_yet = found(world, "garcia")
    operations.catch_up(app, "0001")

    with factories.inside(app, world.ours):
        assert not_yet == []
        assert found(world, "garcia") == [written.id]
