"""What is said about permission, by each who may say it, through the real services."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from app.accounts.models import Workspace
from app.consent import services as consent
from app.consent.domain.acts import StaffAct, What
from app.consent.domain.facts import Basis, EventKind, Party, SuppressionReason
from app.consent.domain.links import Purpose
from app.consent.models import InterestGroup
from app.consent.services import Asked, InterestDraft, Line, Told, WouldLoosen, Written
from app.constituents.domain.record import Existing
from app.constituents.models import Constituent
from app.constituents.queries import existing
from app.db import db, new_id, now
from app.inbound import queries as doors
from app.inbound import services as inbound
from app.inbound.domain.providers import Provider
from app.inbound.services.storing import store
from app.inbound.services.thinking import think
from app.preferences import services as preferences
from app.preferences.queries import supporter
from app.preferences.services.stopping import Stopped
from tests.batches.makers import ALICE
from tests.inbound.payloads import dumped, sendgrid


@dataclass(frozen=True, slots=True)
class Sent:
    """A message to somebody, and the tokens of its links."""

    person: int
    address: str
    topic: int | None
    stop: str
    choose: str


class Voices:
    """A workspace in which people speak for themselves or for others. What they say is committed."""

    id: int
    sent: list[Sent]

    @property
    def workspace(self) -> Workspace:
        return db.session.get_one(Workspace, self.id)

    def people(self) -> list[int]:
        query = select(Constituent.id).where(Constituent.workspace_id == self.id)
        return list(db.session.scalars(query.order_by(Constituent.id)))

    def record(self, person: int) -> Existing | None:
        return existing(self.id, [person]).get(person)

    def topics(self) -> list[int]:
        query = select(InterestGroup.id).where(InterestGroup.workspace_id == self.id)
        return list(db.session.scalars(query.order_by(InterestGroup.name)))

    def restrict(self, party: Party, kind: EventKind, **more: Any) -> None:
        """One line that restricts."""
        if kind is EventKind.PAUSED:
            more["until"] = now() + timedelta(days=20)
        if kind is EventKind.SUPPRESSED:
            more.setdefault("reason", SuppressionReason.MANUAL)
        line = Line(kind=kind, at=now(), evidence="a letter", **more)
        consent.restrict(self.workspace, [line], party=party, actor=ALICE)
        db.session.commit()

    def say_no(self, act: StaffAct, people: Collection[int], topic: int) -> None:
        """Staff add this to each of these people."""
        what = What(act, topic if act is StaffAct.LEAVE_TOPIC else None)
        until = now() + timedelta(days=20) if act is StaffAct.PAUSE else None
        told = Told(what=what, at=now(), evidence="a letter", until=until)
        consent.add_restriction(self.workspace, people, told, actor=ALICE)
        db.session.commit()

    def write_down(self, person: int, topic: int, *, joins: bool, days: int, told: str, admin: bool) -> None:
        """Staff write down that she joined or left an interest group, so many days ago."""
        who = db.session.get_one(Constituent, (self.id, person))
        interest = db.session.get_one(InterestGroup, (self.id, topic))
        at = now() - timedelta(days=days)
        asked = Asked(at=at, evidence="a call", statement=told, may_lift=admin)
        record = consent.record_joining if joins else consent.record_leaving
        outcome = record(self.workspace, interest, who, asked, actor=ALICE)
        if isinstance(outcome, Written):
            db.session.commit()
        else:
            db.session.rollback()

    def turn(self, topic: int) -> None:
        """An opt-in topic becomes an opt-out one, or the other way round; whom it reaches was looked at."""
        interest = db.session.get_one(InterestGroup, (self.id, topic))
        draft = InterestDraft(name=interest.name, is_opt_in=not interest.is_opt_in)
        change = partial(consent.update_interest, self.workspace, interest, draft, actor=ALICE, at=now())
        answer = change()
        if isinstance(answer, WouldLoosen):
            assert interest.is_opt_in, "nothing was changed yet"
            change(confirmed=answer.effect.after)
        db.session.commit()

    def call(self, events: Iterable[tuple[str, str]], *, late: bool) -> None:
        """A service reports; late, what it reports is a month old."""
        door = doors.door(self.id, Provider.SENDGRID)
        if door is None:
            inbound.open_door(self.workspace, Provider.SENDGRID, actor=ALICE)
            door = doors.door(self.id, Provider.SENDGRID)
        assert door is not None
        at = int((now() - timedelta(days=30 if late else 0)).timestamp())
        told = [
            sendgrid(event, number, address, timestamp=at, sg_event_id=str(new_id()))
            for number, (event, address) in enumerate(events)
        ]
        inbound.receive(door, dumped(told), {})
        store(self.workspace, think(self.id, 0, 10))
        db.session.commit()

    def permit(self, party: Party, kind: EventKind, **more: Any) -> bool:
        """One line that permits; whether it was written."""
        if kind is EventKind.CONSENT_GIVEN:
            more["basis"] = Basis.EXPRESS
        line = Line(kind=kind, at=now(), evidence="a form", **more)
        outcome = consent.permit(self.workspace, [line], party=party, actor=ALICE)
        db.session.commit()
        return isinstance(outcome, Written)

    def lift(self, event: int, party: Party) -> bool:
        """Whether this restriction was lifted by them."""
        outcome = consent.lift(self.workspace, event, party=party, actor=ALICE, reason="a letter")
        db.session.commit()
        return isinstance(outcome, Written)

    # --- by the supporter

    def send(self, person: int, address: str, topic: int | None) -> None:
        """Hand out the links of a message."""
        links = consent.links_for(self.workspace, "", person, address, topic)
        stop, choose = (url[3:] for url in (links.unsubscribe_url, links.preferences_url))
        self.sent.append(Sent(person, address, topic, stop, choose))

    def follow(self, sent: Sent) -> tuple[int, ...]:
        """One click on the link of a message, which is understood; the lines that it wrote."""
        outcome = preferences.stop_by_link(sent.stop, at=now(), source="one click")
        db.session.commit()
        assert isinstance(outcome, Stopped)
        return outcome.lines

    def on_page(self, sent: Sent, act: str, told: Collection[int]) -> tuple[int, ...]:
        """What she does on the page of her link; the lines that it wrote."""
        who, at = supporter(sent.choose, Purpose.PREFERENCES), now()
        if who is None:
            return ()
        lines: tuple[int, ...] = ()
        match act:
            case "stop":
                key = who.link.address_key
                lines = preferences.stop(who.workspace, who.person, key, at=at, source="page")
            case "save":
                lines = preferences.save(who, shown=self.topics(), wanted=told, at=at)
            case "start_again":
                lines = preferences.start_again(who, shown=self.topics(), wanted=told, at=at)
            case "pause":
                lines = preferences.pause(who, at=at)
            case "end_pause":
                lines = preferences.end_pause(who, at=at)
            case _:
                preferences.undo(who, list(told), at=at)
        db.session.commit()
        return lines
