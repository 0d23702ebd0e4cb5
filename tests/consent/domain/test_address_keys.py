import pytest

from app.consent.domain.address_keys import address_key

SECRET = b"s" * 32


def test_a_key_is_a_keyed_hash_in_hex():
    assert len(bytes.fromhex(address_key("ann@example.org", SECRET))) == 32


@pytest.mark.parametrize(
    "spelling",
    [
        "ANN@Example.ORG",
        "  ann@example.org ",
        "ann\u200b@example.org",
        "ａｎｎ@example.org",
        "ann+news@example.org",
    ],
)
def test_all_spellings_of_one_inbox_have_one_key(spelling):
    assert address_key(spelling, SECRET) == address_key("ann@example.org", SECRET)


def test_other_addresses_and_other_workspaces_have_other_keys():
    ann = address_key("ann@example.org", SECRET)

    assert ann != address_key("bob@example.org", SECRET)
    assert ann != address_key("ann@example.org", b"t" * 32)


def test_text_that_is_no_address_has_a_key_too():
    assert address_key("n/a \ud800", SECRET) != address_key("", SECRET)


def test_without_a_secret_there_is_no_key():
    with pytest.raises(ValueError, match="secret is empty"):
        address_key("ann@example.org", b"")
