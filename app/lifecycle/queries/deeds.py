"""The sections of an export about what a person did, was sent, and where she is listed."""

from app.activity.models import Campaign, Delivery, Donation, EmailEvent, Event, Registration, SoftCredit
from app.audiences.models import AudienceCheck, AudiencePerson
from app.groups.models import Group, GroupMember
from app.lifecycle.queries.source import Source

DEEDS = (
    Source(
        "donations",
        "gifts",
        Donation,
        {
            "id": "number of the gift",
            "received_on": "day it was received",
            "amount": "amount, negative for a refund",
            "currency": "currency",
            "kind": "kind of gift",
            "status": "status",
            "fund": "fund",
            "campaign": "campaign",
            "appeal": "appeal",
            "method": "how it was paid",
            "anonymous": "whether the giver is not to be named",
            "tribute": "whether it was given in honor or in memory of somebody",
            "tribute_name": "of whom",
            "note": "what staff noted about it",
            "refund_of_id": "number of the gift that it refunds",
            "source": "system it came from",
            "external_key": "its number there",
        },
    ),
    Source(
        "soft_credits",
        "gifts of others that the person is thanked for",
        SoftCredit,
        {
            "amount": "the part that the thanks are for",
            "currency": "currency",
            "received_on": "day on which the gift was received",
        },
        {
            "currency": (Donation.currency, SoftCredit.donation_id),
            "received_on": (Donation.received_on, SoftCredit.donation_id),
        },
    ),
    Source(
        "registrations",
        "registrations for events",
        Registration,
        {
            "event": "the event",
            "starts_at": "when it began",
            "status": "status",
            "registered_at": "when the person registered",
            "ticket": "ticket",
            "fee": "fee",
            "currency": "currency",
            "guests": "number of guests",
            "checked_in_at": "when the person came",
            "note": "what staff noted about it",
            "source": "system it came from",
            "external_key": "its number there",
        },
        {
            "event": (Event.name, Registration.event_id),
            "starts_at": (Event.starts_at, Registration.event_id),
        },
    ),
    Source(
        "deliveries",
        "what became of mailings",
        Delivery,
        {
            "campaign": "the mailing",
            "sent_at": "sent",
            "delivered_at": "delivered",
            "machine_opened_at": "opened by a machine",
            "opened_at": "opened",
            "clicked_at": "clicked",
            "bounced_at": "bounced",
            "bounce": "kind of bounce",
            "complained_at": "reported as spam",
            "unsubscribed_at": "unsubscribed with it",
        },
        {"campaign": (Campaign.name, Delivery.campaign_id)},
    ),
    Source(
        "email_events",
        "reports about those mailings, as they came",
        EmailEvent,
        {
            "campaign": "the mailing",
            "kind": "what happened",
            "at": "when",
            "machine": "whether a machine did it",
            "bounce": "kind of bounce",
            "source": "system it came from",
            "external_key": "its number there",
        },
        {"campaign": (Campaign.name, EmailEvent.campaign_id)},
    ),
    Source(
        "groups",
        "groups the person is in",
        GroupMember,
        {"group": "the group", "purpose": "what it is for", "since": "since when", "by": "how"},
        {
            "group": (Group.name, GroupMember.group_id),
            "purpose": (Group.purpose, GroupMember.group_id),
        },
    ),
    Source(
        "audience_checks",
        "checks of who could be emailed, in which the person was",
        AudiencePerson,
        {
            "check": "what it was for",
            "topic": "the topic; empty for all mail",
            "at": "when it was asked",
            "name": "the name then",
            "email": "the address then",
            "headline": "why not; empty for who could be emailed",
            "reasons": "every reason why not",
        },
        {
            "check": (AudienceCheck.name, AudiencePerson.check_id),
            "topic": (AudienceCheck.topic, AudiencePerson.check_id),
            "at": (AudienceCheck.at, AudiencePerson.check_id),
        },
    ),
)
