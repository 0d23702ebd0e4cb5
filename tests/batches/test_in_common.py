"""Deciding about a row costs what it shares with other rows, however many there are in the batch."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from flask import Flask

from app.batches import services
from app.batches.domain.gift_faults import REPEATED
from app.batches.domain.status import BatchKind
from app.batches.queries import gifts as gift_queries
from app.batches.queries import ties
from app.batches.services import in_common
from app.db import db
from tests import factories
from tests.batches import entered, makers
from tests.batches.gifts import COLUMNS, line
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both
ANN = "|Ann|Lee|ann@example.org|"
BOB = "|Bob|Ray|bob@example.org|"


def _seen(reading: Callable[..., Sequence[Any]], seen: list[Any]) -> Callable[..., Sequence[Any]]:
    def noting(*asked: Any) -> Sequence[Any]:
        found = reading(*asked)
        seen.extend(found)
        return found

    return noting


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The rows that are read because they may have something in common with others."""
    seen: list[Any] = []
    for name in ("recognized", "_newcomers"):
        monkeypatch.setattr(ties, name, _seen(getattr(ties, name), seen))
    return seen


@pytest.mark.parametrize("kind", [BatchKind.UPDATE, BatchKind.REVENUE])
def test_rows_that_share_nothing_are_not_read(
    app: Flask, world: World, read: list[Any], kind: BatchKind
) -> None:
    def row(name: str) -> str:
        is_gift = kind is BatchKind.REVENUE
        return line(f"{name}@example.org {name}") if is_gift else f"||{name}|{name}@example.org|"

    costs = []
    with factories.inside(app, world.ours):
        batch = entered.open_batch(world.ours, *(COLUMNS if kind is BatchKind.REVENUE else ()), kind=kind)
        entered.enter(batch, row("aaa"), row("bbb"))
        for block in (("ccc", "ddd"), tuple(f"n{at}" for at in range(60))):
            entered.enter(batch, *(row(name) for name in block))
            read.clear()
            with count_statements() as statements:
                entered.enter(batch, row(f"one{len(block)}"))
                entered.rewrite(batch, r2=row(f"other{len(block)}"))
            costs.append((len(statements), len(read)))

    assert costs[0] == costs[1]
    assert costs[1][1] <= 4


def test_a_row_of_another_process_is_found(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with factories.inside(app, world.ours):
        batch = entered.open_batch(world.ours)
        entered.enter(batch, "|Bob|Ray||")
        monkeypatch.setattr(in_common, "_kept", in_common._kept.copy())
        here = in_common._kept[world.ours, batch.id]
        with monkeypatch.context() as elsewhere:
            elsewhere.setattr(in_common, "_kept", type(in_common._kept)())
            entered.enter(batch, ANN)
        assert in_common._kept[world.ours, batch.id] == here

        entered.enter(batch, ANN)

        assert [row.joins for row in makers.rows(batch)] == [None, None, 2]


def test_what_was_never_committed_is_forgotten(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        batch = entered.open_batch(world.ours)
        entered.enter(batch, BOB, "|Cy|Fox||")
        services.rewrite(batch, {1: ANN.split("|")})
        db.session.rollback()

        entered.enter(batch, BOB)

        assert [row.joins for row in makers.rows(batch)] == [None, None, 1]


def test_numbers_of_gifts_are_looked_up_where_they_stand(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[set[int]] = []
    with_keys = gift_queries.with_keys

    def noting(*given: Any, among: set[int]) -> Any:
        asked.append(among)
        return with_keys(*given, among=among)

    monkeypatch.setattr(gift_queries, "with_keys", noting)
    with factories.inside(app, world.ours):
        batch = entered.open_batch(world.ours, *COLUMNS, kind=BatchKind.REVENUE)
        entered.enter(batch, *(line(f"{at}@example.org Lee{at}", key=f"k{at}") for at in range(5)))
        asked.clear()

        entered.enter(batch, line("new@example.org New", key="k3.0"), line("other@example.org Other"))

        assert asked
        assert all(each == {4, 6} for each in asked)
        assert [row.cause == REPEATED for row in makers.rows(batch)] == [False] * 5 + [True, False]
