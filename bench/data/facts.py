"""What happened to made-up people: gifts, registrations, messages, choices and the journal, as rows."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from app.activity.domain.kinds import GiftKind, RegistrationStatus
from app.activity.models import Delivery, Donation, Registration
from app.audit.domain.source import Subject, Via
from app.audit.models import JournalEntry
from app.consent.domain.address_keys import address_key
from app.consent.domain.barrier import Gate
from app.consent.domain.facts import Basis, EventKind, Party
from app.consent.models import ConsentEvent, ConsentInForce, RestrictionInForce, TopicJoined
from app.constituents.domain.record import Existing
from app.cultivation.domain.interactions import InteractionKind
from app.cultivation.domain.stages import Stage as ProspectsStage
from app.cultivation.models import Constituency, Note, Prospect, ProspectStage
from app.groups.domain.kinds import JoinedBy
from app.groups.models import GroupMember
from app.sample.domain import words

MANY_GIFTS = 0
"""The place, in the order of making, of the person with four hundred gifts."""
YEARS = 8
Rows = dict[Any, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Stage:
    """What there is in the workspace before anybody: its day, and the ids of events, campaigns and so on."""

    workspace_id: int
    today: date
    events: range
    campaigns: range
    topics: range
    groups: range
    roles: range
    ids: Iterator[int]
    sequences: Iterator[int]
    secret: bytes

    def row(self, **values: Any) -> dict[str, Any]:
        return {"workspace_id": self.workspace_id, **values}

    def at(self, chance: Random) -> datetime:
        return datetime(self.today.year, self.today.month, self.today.day, 9, tzinfo=UTC) - timedelta(
            minutes=chance.randint(1, YEARS * 525_600)
        )

    def campaign_sent(self, campaign: int) -> datetime:
        """Campaigns went out a month apart, the first of them last month."""
        return datetime(self.today.year, self.today.month, self.today.day, 15, tzinfo=UTC) - timedelta(
            days=30 * (1 + campaign - self.campaigns.start)
        )


@dataclass(slots=True)
class Facts:
    """Rows gathered by table."""

    chance: Random
    stage: Stage
    rows: Rows = field(default_factory=lambda: defaultdict(list))

    def add(self, person: Existing, place: int) -> None:
        """Everything about one person."""
        self._gifts(person.id, 400 if place == MANY_GIFTS else self._few(0.33, 5))
        self._registrations(person.id, self._few(0.35, 3))
        if any(email.primary for email in person.emails):
            self._deliveries(person.id, self._few(0.7, 6))
        self._choices(person)
        self._plans(person.id)
        self._journal(person)
        if self.chance.random() < 0.1:
            group = self.chance.choice(self.stage.groups)
            self._put(GroupMember, group_id=group, constituent_id=person.id, by=JoinedBy.HAND)

    def _put(self, table: Any, /, **values: Any) -> None:
        self.rows[table].append(self.stage.row(**values))

    def _few(self, share: float, most: int) -> int:
        return self.chance.randint(1, most) if self.chance.random() < share else 0

    def _gifts(self, person: int, many: int) -> None:
        for _ in range(many):
            day = self.stage.today - timedelta(days=self.chance.randint(0, YEARS * 365))
            self._put(
                Donation,
                id=next(self.stage.ids),
                constituent_id=person,
                amount=100 * max(5, round(self.chance.lognormvariate(4, 1))),
                currency="USD",
                received_on=day,
                kind=GiftKind.ONE_OFF,
                fund=self.chance.choice(words.FUNDS),
                appeal=self.chance.choice(words.APPEALS),
                method=self.chance.choice(words.METHODS),
            )

    def _registrations(self, person: int, many: int) -> None:
        for event in self.chance.sample(self.stage.events, many):
            self._put(
                Registration,
                id=next(self.stage.ids),
                constituent_id=person,
                event_id=event,
                status=self.chance.choice(tuple(RegistrationStatus)),
                registered_at=self.stage.at(self.chance),
                fee=2500,
            )

    def _deliveries(self, person: int, many: int) -> None:
        for campaign in self.chance.sample(self.stage.campaigns, many):
            sent, draw = self.stage.campaign_sent(campaign), self.chance.random()
            opened = sent + timedelta(hours=5) if draw < 0.4 else None
            self._put(
                Delivery,
                constituent_id=person,
                campaign_id=campaign,
                sent_at=sent,
                delivered_at=sent + timedelta(minutes=1) if draw < 0.98 else None,
                opened_at=opened,
                clicked_at=opened + timedelta(minutes=2) if opened and draw < 0.1 else None,
            )

    def _choices(self, known: Existing) -> None:
        draw, person = self.chance.random(), known.id
        if draw < 0.5:
            event = self._line(person, EventKind.CONSENT_GIVEN, Party.SUPPORTER, basis=Basis.EXPRESS)
            self._put(ConsentInForce, basis=Basis.EXPRESS, **event)
        if draw < 0.12:
            self._put(TopicJoined, **self._line(person, EventKind.TOPIC_JOINED, Party.SUPPORTER))
        if draw > 0.95:
            # As in the product: who unsubscribes does so for herself and at her address.
            address = next((email.address for email in known.emails if email.primary), "")
            key = address_key(address, self.stage.secret) if address else None
            event = self._line(person, EventKind.UNSUBSCRIBED, Party.SUPPORTER, key=key)
            self._put(RestrictionInForce, kind=EventKind.UNSUBSCRIBED, gate=Gate.NOT_UNSUBSCRIBED, **event)
        if draw > 0.995:
            event = self._line(person, EventKind.DO_NOT_CONTACT_SET, Party.STAFF)
            self._put(
                RestrictionInForce, kind=EventKind.DO_NOT_CONTACT_SET, gate=Gate.NOT_DO_NOT_CONTACT, **event
            )

    def _plans(self, person: int) -> None:
        """What staff wrote down: notes about one in ten, a role of one in seven, a stage of one in fifty."""
        for number in range(self._few(0.1, 4)):
            day = self.stage.at(self.chance).date()
            text = f"Said that call {number + 1} had come at a good time."
            self._put(
                Note,
                id=next(self.stage.ids),
                constituent_id=person,
                kind=InteractionKind.CALL,
                happened_on=day,
                text=text,
            )
        if self.chance.random() < 0.15:
            role = self.chance.choice(self.stage.roles)
            self._put(Constituency, id=next(self.stage.ids), constituent_id=person, role_id=role)
        if self.chance.random() < 0.02:
            stage = self.chance.choice(tuple(ProspectsStage))
            since = self.stage.at(self.chance).date()
            self._put(ProspectStage, id=next(self.stage.ids), constituent_id=person, stage=stage, since=since)
            self._put(Prospect, constituent_id=person, manager="Bench")

    def _line(
        self, person: int, kind: EventKind, party: Party, *, key: str | None = None, **values: Any
    ) -> dict[str, Any]:
        """A line of the ledger; answers what its projection has in common with it."""
        at, own = self.stage.at(self.chance), next(self.stage.ids)
        topic = self.chance.choice(self.stage.topics) if kind is EventKind.TOPIC_JOINED else None
        told: dict[str, Any] = {"party": party, "source": "sign-up form", "subject_id": person}
        told |= {"address_key": key} if kind is EventKind.UNSUBSCRIBED else {}
        named = {"topic_id": topic} if kind in (EventKind.TOPIC_JOINED, EventKind.CONSENT_GIVEN) else {}
        self._put(
            ConsentEvent,
            **{
                "id": own,
                "sequence": next(self.stage.sequences),
                "kind": kind,
                "at": at,
                **told,
                **named,
                **values,
            },
            closes=[],
            actor="Bench",
        )
        return {"event_id": own, "since": at, **told, **named}

    def _journal(self, person: Existing) -> None:
        """That the record was made, and for one in five that it was mended later."""
        told = {"first": person.name.first or person.name.organization, "last": person.name.last}
        self._change_set(person.id, told)
        if self.chance.random() < 0.2:
            self._change_set(person.id, {"phone": "(503) 555-0100"})

    def _change_set(self, person: int, values: dict[str, str]) -> None:
        at, change_set = self.stage.at(self.chance), next(self.stage.ids)
        for name, value in values.items():
            self._put(
                JournalEntry,
                id=next(self.stage.ids),
                at=at,
                change_set=change_set,
                subject=Subject.CONSTITUENT,
                subject_id=person,
                field=name,
                after=value,
                via=Via.COMMAND,
                actor="Bench",
            )
