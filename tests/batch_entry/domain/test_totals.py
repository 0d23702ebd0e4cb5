"""Control totals to the cent, in whatever currency."""

from app.batch_entry.domain.expected import read_amounts
from app.batch_entry.domain.totals import Line, Totals, compared, confirmation, differing, is_confirmed

ACTUAL = Totals(3, {"JPY": 1500, "KWD": 12_345, "USD": 2500})


def test_what_nobody_said_is_not_compared() -> None:
    assert differing(compared(Totals(), ACTUAL)) == ()
    assert differing(compared(Totals(rows=3), ACTUAL)) == ()


def test_totals_differ_by_a_cent_a_fils_or_a_yen() -> None:
    expected = Totals(3, {"JPY": 1501, "KWD": 12_344, "USD": 2499})

    assert [line.difference for line in differing(compared(expected, ACTUAL))] == [-1, 1, 1]


def test_a_currency_that_nobody_expected_differs() -> None:
    lines = compared(Totals(sums={"USD": 2500}), Totals(2, {"EUR": 100, "USD": 2500}))

    assert lines == (Line("", None, 2), Line("EUR", 0, 100), Line("USD", 2500, 2500))


def test_a_sum_of_which_nothing_came_differs() -> None:
    assert differing(compared(Totals(sums={"USD": 100}), Totals(0, {}))) == (Line("USD", 100, 0),)


def test_a_confirmation_is_of_just_these_totals() -> None:
    expected = Totals(4, {"USD": 2500})
    said = confirmation(expected, ACTUAL) | {"name": "Bob"}

    assert is_confirmed(said, expected, ACTUAL)
    assert not is_confirmed(said, expected, Totals(3, {**ACTUAL.sums, "USD": 2501}))
    assert not is_confirmed(said, Totals(5, {"USD": 2500}), ACTUAL)
    assert not is_confirmed(None, expected, ACTUAL)


def test_amounts_are_read_by_the_digits_of_their_currency() -> None:
    pairs = [("12.345", "kwd"), ("1,500", "JPY"), ("25", ""), ("", "EUR")]

    assert read_amounts(pairs, currency="USD", locale="en_US") == (
        {"KWD": 12_345, "JPY": 1500, "USD": 2500},
        [],
    )


def test_what_cannot_be_read_says_where() -> None:
    pairs = [("12.5", "JPY"), ("1", "XXQ"), ("1", "USD"), ("2", "USD")]

    _, wrong = read_amounts(pairs, currency="USD", locale="en_US")

    assert [(place, part) for place, part, _ in wrong] == [(0, "amount"), (1, "currency"), (3, "currency")]
