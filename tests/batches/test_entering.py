"""Rows that staff type are decided about as they are typed."""

import pytest
from flask import Flask

from app.batches import queries, services
from app.batches.domain.row_problems import CellProblem
from app.batches.domain.status import BatchKind
from app.batches.models import Batch
from app.constituents.domain.names import display_name
from app.constituents.domain.record import Existing, Kind, Name
from app.db import db
from app.matching.domain.decide import Thresholds
from app.resolution.domain.stance import Stances
from app.updates.domain.rules import FamiliarRule, NameRule, UpdateRules
from app.updates.domain.written import AS_TYPED
from tests import factories
from tests.batches import entered, makers
from tests.batches.makers import add, person
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both


def problems(batch: Batch, number: int) -> list[str]:
    return [CellProblem.from_json(each).what for each in makers.row(batch, number).problems]


def test_typed_rows_say_at_once_what_becomes_of_them(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        add(world.ours, person("Ann", "Lee", "ann@example.org"))
        batch = entered.open_batch(world.ours)

        numbers = entered.enter(batch, "|Ann|Lee|ann@example.org|", "|Zoë|Park||", "||||")

        assert numbers == [1, 2, 3]
        assert makers.said(batch) == {1: "ready no_change", 2: "ready create", 3: "error none"}
        assert batch.rows_read == 3
        assert queries.kept_tally(batch) == queries.counted(batch)


def test_a_row_needs_no_email_but_says_who_it_is_about(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        batch = entered.open_batch(world.ours)

        entered.enter(batch, "||||503 555 0142", "|Zoë|||", "C-999||||")

        assert problems(batch, 1) == ["This row does not say who it is about."]
        assert problems(batch, 2) == []
        assert problems(batch, 3) == ["Nobody here has the lookup ID “C-999”."]


def test_a_required_column_is_filled_in_unless_the_row_is_linked(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        [ann] = add(world.ours, person("Ann", "Lee"))
        batch = entered.open_batch(world.ours, required=("email",))

        entered.enter(batch, "|Zoë|Park||", f"{ann.lookup_id}|||| ")

        assert problems(batch, 1) == ["Email is empty."]
        assert problems(batch, 2) == []


def test_what_is_required_of_a_gift_is_so_beside_a_lookup_id_too(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        [ann] = add(world.ours, person("Ann", "Lee"))
        fields = ("lookup_id", "gift_amount", "gift_date", "gift_fund")
        batch = entered.open_batch(world.ours, *fields, kind=BatchKind.REVENUE, required=("gift_fund",))

        entered.enter(batch, f"{ann.lookup_id}|50.00|2026-01-31|", f"{ann.lookup_id}||2026-01-31|General")

        assert problems(batch, 1) == ["Gift fund is empty."]
        assert len(problems(batch, 2)) == 1
        first, second = makers.rows(batch)
        assert (first.amount, first.currency, second.amount) == (50_00, "USD", None)


def test_a_row_is_written_anew_and_decided_anew(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        [ann] = add(world.ours, person("Ann", "Lee", "ann@example.org"))
        batch = entered.open_batch(world.ours)
        entered.enter(batch, "|Zoë|Park||")

        entered.rewrite(batch, r1=f"{ann.lookup_id}|Anna|||")

        assert makers.said(batch) == {1: "ready update"}
        assert makers.row(batch, 1).target_id == ann.id
        assert queries.kept_tally(batch) == queries.counted(batch)


def test_linking_a_row_by_hand_takes_back_that_it_is_somebody_new(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        [ann] = add(world.ours, person("Ann", "Lee"))
        batch = entered.open_batch(world.ours)
        entered.enter(batch, "|Ann|Lee||")
        services.mark_distinct(batch, makers.row(batch, 1), actor=makers.ALICE)
        db.session.commit()
        assert makers.said(batch) == {1: "ready create"}

        entered.rewrite(batch, r1=f"{ann.lookup_id}|Ann|Lee||")

        assert makers.said(batch) == {1: "ready no_change"}


def test_a_number_never_comes_twice_but_a_removed_row_can_come_back(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        batch = entered.open_batch(world.ours)
        entered.enter(batch, "|Ann|Lee||", "|Bob|Ray||")
        services.remove(batch, [2])

        [new] = entered.enter(batch, "|Cid|Poe||")
        back = services.enter(batch, services.Planner(batch), [(2, ["", "Bob", "Ray", "", ""], True, None)])
        db.session.commit()

        assert (new, back) == (3, [2])
        assert sorted(makers.said(batch)) == [1, 2, 3]
        assert batch.rows_read == 3
        assert queries.kept_tally(batch) == queries.counted(batch)


def test_a_batch_has_thresholds_and_rules_of_its_own(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        add(world.ours, person("Ann", "Lee", "ann@example.org"))
        cautious = Thresholds(automatic=None, possible=50.0).to_json()
        rules = UpdateRules(familiar_name=FamiliarRule.LIKE_ANY, name=NameRule.IGNORE).to_json()

        asking = entered.open_batch(world.ours, thresholds=cautious)
        ignoring = entered.open_batch(world.ours, rules=rules)
        usual = entered.open_batch(world.ours)
        for batch in (asking, ignoring, usual):
            entered.enter(batch, "|Annie|Lee|ann@example.org|")

        assert makers.said(asking) == {1: "possible_duplicate none"}
        assert makers.said(ignoring) == {1: "ready no_change"}
        assert makers.said(usual) == {1: "ready update"}


def test_no_text_is_lost_whatever_is_pasted(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        batch = entered.open_batch(world.ours)

        entered.enter(batch, "|Ann", "|Ann|Lee|no email|1|too|many\0")

        assert makers.row(batch, 1).cells == ["", "Ann", "", "", ""]
        assert makers.row(batch, 2).cells == ["", "Ann", "Lee", "no email", "1"]
        assert makers.said(batch)[2] == "error none"


def test_a_hundred_rows_take_no_more_statements_than_ten(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        [ann] = add(world.ours, person("Ann", "Lee", "ann@example.org"))
        batch = entered.open_batch(world.ours)
        entered.enter(batch, f"{ann.lookup_id}|Ana|||", "|Zoë|Park||")
        taken = []
        for rows in (10, 100):
            some = [f"|Zoë{n}|Park{rows}|z{n % 7}.{rows}@example.org|" for n in range(rows - 2)]
            with count_statements() as seen:
                entered.enter(batch, *some, f"{ann.lookup_id}|Anna|||", f"{ann.lookup_id}|Anne|||")
            taken.append(len(seen))

        assert taken[1] <= taken[0], taken
        assert display_name(makers.record_of(world.ours, ann.id).name) == "Ann Lee"


def test_a_gift_of_an_organization_named_by_its_id_alone_waits_for_nobody(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        [acme] = add(world.ours, Existing(Kind.ORGANIZATION, Name(organization="Acme")))
        batch = entered.open_batch(
            world.ours, "lookup_id", "gift_amount", "gift_date", kind=BatchKind.REVENUE
        )

        entered.enter(batch, f"{acme.lookup_id}|50|2026-01-31", typed=False)
        entered.enter(batch, f"{acme.lookup_id}|50|2026-01-31")

        assert set(makers.said(batch).values()) == {"ready no_change"}


def test_a_linked_row_that_waits_is_shown_and_carried_out_as_typed(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        ann, _ = add(
            world.ours,
            person("Ann", "Lee", "ann@example.org", phone="+15035550142"),
            person("Bob", "Lee", "bob@example.org"),
        )
        batch = entered.open_batch(world.ours)
        entered.enter(batch, f"{ann.lookup_id}|Ann|Lee|bob@example.org|503 555 0199")
        row = makers.row(batch, 1)
        assert (row.outcome.value, row.cause) == ("conflict", "ids")

        looked = services.look(batch, row, ann.id)
        assert not isinstance(looked, services.NotAllowed)
        shown = looked.sheet(ann, Stances.starting(is_open=False)).plan
        services.merge_row(batch, row, target=ann.id, actor=makers.ALICE)
        stored = makers.row(batch, 1).plan
        entered.commit(app, batch)

        assert stored == shown.to_json()
        assert {change["rule"] for change in stored["changes"]} == {AS_TYPED}
        after = makers.record_of(world.ours, ann.id)
        assert [each.active for each in (*after.emails, *after.phones)] == [True] * 4
