"""Facts of a file as they are recorded: what an import brings never implies consent."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Protocol

from app.activity.domain.arrivals import (
    WITH_THE_GIFT,
    NewCampaign,
    NewDonation,
    NewEmailEvent,
    NewEvent,
    NewRegistration,
)
from app.activity.domain.kinds import GiftStatus
from app.activity_imports.domain import columns
from app.activity_imports.domain.facts import CampaignFact, EventFact, GiftFact, MailFact, RegistrationFact
from app.activity_imports.domain.plan import FieldChange
from app.activity_imports.domain.records import About, OnRecord
from app.words import N_

NO_DAY = N_("The file does not say on which day it was given back.")


class Batched(Protocol):
    """The import."""

    @property
    def id(self) -> int: ...

    @property
    def number(self) -> int: ...


def gift(
    fact: GiftFact, person: int, batch_id: int, *, refund_of: OnRecord | None = None, is_bare: bool = False
) -> NewDonation:
    """The gift, or with `refund_of` the line that takes back from that gift; a bare one has no words."""
    names = [name for name in columns.GIFT if not is_bare or name in columns.BARE]
    told = {name: getattr(fact, name) for name in names} | {"status": columns.gift_status(fact)}
    if refund_of:
        told |= _by_hand(refund_of)
    return NewDonation(
        constituent_id=person,
        refund_of_id=refund_of.id if refund_of else None,
        source=fact.source,
        external_key=fact.key,
        batch_id=batch_id,
        implies_consent=False,
        **told,
    )


def _by_hand(gift: OnRecord) -> dict[str, Any]:
    """What staff wrote into a gift and its refunds have too, whatever a file says."""
    return {name: gift.values[name] for name in WITH_THE_GIFT if name in gift.kept}


def given_back(
    fact: GiftFact, person: int, batch: Batched, *, gift: OnRecord, amount: int, seen_on: date | None
) -> NewDonation:
    """The line that takes back what the row of the gift itself says was given back since.

    A further part that a later file tells is a line of its own: its key names the import. Where the file does
    not say when, it says so: it stands on the day it was `seen_on`, None for that of its gift.
    """
    return NewDonation(
        **{name: gift.values[name] for name in WITH_THE_GIFT},
        constituent_id=person,
        amount=-amount,
        currency=fact.currency,
        received_on=fact.refunded_on or max(seen_on or fact.received_on, fact.received_on),
        status=GiftStatus.SETTLED,
        method=fact.method,
        note="" if fact.refunded_on else NO_DAY,
        refund_of_id=gift.id,
        source=fact.source,
        external_key=f"{fact.key} refund in import {batch.number}",
        batch_id=batch.id,
        implies_consent=False,
    )


def registration(fact: RegistrationFact, person: int, batch_id: int, event_id: int) -> NewRegistration:
    """The place at the event."""
    return NewRegistration(
        constituent_id=person,
        event_id=event_id,
        registered_at=fact.registered_at,
        source=fact.source,
        external_key=fact.key,
        batch_id=batch_id,
        implies_consent=False,
        **{name: getattr(fact, name) for name in columns.REGISTRATION},
    )


def happenings(fact: MailFact, person: int, batch_id: int, campaign_id: int) -> Iterator[NewEmailEvent]:
    """What became of the message."""
    for each in fact.happenings:
        yield NewEmailEvent(
            constituent_id=person,
            campaign_id=campaign_id,
            kind=each.kind,
            at=each.at,
            machine=each.machine,
            bounce=each.bounce,
            source=fact.source,
            external_key=each.key,
            batch_id=batch_id,
        )


def event(fact: EventFact, key: str, batch_id: int) -> NewEvent:
    """The event, found again under the key."""
    return NewEvent(
        name=fact.name,
        starts_at=fact.starts_at,
        ends_at=fact.ends_at,
        category=fact.category,
        place=fact.place,
        source=fact.source,
        external_key=key,
        batch_id=batch_id,
    )


def campaign(fact: CampaignFact, key: str, batch_id: int) -> NewCampaign:
    """The mailing, found again under the key."""
    return NewCampaign(
        name=fact.name,
        sent_at=fact.sent_at,
        subject=fact.subject,
        source=fact.source,
        external_key=key,
        batch_id=batch_id,
    )


def about_key(fact: RegistrationFact | MailFact) -> str:
    """Under which key the event or mailing of a row is found again."""
    return About.of(fact).key


def changed(fact: GiftFact | RegistrationFact, changes: tuple[FieldChange, ...]) -> Mapping[str, Any]:
    """The new values of these columns, as they are stored."""
    told = columns.columns_of(fact)
    return {each.field: told[each.field] for each in changes}
