"""Whatever is sent, by whomever: it is read without an error, and said so in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.inbound.domain.providers import Provider
from app.inbound.domain.reading import read
from tests.inbound.payloads import AT, dumped

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "email",
                    "event",
                    "event-data",
                    "recipient",
                    "RecordType",
                    "Recipient",
                    "Type",
                    "Message",
                    "mail",
                    "bounce",
                    "timestamp",
                    "type",
                    "data",
                    "to",
                    "tags",
                    "signature",
                    "message",
                    "headers",
                    "subscription",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(provider=st.sampled_from(Provider), told=JUNK, broken=st.binary(max_size=40))
def test_whatever_is_sent_is_read_without_an_error(provider: Provider, told: object, broken: bytes) -> None:
    for body in (
        dumped(told),
        broken,
        dumped([told]),
        dumped({"event-data": told, "data": told, "type": "email.sent"}),
    ):
        reading = read(provider, body, {}, AT)

        assert all("\0" not in report.address and "@" in report.address for report in reading.reports)


@pytest.mark.parametrize("provider", Provider)
def test_what_is_nested_absurdly_deep_is_refused_in_words(provider: Provider) -> None:
    reading = read(provider, b"[" * 100_000 + b"]" * 100_000, {}, AT)

    assert reading.problem.startswith("This is not what")
