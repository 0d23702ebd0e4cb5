"""Email addresses: what is read, what is refused and in which words, and which spellings are one."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.constituents.domain.emails import EmailAddress, email_key, masked, parse_email, suppression_key
from app.constituents.domain.problems import Problem


@pytest.mark.parametrize(
    ("typed", "address", "key"),
    [
        ("ann@example.org", "ann@example.org", "ann@example.org"),
        ("  Ann.Lee@Example.ORG\t", "Ann.Lee@example.org", "ann.lee@example.org"),
        ("ann\u200b@example.org\ufeff", "ann@example.org", "ann@example.org"),
        ("mailto:ann@example.org", "ann@example.org", "ann@example.org"),
        ("Ann Lee <ann@example.org>", "ann@example.org", "ann@example.org"),
        ("ann＠example．org", "ann@example.org", "ann@example.org"),
        ("ann@exämple.org", "ann@exämple.org", "ann@xn--exmple-cua.org"),
        ("ann@xn--exmple-cua.org", "ann@exämple.org", "ann@xn--exmple-cua.org"),
        ("josé@example.org", "josé@example.org", "josé@example.org"),
        ("o'brien!x@example.org", "o'brien!x@example.org", "o'brien!x@example.org"),
    ],
)
def test_an_address_is_read_however_it_was_pasted(typed: str, address: str, key: str) -> None:
    assert parse_email(typed) == EmailAddress(address, key)


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("", "Email is blank."),
        (" \u200b ", "Email is blank."),
        ("ann.example.org", "Email is missing the “@”."),
        ("ann@@example.org", "Email has more than one “@”."),
        ("ann@example.org; bob@example.org", "Email has more than one “@”."),
        ("ann lee@example.org", "Email has a blank inside."),
        ("@example.org", "Email has nothing before the “@”."),
        ("ann@", "Email has nothing after the “@”."),
        ("ann@example,org", "Email has a comma in it."),
        ("ann;@example.org", "Email has a comma in it."),
        ("ann@example..org", "Email has two dots in a row."),
        ("ann@example.org.", "Email ends with a dot."),
        (".ann@example.org", "Email has a dot next to the “@”."),
        ("ann.@example.org", "Email has a dot next to the “@”."),
        ("ann@example", "“example” is not a complete domain."),
        ("a" * 250 + "@example.org", "Email is too long."),
        ("ann(home)@example.org", "Email is written in a way that mail cannot use."),
        ("ann@-example.org", "Email is written in a way that mail cannot use."),
        ("ann@office.test", "Nobody can receive mail at “office.test”."),
        ("ann@printer.local", "Nobody can receive mail at “printer.local”."),
    ],
)
def test_a_mistake_is_named_in_plain_words_with_its_remedy(typed: str, what: str) -> None:
    problem = parse_email(typed)

    assert isinstance(problem, Problem)
    assert problem.what == what
    assert problem.fix
    assert str(problem).startswith(what)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann@Example.org", "ann@example.org"),
        ("ann@BÜCHER.example.org", "ann@xn--bcher-kva.example.org"),
        ("\u202eann@example.org", "ann@example.org"),
        ("STRASSE@example.org", "straße@example.org"),
    ],
)
def test_spellings_of_one_address_have_one_key(one: str, other: str) -> None:
    assert email_key(one) == email_key(other)


def test_a_tag_is_another_address_but_not_another_inbox() -> None:
    assert email_key("ann+news@example.org") != email_key("ann@example.org")
    assert suppression_key("ann+news@example.org") == suppression_key("ann@example.org")


@pytest.mark.parametrize("variant", ["a.n.n@gmail.com", "ann+x@googlemail.com", "ANN@gmail.com"])
def test_gmail_reaches_one_inbox_with_or_without_dots(variant: str) -> None:
    assert suppression_key(variant) == "ann@gmail.com"


def test_dots_count_everywhere_else() -> None:
    assert suppression_key("a.nn@example.org") != suppression_key("ann@example.org")


@pytest.mark.parametrize("odd", ["+x@example.org", "..@gmail.com", "@gmail.com", "+@gmail.com"])
def test_folding_never_empties_a_mailbox_that_is_nothing_but_folds(odd: str) -> None:
    assert suppression_key(odd).partition("@")[0] == odd.partition("@")[0]


@given(st.text(max_size=60))
def test_any_text_is_read_or_explained_and_has_keys(text: str) -> None:
    assert isinstance(parse_email(text), EmailAddress | Problem)
    assert email_key(f"  {text}\u200b") == email_key(text)
    assert suppression_key(email_key(text)) == suppression_key(text)


_WORD = st.text("abcdefgh0123456789_-", min_size=1, max_size=12)


@given(
    st.lists(_WORD, min_size=1, max_size=3),
    st.lists(st.text("abcd09-", min_size=1, max_size=9), min_size=1, max_size=3),
    st.sampled_from(["org", "com", "test", "o", "museum", "a1", "local"]),
)
def test_the_quick_check_agrees_with_the_full_validator(
    local: list[str], domain: list[str], ending: str
) -> None:
    from email_validator import EmailNotValidError, validate_email

    address = f"{'.'.join(local)}@{'.'.join([*domain, ending])}"
    assume(not any(part[2:4] == "--" for part in domain))
    try:
        expected = validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError:
        expected = None

    read = parse_email(address)

    assert (read.address if isinstance(read, EmailAddress) else None) == expected


@given(st.emails())
def test_the_key_of_a_read_address_is_the_key_of_what_was_typed(typed: str) -> None:
    read = parse_email(typed)

    assume(isinstance(read, EmailAddress))
    assert isinstance(read, EmailAddress)
    assert read.key == email_key(typed) == email_key(read.key)


@pytest.mark.parametrize(
    ("address", "shown"),
    [("maria@example.org", "m•••@example.org"), ("x@example.org", "x•••@example.org"), ("", ""), ("ann", "")],
)
def test_an_address_is_masked(address: str, shown: str) -> None:
    assert masked(address) == shown
