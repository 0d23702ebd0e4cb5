"""A crowd whose standing is drawn by lot: every gate, shared addresses, things that end, things not known."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import delete, insert, update

from app.accounts.models import Workspace
from app.activity.domain.kinds import GiftStatus, RegistrationStatus
from app.activity.models import Campaign, Delivery, Donation, Event, Registration
from app.consent.domain.address_keys import address_key
from app.consent.domain.barrier import Gate
from app.consent.domain.facts import Basis, EventKind, Occasion, Party, SuppressionReason
from app.consent.domain.policy import FrequencyCap, Policy, Rules, oldest_that_lasts
from app.consent.models import AddressHash, ConsentInForce, RestrictionInForce, TopicJoined
from app.constituents.models import Constituent, EmailAddress
from app.db import db, new_id
from tests.consent.makers import AT, OPT_IN, OPT_OUT, person

ADDRESSES = [
    *("home@example.org", "home@example.org", "Home+x@example.org"),
    *("own@example.org", "odd@example.org"),
]
INSTANTS = [
    AT + timedelta(days=days, seconds=seconds) for days in (-370, -1, 0, 29, 200) for seconds in (0, 1)
]
_SECOND = timedelta(seconds=1)


def moments(at: datetime, rules: Rules) -> list[datetime]:
    """Where a limit that is wrong by one shows: around the instant, its day, and what has just lapsed."""
    today = rules.day(at)
    found = [at, rules.start(today), rules.start(today + timedelta(days=1))]
    found += [rules.start(oldest_that_lasts(today, months)) for months in (1, 6, 24)]
    found += [rules.start(rules.soft_opt_in_since)] if rules.soft_opt_in_since else []
    around = [each + shift for each in found for shift in (-_SECOND, timedelta(0), _SECOND)]
    return [*around, at, at - timedelta(days=400), at - timedelta(days=20), at + timedelta(days=20)]


_GATES = {
    EventKind.DO_NOT_CONTACT_SET: Gate.NOT_DO_NOT_CONTACT,
    EventKind.UNSUBSCRIBED: Gate.NOT_UNSUBSCRIBED,
    EventKind.PAUSED: Gate.NOT_UNSUBSCRIBED,
    EventKind.TOPIC_LEFT: Gate.TOPIC,
    EventKind.CONSENT_WITHDRAWN: Gate.CONSENT,
}
_REASONS = {
    EventKind.BOUNCED: SuppressionReason.HARD_BOUNCE,
    EventKind.COMPLAINED: SuppressionReason.COMPLAINT,
    EventKind.UNSUBSCRIBED: SuppressionReason.UNSUBSCRIBE,
}
_KINDS = [*_GATES, *_REASONS, EventKind.SUPPRESSED]
_SUPPRESSING = [each for each in SuppressionReason if each is not SuppressionReason.UNSUBSCRIBE]
CAMPAIGNS, EVENT = range(1, 5), 1


def people(workspace: Workspace) -> list[int]:
    """Forty people, most of whom share an address with somebody, and what they can take part in."""
    here = {"workspace_id": workspace.id}
    db.session.add(Event(**here, id=EVENT, name="Gala", starts_at=AT))
    db.session.add_all([Campaign(**here, id=key, name=f"Mailing {key}", sent_at=AT) for key in CAMPAIGNS])
    owned = [*ADDRESSES * 3, *(f"own{place}@example.org" for place in range(24))]
    found = [person(workspace, address, first=f"Ann {place}").id for place, address in enumerate(owned)]
    db.session.flush()
    return [*found, person(workspace).id]


def rules(chance: Random, zone: Any) -> Rules:
    """Rules of any kind: most limits are there half the time."""
    occasions = frozenset(chance.sample([Occasion.GIFT, Occasion.REGISTRATION], chance.choice([0, 1, 2, 2])))
    return Rules(
        chance.choice(list(Policy)),
        implied_months=chance.choice([None, 1, 6, 24]),
        implied_by=occasions,
        soft_opt_in_since=chance.choice([None, date(2026, 6, 1)]),
        soft_opt_in_by=frozenset(chance.sample(list(Occasion), chance.choice([0, 2]))),
        cap=chance.choice([None, FrequencyCap(1, 1), FrequencyCap(2, 7)]),
        zone=zone,
    )


def deal(chance: Random, workspace: Workspace, ids: Sequence[int], at: datetime, rules: Rules) -> None:
    """Give everybody a standing by lot: straight into the tables, as the SQL and Python read only those."""
    for who in ids:
        flags = {"is_deceased": chance.random() < 0.06, "is_active": chance.random() > 0.06}
        born = chance.choice([None, 1940, 1960])
        mine = (Constituent.workspace_id == workspace.id, Constituent.id == who)
        db.session.execute(update(Constituent).where(*mine).values(**flags, birth_year=born))
    _addresses(chance, workspace)
    when = moments(at, rules)
    keys = [address_key(each, workspace.address_secret) for each in {*ADDRESSES, "gone@example.org"}]
    rows: dict[Any, list[dict[str, Any]]] = {
        RestrictionInForce: [
            _restriction(chance, ids, keys, when) for _ in range(chance.choice([6, 20, 30]))
        ],
        ConsentInForce: [_consent(chance, ids, when) for _ in range(30)],
        TopicJoined: [_joining(chance, ids, when) for _ in range(16)],
        Donation: [_gift(chance, ids, when, rules) for _ in range(16)],
        Registration: [_place(chance, ids, when) for _ in range(16)],
        Delivery: [
            _message(chance, who, key, at) for who in ids for key in CAMPAIGNS if chance.random() < 0.3
        ],
    }
    for table, values in rows.items():
        if values:
            db.session.execute(insert(table), [{"workspace_id": workspace.id, **each} for each in values])


def _addresses(chance: Random, workspace: Workspace) -> None:
    """Here and there no hash is known, or the address is not well formed, or it has ended."""
    here = EmailAddress.workspace_id == workspace.id
    for (key,) in db.session.execute(db.select(EmailAddress.id).where(here)).all():
        lot = chance.random()
        hashed = (AddressHash.workspace_id == workspace.id, AddressHash.email_id == key)
        if lot < 0.05:
            db.session.execute(delete(AddressHash).where(*hashed))
        elif lot < 0.1:
            db.session.execute(update(AddressHash).where(*hashed).values(is_well_formed=False))
        elif lot < 0.15:
            ended = update(EmailAddress).where(here, EmailAddress.id == key)
            db.session.execute(ended.values(is_active=False, is_primary=False))


def _restriction(
    chance: Random, ids: Sequence[int], keys: Sequence[str], when: Sequence[datetime]
) -> dict[str, Any]:
    kind = chance.choice(_KINDS)
    about_address = kind in (EventKind.SUPPRESSED, *_REASONS)
    subject = chance.choice([None, chance.choice(ids), chance.choice(ids)]) if about_address else None
    key = chance.choice([*keys, None]) if about_address and kind is not EventKind.BOUNCED else None
    topics = {
        EventKind.TOPIC_LEFT: [OPT_IN, OPT_OUT],
        EventKind.CONSENT_WITHDRAWN: [None, OPT_IN, OPT_OUT],
    }
    return {
        **_common(chance, when),
        "kind": kind,
        "gate": _GATES.get(kind, Gate.NOT_SUPPRESSED),
        "subject_id": subject if about_address and (key or subject) else chance.choice(ids),
        "address_key": chance.choice(keys) if kind is EventKind.BOUNCED else key,
        "reason": chance.choice(_SUPPRESSING) if kind is EventKind.SUPPRESSED else _REASONS.get(kind),
        "topic_id": chance.choice(topics.get(kind, [None])),
        "until": chance.choice(when) if kind is EventKind.PAUSED else None,
    }


def _consent(chance: Random, ids: Sequence[int], when: Sequence[datetime]) -> dict[str, Any]:
    return {
        **_common(chance, when),
        "subject_id": chance.choice(ids),
        "basis": chance.choice(list(Basis)),
        "occasion": chance.choice([None, *Occasion]),
        "topic_id": chance.choice([None, None, OPT_IN, OPT_OUT]),
        "expires_at": chance.choice([None, chance.choice(when)]),
    }


def _joining(chance: Random, ids: Sequence[int], when: Sequence[datetime]) -> dict[str, Any]:
    topic = chance.choice([OPT_IN, OPT_IN, OPT_OUT])
    return {**_common(chance, when), "subject_id": chance.choice(ids), "topic_id": topic}


def _common(chance: Random, when: Sequence[datetime]) -> dict[str, Any]:
    since = chance.choice(when)
    return {"event_id": new_id(), "since": since, "party": chance.choice(list(Party)), "source": ""}


def _gift(chance: Random, ids: Sequence[int], when: Sequence[datetime], rules: Rules) -> dict[str, Any]:
    return {
        "id": new_id(),
        "constituent_id": chance.choice(ids),
        "amount": chance.choice([500, 500, -500]),
        "currency": "USD",
        "received_on": rules.day(chance.choice(when)),
        "status": chance.choice([GiftStatus.SETTLED, GiftStatus.SETTLED, *GiftStatus]),
        "implies_consent": chance.random() < 0.7,
    }


def _place(chance: Random, ids: Sequence[int], when: Sequence[datetime]) -> dict[str, Any]:
    return {
        "id": new_id(),
        "constituent_id": chance.choice(ids),
        "event_id": EVENT,
        "registered_at": chance.choice(when),
        "status": chance.choice(list(RegistrationStatus)),
        "implies_consent": chance.random() < 0.7,
    }


def _message(chance: Random, who: int, campaign: int, at: datetime) -> dict[str, Any]:
    earlier = timedelta(days=chance.choice([0, 1, 2, 7]), seconds=chance.choice([-1, 0, 1]))
    return {"constituent_id": who, "campaign_id": campaign, "sent_at": at - earlier}
