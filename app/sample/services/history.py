"""What the people of the sample did: gifts, registrations, email."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import chain
from random import Random

from app.accounts.models import Workspace
from app.activity import services as activity
from app.activity.domain.arrivals import (
    NewCampaign,
    NewDonation,
    NewEmailEvent,
    NewEvent,
    NewRegistration,
    NewSoftCredit,
)
from app.sample.domain import facts, seats
from app.sample.domain.origin import SOURCE
from app.sample.domain.person import Person
from app.sample.services.chunks import chunks


def add_gifts(workspace: Workspace, gifts: Iterable[facts.Gift], ids: Sequence[int]) -> None:
    for chunk in chunks(gifts, 5_000):
        stored = [_donation(workspace, gift, ids) for gift in chunk]
        added = activity.record_donations(workspace.id, stored).ids
        back = [
            replace(donation, amount=-gift.refunded, refund_of_id=gift_id, tribute=None, tribute_name="")
            for gift, donation, gift_id in zip(chunk, stored, added, strict=True)
            if gift.refunded
        ]
        activity.record_donations(workspace.id, back)
        thanks = [
            NewSoftCredit(donation_id=gift_id, constituent_id=ids[gift.thanked[0]], amount=gift.thanked[1])
            for gift, gift_id in zip(chunk, added, strict=True)
            if gift.thanked
        ]
        activity.record_soft_credits(workspace.id, thanks)


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
        campaign=gift.campaign,
        anonymous=gift.anonymous,
        tribute=gift.tribute,
        tribute_name=gift.tribute_name,
        source=SOURCE,
    )


def add_registrations(
    workspace: Workspace, chance: Random, today: date, everybody: Sequence[Person], ids: Sequence[int]
) -> None:
    held = [*facts.occasions(today), seats.course(today)]
    events = activity.record_events(workspace.id, [_event(each) for each in held]).ids
    came = chain(
        facts.places(chance, today, everybody, held[:-1]), seats.learners(today, everybody, len(held) - 1)
    )
    for chunk in chunks(seats.seated(came, held), 5_000):
        activity.record_registrations(
            workspace.id,
            [
                NewRegistration(
                    constituent_id=ids[place.person],
                    event_id=events[place.occasion],
                    registered_at=place.at,
                    status=place.status,
                    ticket=place.ticket,
                    fee=place.fee,
                    guests=place.guests,
                    source=SOURCE,
                )
                for place in chunk
            ],
        )


def _event(occasion: facts.Occasion) -> NewEvent:
    return NewEvent(
        name=occasion.name,
        category=occasion.category,
        place=occasion.place,
        starts_at=occasion.starts_at,
        ends_at=occasion.ends_at,
        capacity=occasion.capacity,
        kind=occasion.kind,
        description=occasion.description,
        source=SOURCE,
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
