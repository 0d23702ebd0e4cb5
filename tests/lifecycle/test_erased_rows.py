"""What goes beside her record: rows of imports that are hers, and keys of her name."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.batches.domain.identity import identity_of
from app.batches.domain.rows import Mode
from app.batches.models import Batch, BatchRow, Distinction
from app.batches.services import RowChanged, edit_row, mark_distinct, merge_row, skip_row
from app.consent.domain.facts import SuppressionReason
from app.consent.models import ConsentEvent
from app.constituents.domain.record import Name
from app.db import db
from app.lifecycle.queries.export import bundle
from app.lifecycle.queries.footprint import footprint
from app.lifecycle.queries.identities import addresses
from app.matching.models import MatchCount
from app.matching.services import count_anew, counting
from tests import factories
from tests.batches import makers
from tests.factories import World
from tests.lifecycle.canary import found_in, plant
from tests.lifecycle.people import ALICE, edit, erased, made, record_of, workspace

pytestmark = pytest.mark.both


def test_the_numbers_of_the_page_are_the_numbers_that_go(app: Flask, world: World) -> None:
    person = plant(app, world.ours)
    with factories.inside(app, world.ours):
        found = footprint(workspace(world.ours), person, addresses(world.ours, record_of(world.ours, person)))

    gone = erased(app, world.ours, person)

    with factories.inside(app, world.ours):
        hashes = select(func.count(ConsentEvent.address_key.distinct())).where(
            ConsentEvent.reason == SuppressionReason.ERASED
        )
        assert (found.rows, found.addresses) == (gone.rows, db.session.scalar(hashes))


def test_rows_of_somebody_else_who_shares_the_inbox_stay(app: Flask, world: World) -> None:
    her = made(app, world.ours)
    hers = "First name,Last name,Email,Phone\nAda,Byron,ada@example.org,503 555 0142\n"
    with factories.inside(app, world.ours):
        batch = makers.check(app, world.ours, hers)
        assert isinstance(mark_distinct(batch, makers.row(batch, 2), actor=ALICE), RowChanged)
        batch = makers.commit(app, batch)
        other = makers.row(batch, 2).constituent_id
        later = makers.check(app, world.ours, hers.replace("0142", "0143"), name="later.csv")
        assert isinstance(merge_row(later, makers.row(later, 2), target=other or 0, actor=ALICE), RowChanged)
        keys = batch.id, later.id
        db.session.commit()
        files = bundle(workspace(world.ours), record_of(world.ours, her)).sections
        assert next(each for each in files if each.name == "import_rows").rows == []
        ever = addresses(world.ours, record_of(world.ours, her))
        assert footprint(workspace(world.ours), her, ever).rows == 0

    assert erased(app, world.ours, her).rows == 0

    with factories.inside(app, world.ours):
        applied, waiting = (db.session.get_one(BatchRow, (world.ours, key, 2)) for key in keys)
        assert (applied.cells[0], applied.constituent_id, applied.name) == ("Ada", other, "Ada Byron")
        assert (waiting.cells[0], waiting.target_id) == ("Ada", other)


def test_a_row_that_names_her_by_her_lookup_id_is_hers_whatever_becomes_of_it(
    app: Flask, world: World
) -> None:
    """Left out by staff, broken, ready, corrected to hers, or already here; not where the ID is another's."""
    her, other = made(app, world.ours), made(app, world.ours, email="bo@example.org")
    with factories.inside(app, world.ours):
        hers, his = (record_of(world.ours, who).lookup_id for who in (her, other))
        number = hers.removeprefix("C-")
        said = [(hers, "Ada"), (f"c{number}", "Ada"), (f"# 00{number}", "Ada"), ("C-77", "Ada"), (hers, "Bo")]
        lines = "Lookup ID,Email,First name,Remark\n" + "".join(f"{who},,{first},\n" for who, first in said)
        lines += f"{his},,Bo,{number}\n"
        batch = makers.check(app, world.ours, lines.replace(f"c{number},,", f"c{number},no,"))
        skip_row(batch, makers.row(batch, 2), actor=ALICE)
        edit_row(batch, makers.row(batch, 5), {0: hers}, actor=ALICE)
        edit_row(batch, makers.row(batch, 6), {0: his}, actor=ALICE)
        new = makers.check(app, world.ours, f"Lookup ID,Email,First name\n{hers},,Ada\n", mode=Mode.CREATE)
        assert makers.said(batch)[3] == "error none"
        assert makers.said(new) == {2: "skipped none"}
        keys = batch.id, new.id
        db.session.commit()
        files = bundle(workspace(world.ours), record_of(world.ours, her)).sections
        assert len(next(each for each in files if each.name == "import_rows").rows) == 5

    assert erased(app, world.ours, her).rows == 5

    with factories.inside(app, world.ours):
        left = [row for key in keys for row in makers.rows(db.session.get_one(Batch, (world.ours, key)))]
        assert [row.number for row in left if "Ada" in (*row.cells, row.name)] == []
        assert [row.number for row in left if "Bo" in row.cells] == [6, 7]


def test_no_key_of_her_name_and_address_stays_behind(app: Flask, world: World) -> None:
    her = made(app, world.ours)
    with factories.inside(app, world.ours):
        (other,) = makers.add(world.ours, makers.person("Ada", "King", "king@example.org"))
        who = record_of(world.ours, her)
        king = replace(who.name, last="King")
        edit(world.ours, her, name=king, emails=(replace(who.emails[0], address="old@example.org"),))
        edit(world.ours, her, name=replace(king, middle="B."))
        hers = [
            identity_of(email, name)
            for email, name in (
                ("ada@example.org", who.name),
                ("old@example.org", king),
                ("", who.name),
                ("old@example.org", replace(king, middle="B.")),
            )
        ]
        for each in (*hers, identity_of("old@example.org", Name(first="Bob"))):
            db.session.add(Distinction(workspace_id=world.ours, identity=each, constituent_id=other.id))
        db.session.commit()

    erased(app, world.ours, her)

    with factories.inside(app, world.ours):
        left = db.session.scalars(select(Distinction.identity)).all()
        assert left == [identity_of("old@example.org", Name(first="Bob"))]


def test_what_a_row_of_hers_said_of_others_goes_with_it(app: Flask, world: World) -> None:
    made(app, world.ours)
    with factories.inside(app, world.ours):
        batch = makers.check(app, world.ours, "First name,Last name,Email\nAda,Lace,ada@example.org\n")
        assert isinstance(mark_distinct(batch, makers.row(batch, 2), actor=ALICE), RowChanged)
        her = makers.row(makers.commit(app, batch), 2).constituent_id
        assert her
        edit(world.ours, her, name=Name(first="Adah", last="Lace"))
        db.session.commit()
        assert db.session.scalars(select(Distinction)).all()

    erased(app, world.ours, her)

    with factories.inside(app, world.ours):
        assert db.session.scalars(select(Distinction)).all() == []


def counts() -> dict[tuple[str, str], int]:
    rows = db.session.execute(select(MatchCount.kind, MatchCount.value, MatchCount.n))
    return {(kind, value): n for kind, value, n in rows}


def test_a_name_that_was_counted_goes_with_the_last_two_who_bore_it(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        her, brother, *_ = makers.add(
            world.ours,
            makers.person("Ada", "Quistorp", street="12 Elm St"),
            makers.person("Bob", "Quistorp", street="12 Elm St"),
            makers.person("Bob", "Lee", street="9 Oak St"),
            makers.person("Bob", "Fox", street="8 Oak St"),
        )
        count_anew(world.ours)
        edit(world.ours, brother.id, name=replace(brother.name, last="King"), addresses=())
        db.session.commit()
        before = counts()

    for person in (her.id, brother.id):
        erased(app, world.ours, person)

    with factories.inside(app, world.ours):
        after = counts()
        assert before["last", "quistorp"] == 2
        assert found_in("Quistorp") == {}
        assert after["made", ""] != before["made", ""], "processes would go on with the snapshot they have"
        assert {key: n for key, n in after.items() if key[0] in ("first", "last", "city")} == {
            ("first", "bob"): 2,
            ("city", "portland"): 2,
        }


def test_who_is_erased_while_names_are_counted_is_not_counted(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with factories.inside(app, world.ours):
        her = makers.add(world.ours, *(makers.person("Ada", f"Quist{number}") for number in range(50)))[0]
    count = counting._counted

    def meanwhile(workspace_id: int) -> list[counting.Row]:
        counted = count(workspace_id)
        erased(app, workspace_id, her.id)
        return counted

    monkeypatch.setattr(counting, "_counted", meanwhile)
    with factories.inside(app, world.ours):
        was_counted = counting.refresh_counts(world.ours)
        db.session.commit()

        assert not was_counted
        assert counts() == {}
