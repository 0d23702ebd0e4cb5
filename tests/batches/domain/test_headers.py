"""Headers are compared without regard to form, and made distinct at any number."""

from hypothesis import given
from hypothesis import strategies as st

from app.batches.domain.headers import distinct_names, fold, signature, words


def test_form_does_not_count() -> None:
    assert fold("\ufeffE-mail_Address  ") == fold("e-mail  address") == "e-mail address"
    assert words("No Bulk Emails (User Opt Out)") == "no bulk emails user opt out"


def test_names_are_made_distinct_and_blank_ones_counted() -> None:
    assert distinct_names(["Phone", "phone", "", "Phone (2)", "Phone"]) == (
        *("Phone", "phone (2)", "Column 3", "Phone (2) (2)"),
        "Phone (3)",
    )


@given(st.lists(st.text(max_size=5) | st.sampled_from(["a", "A", "a (2)", ""])))
def test_names_are_distinct_whatever_the_headers(headers: list[str]) -> None:
    names = distinct_names(headers)

    assert len(names) == len(headers)
    assert len({fold(name) for name in names}) == len(names)
    assert all(name.strip() for name in names)


def test_many_equal_headers_cost_no_more_than_distinct_ones() -> None:
    assert distinct_names(["x"] * 20_000)[-1] == "x (20000)"


def test_a_signature_is_short_and_knows_the_order() -> None:
    assert signature(["Email", "Name"]) == signature(["EMAIL ", "name"])
    assert signature(["Email", "Name"]) != signature(["Name", "Email"])
    assert len(signature([])) == 32
