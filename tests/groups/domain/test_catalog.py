"""What an address asks of the list of groups."""

import pytest

from app.groups.domain.catalog import Asked, Column, Show, read


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({}, Asked()),
        (
            {"q": "  gala ", "show": "broken", "sort": "-people"},
            Asked("gala", Show.BROKEN, Column.PEOPLE, True),
        ),
        ({"q": "x" * 300, "show": "all'", "sort": "--name"}, Asked("x" * 80)),
        ({"sort": "-"}, Asked(turned=True)),
    ],
)
def test_what_an_address_says_in_vain_is_passed_over(given: dict[str, str], asked: Asked) -> None:
    found = read(given)

    assert (found.q, found.show, found.sort) == (asked.q, asked.show, asked.sort)
    assert read(found.query) == found


def test_names_rise_first_and_figures_fall_first_and_a_second_press_turns_them_round() -> None:
    for column in Column:
        first = Asked(turned=True).sorted_by(column) if column is not Column.NAME else Asked()
        assert first.falling is (column is not Column.NAME)
        assert first.sorted_by(column).falling is not first.falling
