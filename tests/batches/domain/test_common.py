"""What rows of a batch have in common, as values."""

from app.batches.domain.common import Common


def common() -> Common:
    made = Common()
    made.put({1: {"ann lee", "@a"}, 2: {"bob ray"}, 3: {"@a", "ann may"}, 4: {"ann may"}, 5: {"cy fox"}})
    return made


def test_rows_are_found_by_what_they_share() -> None:
    assert common().sharing({"@a", "bob ray", "nobody"}) == {1, 2, 3}


def test_rows_behind_one_are_reached_from_key_to_key() -> None:
    assert common().reached({"@a"}, (), after=1) == {3, 4}
    assert common().reached((), {1}, after=3) == set()
    assert common().reached((), {5}, after=0) == {5}


def test_a_row_that_says_something_else_is_found_by_that_alone() -> None:
    made = common()

    made.put({3: {"bob ray"}})

    assert made.sharing({"bob ray"}) == {2, 3}
    assert made.sharing({"@a", "ann may"}) == {1, 4}
