"""What the people of the sample did: gifts, registrations, email."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from random import Random

from app.accounts.models import Workspace
from app.activity import services as activity
from app.activity.domain.arrivals import (
    NewCampaign,
    NewDonation,
    NewEmailEvent,
    NewEvent,
    NewRegistration,
)
from app.sample.domain import facts
from app.sample.domain.person import Person
from app.sample.services.chunks import SOURCE, chunks


def add_gifts(workspace: Workspace, gifts: Iterable[facts.Gift], ids: Sequence[int]) -> None:
    for chunk in chunks(gifts, 5_000):
        stored = [_donation(workspace, gift, ids) for gift in chunk]
        added = activity.record_donations(workspace.id, stored).ids
        back = [
            replace(donation, amount=-gift.refunded, refund_of_id=gift_id)
            for gift, donation, gift_id in zip(chunk, stored, added, strict=True)
            if gift.refunded
        ]
        activity.record_donations(workspace.id, back)


def _donation(workspace: Workspace, gift: facts.Gift, ids: Sequence[int]) -> NewDonation:
    return NewDonation(
        constituent_id=ids[gift.person],
        amount=gift.amount,
        currency=workspace.currency,
        received_on=gift.on,
        kind=gift.kind,
        status=gift.status,
        fund=gift.fund,
        appeal=gift.appeal,
        method=gift.method,
        source=SOURCE,
    )


def add_registrations(
    workspace: Workspace, chance: Random, today: date, everybody: Sequence[Person], ids: Sequence[int]
) -> None:
    held = facts.occasions(today)
    events = activity.record_events(
        workspace.id,
        [
            NewEvent(
                name=each.name,
                category=each.category,
                place=each.place,
                starts_at=each.starts_at,
                source=SOURCE,
            )
            for each in held
        ],
    ).ids
    for chunk in chunks(facts.places(chance, today, everybody, held), 5_000):
        activity.record_registrations(
            workspace.id,
            [
                NewRegistration(
                    constituent_id=ids[place.person],
                    event_id=events[place.occasion],
                    registered_at=place.at,
                    status=place.status,
                    source=SOURCE,
                )
                for place in chunk
            ],
        )


def add_mailings(
    workspace: Workspace,
    chance: Random,
    today: date,
    everybody: Sequence[Person],
    ids: Sequence[int],
    silent: dict[int, datetime],
) -> None:
    sent = facts.mailings(today)
    campaigns = activity.record_campaigns(
        workspace.id,
        [NewCampaign(name=m.name, subject=m.subject, sent_at=m.sent_at, source=SOURCE) for m in sent],
    ).ids
    for chunk in chunks(facts.reports(chance, everybody, sent, silent), 5_000):
        activity.record_email_events(
            workspace.id,
            [
                NewEmailEvent(
                    constituent_id=ids[report.person],
                    campaign_id=campaigns[report.mailing],
                    kind=report.kind,
                    at=report.at,
                    machine=report.machine,
                    bounce=report.bounce,
                    source=SOURCE,
                )
                for report in chunk
            ],
        )
