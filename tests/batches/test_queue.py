"""Where a row stands among those that wait for a person, or did."""

import pytest
from flask import Flask

from app.batches import queries
from app.batches.services import merge_row, skip_row
from tests.batches import makers
from tests.batches.makers import ALICE, add, check, everybody, person, row, table
from tests.batches.scenes import also_called
from tests.factories import World

pytestmark = pytest.mark.both

HEADER = ("First name", "Last name", "Email", "Street", "City", "State", "ZIP")
RUTH = ("Ruth", "Becker", "", "12 Elm Street", "Portland", "OR", "97210")


def test_rows_that_wait_have_a_place_and_neighbors(app: Flask, inside: World) -> None:
    add(
        inside.ours,
        also_called("Ruth", person("María", "Becker", "maria@example.net", street="12 Elm Street")),
    )
    three = [(*RUTH[:2], f"m{n}@example.org", *RUTH[3:]) for n in range(3)]
    new = ("Ann", "New", "ann@example.org", *[""] * 4)
    batch = check(app, inside.ours, table(HEADER, new, three[0], (*new[:2], "x", *new[3:]), *three[1:]))
    assert [number for number, said in makers.said(batch).items() if said.startswith("poss")] == [3, 5, 6]

    assert queries.place_of(batch, 3) == queries.Place(1, 3, True, 6, 5)
    assert queries.place_of(batch, 5) == queries.Place(2, 3, True, 3, 6)
    assert queries.place_of(batch, 6) == queries.Place(3, 3, True, 5, 3)
    assert queries.place_of(batch, 4) == queries.Place(0, 3, False, 3, 5)
    for number in (3, 6):
        skip_row(batch, row(batch, number), actor=ALICE)
    assert queries.place_of(batch, 5) == queries.Place(2, 3, True, None, None)
    assert queries.place_of(batch, 6) == queries.Place(3, 3, False, 5, 5)
    merge_row(batch, row(batch, 5), target=everybody(inside.ours)[0].id, actor=ALICE)
    assert queries.place_of(batch, 5) == queries.Place(2, 3, False, None, None)
