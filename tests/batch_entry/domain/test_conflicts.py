"""Two people in one row: what is stored, and what is asked back."""

from app.batch_entry.domain.conflicts import Clash, Typed, taken_in, written_by, wrote

CELLS = ["Ann", "Lee", ""]


def test_only_cells_that_changed_are_stored() -> None:
    taken = taken_in(CELLS, {1: Typed("Li", "Lee"), 0: Typed("Ann", "Ann")})

    assert taken.cells == ["Ann", "Li", ""]
    assert taken.changed == (1,)


def test_a_cell_that_somebody_else_changed_is_not_written_over() -> None:
    taken = taken_in(CELLS, {1: Typed("Li", "Leigh")})

    assert taken.cells == CELLS
    assert taken.clashes == (Clash(1, "Lee", "Li"),)


def test_two_who_type_the_same_agree() -> None:
    assert taken_in(CELLS, {1: Typed("Lee", "Leigh")}).clashes == ()


def test_the_other_cells_of_a_clash_are_stored() -> None:
    taken = taken_in(CELLS, {1: Typed("Li", "Leigh"), 2: Typed("x", "")})

    assert taken.cells == ["Ann", "Lee", "x"]


def test_who_typed_the_cell_last_goes_on_in_it() -> None:
    mine = written_by({"wrote": {"1": 7}}, 7)

    assert taken_in(CELLS, {1: Typed("Li", "Leigh")}, mine).cells == ["Ann", "Li", ""]


def test_nobody_is_taken_for_somebody_unknown() -> None:
    assert written_by({"wrote": {"1": None}}, None) == set()
    assert written_by(None, 7) == set()


def test_a_row_knows_who_typed_which_cell() -> None:
    assert wrote({"wrote": {"0": 7, "1": 7}}, [1], 8) == {"0": 7, "1": 8}


def test_a_cell_that_is_not_there_is_left_out() -> None:
    assert taken_in(CELLS, {9: Typed("x"), -1: Typed("y")}).cells == CELLS
