"""A workspace of a few people, and everything that may be done to them by the real services."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from app.accounts.domain.roles import Module
from app.accounts.models import Workspace
from app.activity.domain.arrivals import NewDonation
from app.activity.services import record_donations
from app.audit.models import JournalEntry
from app.batches import services as batches
from app.batches.domain.rows import Outcome
from app.batches.models import Batch
from app.batches.services.alarms import acknowledge
from app.batches.services.reverting import Undoing, undo
from app.consent.models import InterestGroup
from app.consent.services import rebuild
from app.constituents.domain.points import PointType
from app.constituents.domain.record import Email, Existing, Kind, Name
from app.db import bind, db, new_id, now
from app.groups.queries import lists
from app.groups.services.recalculating import calculate
from app.lifecycle.services import rolling_back, undoing
from app.lifecycle.services.erasing import Erased, erase
from app.profiles.services import add, compared, match
from app.resolution.domain.seen import seen
from app.resolution.domain.stance import Stance, Stances
from app.restrictions.domain.reading import Reading
from app.restrictions.domain.reasons import Reason
from app.updates.domain.taken import Back
from app.updates.rewriting import rewrite
from tests.batches import makers
from tests.batches.makers import ALICE
from tests.consent.stateful.voices import Sent, Voices
from tests.groups.makers import GAVE_100
from tests.groups.makers import group as grouped
from tests.groups.makers import rule as said
from tests.restrictions import makers as restrictions

Alter = Callable[[Existing], Existing]
TRIPS, NEWS = "Trips", "Newsletter"


class Scene(Voices):
    """One workspace. Every act commits, or changes nothing when it is refused."""

    def __init__(self, app: Flask, policy: str) -> None:
        self.app = app
        self.id, self.started = new_id(), now()
        slug = f"scene-{self.id}"
        db.session.add(Workspace(id=self.id, slug=slug, name="Green Valley Trust", consent_policy=policy))
        db.session.commit()
        bind(self.id)
        for name in (TRIPS, NEWS):
            db.session.add(InterestGroup(workspace_id=self.id, name=name, is_opt_in=name == TRIPS))
        db.session.commit()
        self.batches: list[Batch] = []
        self.group = 0
        self.sent: list[Sent] = []

    # --- in bulk

    def bring(self, text: str, decide: Iterable[str], person: int | None) -> None:
        """An import: checked, its doubtful rows decided one way or another, committed."""
        batch = makers.check(self.app, self.id, text)
        for row, how in zip(makers.rows(batch), decide, strict=False):
            self._decide(batch, row.number, how, person)
        batch = makers.fresh(batch)
        acknowledge(batch, actor=ALICE)
        db.session.commit()
        answer = batches.commit(batch, revision=None, actor=ALICE)
        db.session.commit()
        if isinstance(answer, batches.Committing):
            makers.drain(self.app)
            self.batches.append(makers.fresh(batch))

    def _decide(self, batch: Batch, number: int, how: str, person: int | None) -> None:
        row = makers.row(batch, number)
        if how == "merge" and person:
            batches.merge_row(batch, row, target=person, actor=ALICE)
        elif how == "rules" and person:
            looked = batches.look(batch, row, person)
            target = looked.person(person) if isinstance(looked, batches.Looked) else None
            if isinstance(looked, batches.Looked) and target:
                stances = Stances(otherwise=Stance.RULES)
                shown = looked.sheet(target, stances)
                batches.resolve_row(
                    batch,
                    row,
                    target=person,
                    stances=stances,
                    version=target.version,
                    seen=looked.seen(shown),
                    actor=ALICE,
                )
        elif how == "distinct" and row.outcome is not Outcome.ERROR:
            batches.mark_distinct(batch, row, actor=ALICE)
        elif how == "keep":
            batches.keep_row(batch, row, actor=ALICE)
        elif how == "back":
            batches.welcome_back(batch, row, actor=ALICE)
        db.session.commit()

    def take_back_import(self, which: int) -> None:
        """Undo one of the imports, if it can be undone."""
        batch = makers.fresh(self.batches[which % len(self.batches)])
        answer = undo(batch, actor=ALICE)
        db.session.commit()
        if isinstance(answer, Undoing):
            makers.drain(self.app)

    def restrict_by_file(self, addresses: Iterable[str], reason: Reason) -> None:
        """A file of restrictions, committed."""
        text = "Email\n" + "".join(f"{each}\n" for each in addresses)
        restrictions.run(self.app, self.id, text, Reading(email=0, reason=reason))

    def make_anew(self) -> None:
        """Count a group of all who gave, and fold the ledger from its first line."""
        found = lists.get(self.workspace, self.group) if self.group else None
        group = found or grouped(self.workspace, "Givers", said(GAVE_100))
        self.group = group.id
        calculate(self.workspace, group)
        rebuild(self.id)
        db.session.commit()

    # --- by hand

    def alter(self, person: int, change: Alter) -> None:
        """Staff write a record as `change` has it."""
        who = self.record(person)
        if who is not None:
            rewrite(self.id, person, change, version=who.version, actor=ALICE)
            db.session.commit()

    def set_state(self, person: int, field: str, value: bool) -> None:
        """In use or not, dead or alive: as staff say."""
        if field == "active":
            self.alter(person, lambda who: replace(who, active=value))
        else:
            self.alter(person, lambda who: replace(who, deceased=value))

    def add(self, typed: Existing) -> None:
        """The form for a new person, whoever else may be meant."""
        add(self.workspace, typed, distinct=self.people(), actor=ALICE)
        db.session.commit()

    def match(self, typed: Existing, person: int) -> None:
        """The form for a new person, taken as news of one who is there, by the rules."""
        who, today = self.record(person), now().date()
        if who is None:
            return
        stances = Stances(otherwise=Stance.RULES)
        stamp = seen(compared(self.workspace, typed, who, stances, today=today).question)
        match(self.workspace, typed, stances, target=person, seen=stamp, actor=ALICE, today=today)
        db.session.commit()

    def take_back(self, pick: int, *, whole: bool) -> None:
        """Undo an act of the journal, or only one of its fields."""
        query = select(JournalEntry).where(JournalEntry.workspace_id == self.id, JournalEntry.subject_id > 0)
        entries = [each for each in db.session.scalars(query.order_by(JournalEntry.id)) if each.subject_id]
        entries = [each for each in entries if each.subject_id in self.people()]
        if not entries:
            return
        entry = entries[pick % len(entries)]
        if whole:
            undoing.undo(self.workspace, entry.change_set, actor=ALICE)
        elif who := self.record(entry.subject_id):
            judged = rolling_back.judge(self.workspace, entry, who)
            if isinstance(judged, Back):
                rolling_back.take_back(self.workspace, entry, judged, version=who.version, actor=ALICE)
        db.session.commit()

    def erase(self, person: int) -> bool:
        """Whether she was erased by it."""
        outcome = erase(self.workspace, person, actor=ALICE)
        db.session.commit()
        return isinstance(outcome, Erased)

    def give(self, person: int, days: int) -> None:
        """A gift of hers, so many days ago."""
        gift = NewDonation(
            constituent_id=person,
            amount=2500,
            currency="USD",
            received_on=now().date() - timedelta(days=days),
        )
        record_donations(self.id, [gift])
        db.session.commit()

    def decide_policy(self, policy: str, rules: dict[str, Any], *, email: bool) -> None:
        """The settings of the workspace."""
        workspace = self.workspace
        workspace.consent_policy, workspace.consent_rules = policy, rules
        workspace.modules = [str(each) for each in Module if email or each is not Module.EMAIL]
        db.session.commit()

    def set_rules(self, **rules: str) -> None:
        """The update rules of the workspace."""
        self.workspace.update_rules = dict(rules)
        db.session.commit()


def typed(first: str, address: str) -> Existing:
    """Somebody as a form has her."""
    emails = (Email(address, PointType.HOME, primary=True),) if address else ()
    return Existing(Kind.INDIVIDUAL, Name(first=first, last="Fox"), emails=emails)


def with_address(how: str, address: str) -> Alter:
    """Another address: beside, in place of the primary one, written over it, or none any more."""
    fresh = Email(address, PointType.HOME, primary=True)

    def change(who: Existing) -> Existing:
        ended = tuple(replace(each, primary=False, active=False) for each in who.emails)
        match how:
            case "beside" if who.emails:
                return replace(who, emails=(*who.emails, replace(fresh, primary=False, type=PointType.WORK)))
            case "over" if who.emails:
                over = replace(who.emails[0], address=address)
                return replace(who, emails=(over, *who.emails[1:]))
            case "swap" if len(who.emails) > 1:
                others = [replace(each, primary=False) for each in who.emails[:-1]]
                last = replace(who.emails[-1], primary=True, active=True)
                return replace(who, emails=(*others, last))
            case "none":
                return replace(who, emails=())
            case "end":
                return replace(who, emails=ended)
            case _:
                return replace(who, emails=(*ended, fresh))

    return change


def soon(start: datetime) -> list[datetime]:
    """Instants to look at: now, after a pause, and after what a gift implied has lapsed."""
    return [start + timedelta(days=days) for days in (1, 60, 250)]
