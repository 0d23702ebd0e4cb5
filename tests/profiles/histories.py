"""A random life of one person, and what it comes to when one simply goes through it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from app.activity import services as activity
from app.activity.domain.arrivals import (
    NewCampaign,
    NewDonation,
    NewEmailEvent,
    NewEvent,
    NewRegistration,
)
from app.activity.domain.kinds import BounceKind, EmailEventKind, GiftKind, GiftStatus, RegistrationStatus
from tests.profiles.makers import days_ago, instant

CURRENCIES, FUNDS, SOURCES = (
    ("USD", "USD", "EUR", "JPY"),
    ("General", "", "Wells"),
    ("stripe", "gala.csv", ""),
)


@dataclass
class Life:
    """Everything that happened, as it arrived; refunds name their gift by its place in `gifts`."""

    gifts: list[NewDonation] = field(default_factory=list)
    refunds: list[tuple[int, NewDonation]] = field(default_factory=list)
    visits: list[tuple[NewEvent, NewRegistration]] = field(default_factory=list)
    mails: list[tuple[NewCampaign, list[NewEmailEvent]]] = field(default_factory=list)

    @property
    def donations(self) -> list[NewDonation]:
        return [*self.gifts, *(refund for _, refund in self.refunds)]


def live(workspace_id: int, person: int, seed: int, *, busy: int = 40) -> Life:
    """Store a random life of this person; the same seed gives the same."""
    chance, life = Random(seed), Life()
    _give(chance, life, workspace_id, person, 2 + chance.randrange(busy))
    _come(chance, life, workspace_id, person, 5 + chance.randrange(busy // 2))
    _read(chance, life, workspace_id, person, 5 + chance.randrange(busy // 2))
    return life


def _give(chance: Random, life: Life, workspace_id: int, person: int, count: int) -> None:
    for _ in range(count):
        life.gifts.append(
            NewDonation(
                constituent_id=person,
                amount=chance.choice((0, 1, 999, 2_500, 100_000, chance.randrange(50_000))),
                currency=chance.choice(CURRENCIES),
                received_on=days_ago(chance.randrange(5_000)),
                kind=chance.choice(list(GiftKind)),
                status=chance.choice((GiftStatus.SETTLED,) * 4 + tuple(GiftStatus)),
                fund=chance.choice(FUNDS),
                source=chance.choice(SOURCES),
            )
        )
    ids = activity.record_donations(workspace_id, life.gifts).ids
    for place, gift in enumerate(life.gifts):
        for _ in range(chance.choice((0, 0, 0, 1, 2))):
            refund = NewDonation(
                constituent_id=person,
                amount=-chance.randrange(1, 2 + gift.amount),
                currency=gift.currency,
                received_on=min(days_ago(0), gift.received_on + timedelta(days=chance.randrange(90))),
                status=chance.choice((GiftStatus.SETTLED, GiftStatus.PENDING)),
                fund=gift.fund,
                refund_of_id=ids[place],
            )
            life.refunds.append((place, refund))
    activity.record_donations(workspace_id, [refund for _, refund in life.refunds])


def _come(chance: Random, life: Life, workspace_id: int, person: int, count: int) -> None:
    events = [
        NewEvent(name=f"Event {n}", starts_at=instant(chance.randrange(-60, 900))) for n in range(count)
    ]
    ids = activity.record_events(workspace_id, events).ids
    for own, event in zip(ids, events, strict=True):
        registration = NewRegistration(
            constituent_id=person,
            event_id=own,
            registered_at=instant(chance.randrange(900)),
            status=chance.choice(list(RegistrationStatus)),
            fee=chance.choice((0, 4_550)),
            guests=chance.randrange(3),
            source=chance.choice(SOURCES),
        )
        life.visits.append((event, registration))
    activity.record_registrations(workspace_id, [registration for _, registration in life.visits])


def _read(chance: Random, life: Life, workspace_id: int, person: int, count: int) -> None:
    campaigns = [NewCampaign(name=f"News {n}", sent_at=instant(10 + 20 * n)) for n in range(count)]
    ids = activity.record_campaigns(workspace_id, campaigns).ids
    for own, campaign in zip(ids, campaigns, strict=True):
        kinds = [EmailEventKind.SENT]
        if chance.random() < 0.2:
            kinds.append(EmailEventKind.BOUNCED)
        else:
            kinds += chance.sample(
                (EmailEventKind.DELIVERED, EmailEventKind.OPENED, EmailEventKind.CLICKED), chance.randrange(4)
            )
        kinds += [EmailEventKind.COMPLAINED] * (chance.random() < 0.1)
        reports = [
            NewEmailEvent(
                constituent_id=person,
                campaign_id=own,
                kind=kind,
                at=campaign.sent_at + timedelta(hours=place),
                machine=kind is EmailEventKind.OPENED and chance.random() < 0.5,
                bounce=chance.choice(list(BounceKind)) if kind is EmailEventKind.BOUNCED else None,
            )
            for place, kind in enumerate(kinds)
        ]
        life.mails.append((campaign, reports))
    activity.record_email_events(workspace_id, [each for _, reports in life.mails for each in reports])


# --- what it comes to


def settled(donations: Iterable[NewDonation]) -> list[NewDonation]:
    return [each for each in donations if each.status is GiftStatus.SETTLED]


def counting(donations: Iterable[NewDonation]) -> list[NewDonation]:
    """The gifts that count, in the order in which they were received."""
    return sorted(
        (each for each in settled(donations) if each.amount >= 0), key=lambda each: each.received_on
    )


def net(donations: Iterable[NewDonation]) -> dict[str, int]:
    """What remains of them after refunds, by currency."""
    sums: dict[str, int] = defaultdict(int)
    for each in settled(donations):
        sums[each.currency] += each.amount
    return dict(sums)


def by_fiscal_year(donations: Iterable[NewDonation], first_month: int) -> dict[int, list[NewDonation]]:
    years: dict[int, list[NewDonation]] = defaultdict(list)
    for each in settled(donations):
        on = each.received_on
        years[on.year + 1 if first_month > 1 and on.month >= first_month else on.year].append(each)
    return dict(years)


def main_currency(donations: Iterable[NewDonation]) -> str:
    gifts = Counter(each.currency for each in counting(donations))
    return "USD" if gifts["USD"] or not gifts else max(gifts, key=lambda name: (gifts[name], name))


def became(life: Life, kind: EmailEventKind, *, machine: bool = False) -> int:
    """Of how many messages this was reported."""
    return sum(
        any(each.kind is kind and each.machine is machine for each in reports) for _, reports in life.mails
    )


def delivered(life: Life) -> int:
    signs = {
        *(EmailEventKind.DELIVERED, EmailEventKind.OPENED, EmailEventKind.CLICKED),
        *(EmailEventKind.COMPLAINED, EmailEventKind.UNSUBSCRIBED),
    }
    return sum(any(each.kind in signs for each in reports) for _, reports in life.mails)
