"""Which columns of other tools hold a no, and what their values mean."""

import pytest

from app.restrictions.domain.answers import Asks, asked_by, meaning
from app.restrictions.domain.reasons import Meaning, Reason, Silence

UNSUB, BOUNCED, SPAM, DNC = (
    Reason.UNSUBSCRIBED,
    Reason.BOUNCED,
    Reason.COMPLAINED,
    Reason.DO_NOT_CONTACT,
)
PERMITS, NOTHING, UNKNOWN = Silence.PERMITS, Silence.NOTHING, Silence.UNKNOWN


@pytest.mark.parametrize(
    ("header", "asks"),
    [
        ("Do Not Email", DNC),
        ("No Bulk Emails (User Opt Out)", UNSUB),
        ("On Hold", BOUNCED),
        ("UNSUB_TIME", UNSUB),
        ("CLEAN_TIME", BOUNCED),
        ("Spam complaint", SPAM),
        ("Unsubscribed from all email", UNSUB),
        ("email_disabled", DNC),
        ("Subscribed", Asks.PERMISSION),
        ("Opt-in", Asks.PERMISSION),
        ("Newsletter", Asks.PERMISSION),
        ("Email permission status", Asks.STATUS),
        ("Status", Asks.STATUS),
        ("reason", Asks.STATUS),
        *((f"Do Not {channel}", None) for channel in ("Phone", "Mail", "Sms", "Trade")),
        *((header, None) for header in ("Email Address", "First Name", "UNSUB_REASON", "UNSUB_CAMPAIGN_ID")),
    ],
)
def test_a_header_says_what_its_column_asks(header: str, asks: object) -> None:
    assert asked_by(header) == asks


@pytest.mark.parametrize(
    ("header", "value", "means"),
    [
        ("Do Not Email", "Yes", DNC),
        ("Do Not Email", "1", DNC),
        ("Do Not Email", "No", NOTHING),
        ("Do Not Email", "", NOTHING),
        ("Do Not Email", "perhaps", UNKNOWN),
        ("Do Not Phone", "Yes", NOTHING),
        ("On Hold", "On Hold Bounce", BOUNCED),
        ("On Hold", "1", BOUNCED),
        ("On Hold", "2", UNSUB),
        ("On Hold", "On Hold Opt Out", UNSUB),
        ("On Hold", "0", NOTHING),
        ("Unsubscribed at", "2024-05-01 10:22", UNSUB),
        ("Unsubscribed at", "1 May 2024", UNSUB),
        ("Subscribed", "yes", PERMITS),
        ("Subscribed", "no", UNSUB),
        ("Subscribed", "", NOTHING),
        ("Newsletter", "weekly", PERMITS),
        ("Email status", "Unsubscribed", UNSUB),
        ("Status", "cleaned", BOUNCED),
        ("Status", "Spam complaint", SPAM),
        ("Status", "do-not-contact", DNC),
        ("Status", "subscribed", PERMITS),
        ("Status", "pending", NOTHING),
        ("Status", "abgemeldet", UNKNOWN),
        ("Status", "yes", UNKNOWN),
        ("Reason", "bounced", BOUNCED),
        ("Reason", "Do not contact", DNC),
        ("First Name", "unsubscribed", NOTHING),
    ],
)
def test_a_value_says_no_permits_or_says_nothing(header: str, value: str, means: Meaning) -> None:
    assert meaning(header, value) is means
