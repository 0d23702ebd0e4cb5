"""What five services report, put into one vocabulary."""

from typing import Any

import pytest

from app.activity.domain.kinds import BounceKind, EmailEventKind
from app.inbound.domain.providers import Provider
from app.inbound.domain.reading import read
from app.inbound.domain.vocabulary import Reading, Report, Stop
from tests.inbound import payloads
from tests.inbound.payloads import ANN, AT, dumped

SENDGRID, MAILGUN, POSTMARK, SES, RESEND = Provider
SENT, DELIVERED, OPENED, CLICKED, BOUNCED, COMPLAINED, UNSUBSCRIBED, DROPPED = EmailEventKind
SOFT, HARD = BounceKind.TRANSIENT, BounceKind.PERMANENT


def body_of(provider: Provider, event: str, more: dict[str, Any]) -> bytes:
    match provider:
        case Provider.SENDGRID:
            return dumped([payloads.sendgrid(event, **more)])
        case Provider.MAILGUN:
            return dumped(payloads.mailgun(event, **more))
        case Provider.POSTMARK:
            return dumped(payloads.postmark(event, **more))
        case Provider.SES:
            return dumped(payloads.sns(payloads.ses(event, detail=more)))
        case Provider.RESEND:
            return dumped(payloads.resend(event, **more))


def only(reading: Reading) -> Report:
    [report] = reading.reports
    return report


PM_STOP = {"SuppressSending": True, "Origin": "Recipient", "SuppressionReason": "ManualSuppression"}
CASES: list[tuple[Provider, str, dict[str, Any], EmailEventKind | None, Stop | None, BounceKind | None]] = [
    (SENDGRID, "processed", {}, SENT, None, None),
    (SENDGRID, "delivered", {"response": "250 OK"}, DELIVERED, None, None),
    (SENDGRID, "open", {}, OPENED, None, None),
    (SENDGRID, "click", {"url": "https://example.org"}, CLICKED, None, None),
    (SENDGRID, "bounce", {"type": "bounce", "status": "5.0.0"}, BOUNCED, Stop.BOUNCE, HARD),
    (SENDGRID, "bounce", {"type": "blocked", "status": "4.7.1"}, BOUNCED, None, SOFT),
    (SENDGRID, "dropped", {"reason": "Bounced Address"}, DROPPED, Stop.BOUNCE, None),
    (SENDGRID, "dropped", {"reason": "Unsubscribed Address"}, DROPPED, Stop.UNSUBSCRIBE, None),
    (SENDGRID, "dropped", {"reason": "Spam Content (if Spam Checker app enabled)"}, DROPPED, None, None),
    (SENDGRID, "spamreport", {}, COMPLAINED, Stop.COMPLAINT, None),
    (SENDGRID, "unsubscribe", {}, UNSUBSCRIBED, Stop.UNSUBSCRIBE, None),
    (SENDGRID, "group_unsubscribe", {"asm_group_id": 10}, UNSUBSCRIBED, Stop.TOPIC, None),
    (MAILGUN, "accepted", {}, SENT, None, None),
    (MAILGUN, "delivered", {"delivery-status": {"code": 250, "message": "OK"}}, DELIVERED, None, None),
    (MAILGUN, "failed", {"severity": "permanent", "reason": "bounce"}, BOUNCED, Stop.BOUNCE, HARD),
    (MAILGUN, "failed", {"severity": "permanent", "reason": "old"}, BOUNCED, None, SOFT),
    (MAILGUN, "failed", {"severity": "temporary", "reason": "greylisted"}, BOUNCED, None, SOFT),
    (MAILGUN, "failed", {"severity": "permanent", "reason": "suppress-bounce"}, DROPPED, Stop.BOUNCE, None),
    (
        *(MAILGUN, "failed", {"severity": "permanent", "reason": "suppress-unsubscribe"}),
        *(DROPPED, Stop.UNSUBSCRIBE, None),
    ),
    (MAILGUN, "opened", {"client-info": {"device-type": "desktop"}}, OPENED, None, None),
    (MAILGUN, "clicked", {"url": "https://example.org"}, CLICKED, None, None),
    (MAILGUN, "unsubscribed", {}, UNSUBSCRIBED, Stop.UNSUBSCRIBE, None),
    (MAILGUN, "complained", {}, COMPLAINED, Stop.COMPLAINT, None),
    (POSTMARK, "Delivery", {"Details": "250"}, DELIVERED, None, None),
    (POSTMARK, "Bounce", {"Type": "HardBounce", "Inactive": True}, BOUNCED, Stop.BOUNCE, HARD),
    (POSTMARK, "Bounce", {"Type": "SoftBounce", "Inactive": False}, BOUNCED, None, SOFT),
    (POSTMARK, "Bounce", {"Type": "ManuallyDeactivated"}, BOUNCED, Stop.BLOCKED, None),
    (POSTMARK, "SpamComplaint", {"Type": "SpamComplaint"}, COMPLAINED, Stop.COMPLAINT, None),
    (POSTMARK, "Open", {"FirstOpen": True}, OPENED, None, None),
    (POSTMARK, "Click", {"OriginalLink": "https://example.org"}, CLICKED, None, None),
    (POSTMARK, "SubscriptionChange", PM_STOP, None, Stop.TOPIC, None),
    (POSTMARK, "SubscriptionChange", {**PM_STOP, "Origin": "Customer"}, None, Stop.BLOCKED, None),
    (
        *(POSTMARK, "SubscriptionChange", {**PM_STOP, "SuppressionReason": "HardBounce"}),
        *(None, Stop.BOUNCE, None),
    ),
    (SES, "Send", {}, SENT, None, None),
    (SES, "Delivery", {"recipients": [ANN]}, DELIVERED, None, None),
    (SES, "Bounce", {}, BOUNCED, Stop.BOUNCE, HARD),
    (SES, "Bounce", {"bounceType": "Transient", "bounceSubType": "MailboxFull"}, BOUNCED, None, SOFT),
    (SES, "Bounce", {"bounceType": "Undetermined"}, BOUNCED, None, SOFT),
    (SES, "Complaint", {}, COMPLAINED, Stop.COMPLAINT, None),
    (SES, "Reject", {"reason": "Bad content"}, DROPPED, None, None),
    (SES, "Open", {"userAgent": "Mozilla/5.0 (iPhone)"}, OPENED, None, None),
    (SES, "Click", {"link": "https://example.org"}, CLICKED, None, None),
    (RESEND, "email.sent", {}, SENT, None, None),
    (RESEND, "email.delivered", {}, DELIVERED, None, None),
    (RESEND, "email.bounced", {"bounce": {"type": "Permanent"}}, BOUNCED, Stop.BOUNCE, HARD),
    (RESEND, "email.bounced", {"bounce": {"type": "Transient"}}, BOUNCED, None, SOFT),
    (RESEND, "email.bounced", {"bounce": {"message": "gone"}}, BOUNCED, Stop.BOUNCE, HARD),
    (RESEND, "email.complained", {}, COMPLAINED, Stop.COMPLAINT, None),
    (RESEND, "email.opened", {}, OPENED, None, None),
    (RESEND, "email.clicked", {"click": {"link": "https://example.org"}}, CLICKED, None, None),
    (RESEND, "email.failed", {"failed": {"reason": "quota"}}, DROPPED, None, None),
    (
        RESEND,
        "contact.updated",
        {"to": None, "email": ANN, "unsubscribed": True},
        None,
        Stop.UNSUBSCRIBE,
        None,
    ),
    (
        RESEND,
        "suppression.added",
        {"to": None, "email": ANN, "origin": "complaint"},
        None,
        Stop.COMPLAINT,
        None,
    ),
]


@pytest.mark.parametrize(("provider", "event", "more", "kind", "stop", "bounce"), CASES)
def test_each_report_says_what_happened_and_whether_it_stops_mail(
    provider: Provider,
    event: str,
    more: dict[str, Any],
    kind: EmailEventKind | None,
    stop: Stop | None,
    bounce: BounceKind | None,
) -> None:
    reading = read(provider, body_of(provider, event, more), {}, AT)

    report = only(reading)
    assert (report.kind, report.stop, report.bounce) == (kind, stop, bounce)
    assert report.address == ANN
    assert reading.problem == ""
    assert not report.resumes


RESUMED = [
    (SENDGRID, "group_resubscribe", {"asm_group_id": 10}),
    (POSTMARK, "SubscriptionChange", {"SuppressSending": False, "SuppressionReason": None}),
    (POSTMARK, "Bounce", {"Type": "Subscribe"}),
    (RESEND, "suppression.removed", {"to": None, "email": ANN}),
]


@pytest.mark.parametrize(("provider", "event", "more"), RESUMED)
def test_what_would_allow_mail_again_is_a_note_and_stops_nothing(
    provider: Provider, event: str, more: dict[str, Any]
) -> None:
    report = only(read(provider, body_of(provider, event, more), {}, AT))

    assert report.resumes
    assert report.stop is None
    assert report.kind in (None, BOUNCED)


IGNORED = [
    (SENDGRID, "deferred", {"response": "400 try again later"}),
    (SENDGRID, "account_status_change", {}),
    (MAILGUN, "list_member_uploaded", {}),
    (POSTMARK, "Bounce", {"Type": "AutoResponder"}),
    (POSTMARK, "Inbound", {}),
    (SES, "DeliveryDelay", {"delayType": "MailboxFull"}),
    (SES, "Complaint", {"complaintFeedbackType": "not-spam"}),
    (RESEND, "email.delivery_delayed", {}),
    (RESEND, "contact.updated", {"unsubscribed": False}),
]


@pytest.mark.parametrize(("provider", "event", "more"), IGNORED)
def test_what_says_nothing_about_a_person_is_left_out_with_the_reason(
    provider: Provider, event: str, more: dict[str, Any]
) -> None:
    reading = read(provider, body_of(provider, event, more), {}, AT)

    assert reading.reports == ()
    assert reading.ignored
    assert reading.problem == ""


@pytest.mark.parametrize(
    ("provider", "more", "event"),
    [
        (SENDGRID, {"sg_machine_open": True}, "open"),
        (SENDGRID, {"useragent": "Mozilla/5.0"}, "open"),
        (MAILGUN, {"client-info": {"bot": "apple"}}, "opened"),
        (POSTMARK, {"UserAgent": "Barracuda Sentinel"}, "Click"),
        (SES, {"userAgent": "SomeBot/2.0"}, "Click"),
    ],
)
def test_what_a_machine_opened_or_clicked_is_marked(
    provider: Provider, more: dict[str, Any], event: str
) -> None:
    plain = only(read(provider, body_of(provider, event, {}), {}, AT))
    marked = only(read(provider, body_of(provider, event, more), {}, AT))

    assert (plain.machine, marked.machine) == (False, True)


@pytest.mark.parametrize("provider", Provider)
def test_the_same_report_has_the_same_key_however_often_it_is_sent(provider: Provider) -> None:
    names = {SENDGRID: "open", MAILGUN: "opened", POSTMARK: "Open", SES: "Open", RESEND: "email.opened"}
    body = body_of(provider, names[provider], {})

    first, again = (only(read(provider, body, {}, AT)) for _ in range(2))

    assert first.key == again.key != ""
    assert first.message != ""


@pytest.mark.parametrize("provider", Provider)
def test_the_campaign_that_was_sent_along_is_known(provider: Provider) -> None:
    names = {SENDGRID: "open", MAILGUN: "opened", POSTMARK: "Open", SES: "Open", RESEND: "email.opened"}

    assert only(read(provider, body_of(provider, names[provider], {}), {}, AT)).campaign == "spring appeal"


def test_a_bounce_of_several_recipients_is_about_those_that_are_named() -> None:
    event = payloads.ses("Bounce", 1, ANN, "ben@example.org")
    event["mail"]["destination"].append("cleo@example.org")

    reports = read(SES, dumped(payloads.sns(event)), {}, AT).reports

    assert [report.address for report in reports] == [ANN, "ben@example.org"]


def test_choices_on_amazon_s_page_are_read_topic_by_topic() -> None:
    event = payloads.ses(
        "Subscription",
        detail={
            "contactList": "Supporters",
            "source": "UnsubscribeHeader",
            "newTopicPreferences": {
                "unsubscribeAll": False,
                "topicSubscriptionStatus": [
                    {"topicName": "Trips", "subscriptionStatus": "OptOut"},
                    {"topicName": "News", "subscriptionStatus": "OptIn"},
                ],
            },
            "oldTopicPreferences": {
                "unsubscribeAll": False,
                "topicSubscriptionStatus": [
                    {"topicName": "News", "subscriptionStatus": "OptOut"},
                ],
            },
        },
    )

    reports = read(SES, dumped(payloads.sns(event)), {}, AT).reports

    assert [(each.topic, each.stop, each.resumes) for each in reports] == [
        ("Trips", Stop.TOPIC, False),
        ("News", None, True),
    ]


@pytest.mark.parametrize(
    "told", [0, -1, 4e20, "1970-01-01T00:00:00Z", "soon", None, True, [], "2031-01-01T00:00:00Z"]
)
def test_a_date_that_cannot_be_is_the_time_at_which_it_was_told(told: object) -> None:
    report = only(read(SENDGRID, body_of(SENDGRID, "unsubscribe", {"timestamp": told}), {}, AT))

    assert report.at == AT
