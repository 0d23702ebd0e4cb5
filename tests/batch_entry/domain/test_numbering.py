"""How batches are named: what they begin with, and one number after the other."""

import pytest

from app.batch_entry.domain.numbering import LONGEST, code, flaw, free_prefix, numbers_in, prefix_of


@pytest.mark.parametrize(("number", "told"), [(7, "GIFT-0007"), (9_999, "GIFT-9999"), (10_000, "GIFT-10000")])
def test_a_name_has_at_least_four_digits(number: int, told: str) -> None:
    assert code("GIFT", number) == told


@pytest.mark.parametrize("typed", ["GIFT", "G2", "GIFT-MAIL", "A" * LONGEST])
def test_letters_figures_and_hyphens_are_fine(typed: str) -> None:
    assert flaw(typed) == ""


@pytest.mark.parametrize("typed", ["", "7UP", "GIFT-", "-GIFT", "GI--FT", "GI FT", "GÏFT", "A" * 13, "gift"])
def test_anything_else_is_refused_with_what_to_do(typed: str) -> None:
    assert flaw(typed)


def test_capitals_are_not_asked_for() -> None:
    assert prefix_of(" gift ") == "GIFT"


def test_the_first_free_prefix_has_a_figure_behind_it_and_is_never_too_long() -> None:
    assert free_prefix("GIFT", {"UPDATE"}) == "GIFT"
    assert free_prefix("GIFT", {"GIFT", "GIFT2"}) == "GIFT3"
    assert free_prefix("A" * LONGEST, {"A" * LONGEST}) == "A" * 11 + "2"


def test_only_whole_numbers_behind_the_prefix_count() -> None:
    codes = {"GIFT-0002", "GIFT-10000", "GIFT-X1", "GIFT-0002-X1", "GIFTS-0009", "UPDATE-0003"}

    assert numbers_in("GIFT", codes) == {2, 10_000}
