"""Histories: one act after the other, in any order, and after each of them what must be so."""

from collections import defaultdict
from typing import Any

from flask import Flask
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from app.consent import queries
from app.consent.domain.barrier import Barrier
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.models import RestrictionInForce
from app.db import db
from app.restrictions.domain.reasons import Reason
from tests.consent.stateful.inboxes import PLAIN, SPELLINGS, inbox_of
from tests.consent.stateful.scene import Scene, soon, typed, with_address
from tests.consent.stateful.watching import STAYING, Acted, Watcher, hold_true

WHO = st.integers(0, 5)
FIRST = st.sampled_from(("Ann", "Bo", "Cy"))
CELLS = st.tuples(st.sampled_from(SPELLINGS), st.sampled_from(("", "", *PLAIN)), FIRST)
DECISIONS = st.lists(
    st.sampled_from(("", "merge", "rules", "distinct", "keep", "back")), min_size=3, max_size=3
)
RULES = st.fixed_dictionaries(
    {
        "email": st.sampled_from(("add", "ignore", "review")),
        "same_type": st.sampled_from(("end", "keep")),
        "primary": st.sampled_from(("never", "same_type", "always")),
    }
)
BY_HAND = (EventKind.UNSUBSCRIBED, EventKind.DO_NOT_CONTACT_SET, EventKind.SUPPRESSED, EventKind.PAUSED)
REPORTED = (EventKind.BOUNCED, EventKind.COMPLAINED, EventKind.UNSUBSCRIBED)
CONSENTING = frozenset({Barrier.NO_CONSENT, Barrier.CONSENT_EXPIRED})
FOR_GOOD = {SuppressionReason.COMPLAINT, SuppressionReason.OBJECTION, SuppressionReason.ERASED}


class Histories(RuleBasedStateMachine):
    """Random acts on one workspace. The table of those that may loosen is what each rule says of itself:
    a lift, a consent, a supporter's return, joining a topic, coming back into use, a death that was recorded
    by mistake, the policy and the module. Everything else may do nothing but restrict.
    """

    app: Flask

    def __init__(self) -> None:
        super().__init__()
        self.context = self.app.app_context()

    @initialize(policy=st.sampled_from(("opt_out", "opt_in")), first=st.lists(CELLS, min_size=2, max_size=2))
    def begin(self, policy: str, first: list[tuple[str, str, str]]) -> None:
        self.context.push()
        self.scene = Scene(self.app, policy)
        for address, _, name in first:
            self.scene.add(typed(name, address))
        topics = [None, *(queries.topic(self.scene.workspace, each) for each in self.scene.topics())]
        self.watcher = Watcher(self.scene.id, topics, soon(self.scene.started))
        self.seen = self.watcher.look(self.scene.workspace)
        self.dead: dict[str, list[frozenset[int]]] = defaultdict(list)
        self.closed: set[int] = set(self.seen.closed)

    def teardown(self) -> None:
        if hasattr(self, "scene"):
            db.session.remove()
            self.context.pop()

    def whom(self, pick: int) -> int | None:
        people = self.scene.people()
        return people[pick % len(people)] if people else None

    def watch(self, acted: Acted | None = None, *, dead: list[str] | None = None) -> None:
        """What must be so after every act. `dead` are addresses that nobody may write to from now on."""
        db.session.rollback()
        db.session.expire_all()
        acted = acted or Acted()
        before, self.seen = self.seen, self.watcher.look(self.scene.workspace)
        asks = self.scene.workspace.consent_policy == "opt_in"
        hold_true(before, self.seen, acted, asks_consent=asks)
        for address in dead or ():
            self.dead[inbox_of(address)].append(self.seen.in_force - before.in_force)
        if acted.lifts:
            self.closed -= (acted.people or set()) - self.seen.closed
        self.closed |= self.seen.closed
        for who, *_ in self.seen.eligible:
            assert who not in self.closed, f"{who} was stopped, and nobody lifted that"
            events = self.dead[inbox_of(self.seen.addresses[who])]
            assert not [each for each in events if each and each <= self.seen.in_force], who

    # --- in bulk: none of it may loosen

    @rule(rows=st.lists(CELLS, min_size=1, max_size=3), decide=DECISIONS, pick=WHO)
    def an_import(self, rows: list[tuple[str, str, str]], decide: list[str], pick: int) -> None:
        lines = [f"{first},Fox,{address},{second}" for address, second, first in rows]
        text = "\n".join(("First name,Last name,Email,Second email", *lines, ""))
        self.scene.bring(text, decide, self.whom(pick))
        self.watch()

    @precondition(lambda self: self.scene.batches)
    @rule(pick=WHO)
    def an_import_is_undone(self, pick: int) -> None:
        self.scene.take_back_import(pick)
        self.watch()

    @rule(addresses=st.lists(st.sampled_from(PLAIN), min_size=1, max_size=2), reason=st.sampled_from(Reason))
    def a_file_of_restrictions(self, addresses: list[str], reason: Reason) -> None:
        self.scene.restrict_by_file(addresses, reason)
        stays = reason in (Reason.UNSUBSCRIBED, Reason.COMPLAINED)
        self.watch(dead=addresses if stays and len(addresses) == 1 else [])

    @rule(rules=RULES)
    def other_update_rules(self, rules: dict[str, str]) -> None:
        self.scene.set_rules(**rules)
        self.watch()

    # --- records, by hand

    @rule(name=FIRST, address=st.sampled_from(PLAIN))
    def somebody_is_added(self, name: str, address: str) -> None:
        self.scene.add(typed(name, address))
        self.watch()

    @rule(name=FIRST, address=st.sampled_from(PLAIN), pick=WHO)
    def the_form_for_a_new_person_is_about_one_who_is_here(self, name: str, address: str, pick: int) -> None:
        if person := self.whom(pick):
            self.scene.match(typed(name, address), person)
            self.watch()

    @rule(
        how=st.sampled_from(("beside", "over", "instead", "swap", "none", "end")),
        address=st.sampled_from(PLAIN),
        pick=WHO,
    )
    def an_address_changes(self, how: str, address: str, pick: int) -> None:
        if person := self.whom(pick):
            self.scene.alter(person, with_address(how, address))
            self.watch()

    @rule(pick=st.integers(0, 30), whole=st.booleans())
    def something_in_the_journal_is_taken_back(self, pick: int, whole: bool) -> None:
        self.scene.take_back(pick, whole=whole)
        self.watch()

    @rule(pick=WHO, field=st.sampled_from(("active", "deceased")), value=st.booleans())
    def a_record_is_in_use_or_not(self, pick: int, field: str, value: bool) -> None:
        person = self.whom(pick)
        if person is None:
            return
        self.scene.set_state(person, field, value)
        ends = {"active": Barrier.INACTIVE, "deceased": Barrier.DECEASED}[field]
        opens = value is (field == "active")
        self.watch(Acted("in use again", frozenset({ends}) if opens else frozenset(), frozenset({person})))

    @rule(pick=WHO)
    def somebody_is_erased(self, pick: int) -> None:
        if person := self.whom(pick):
            who = self.scene.record(person)
            gone = self.scene.erase(person)
            self.watch(dead=[each.address for each in who.emails] if who and gone else [])

    # --- permission

    @rule(
        pick=WHO,
        kind=st.sampled_from(BY_HAND),
        party=st.sampled_from((Party.STAFF, Party.SUPPORTER)),
    )
    def somebody_is_restricted(self, pick: int, kind: EventKind, party: Party) -> None:
        if person := self.whom(pick):
            address = self.seen.addresses.get(person)
            self.scene.restrict(party, kind, subject=person)
            self.watch(dead=[address] if address and kind is EventKind.UNSUBSCRIBED else [])

    @rule(kind=st.sampled_from(REPORTED), address=st.sampled_from(SPELLINGS), pick=WHO, named=st.booleans())
    def a_service_reports(self, kind: EventKind, address: str, pick: int, named: bool) -> None:
        more: dict[str, Any] = {"subject": self.whom(pick)} if named else {}
        self.scene.restrict(Party.PROVIDER, kind, address=address, **more)
        self.watch(dead=[address] if kind is not EventKind.BOUNCED else [])

    @rule(pick=WHO, topic=st.integers(0, 1), party=st.sampled_from((Party.STAFF, Party.SUPPORTER)))
    def a_topic_is_left(self, pick: int, topic: int, party: Party) -> None:
        if person := self.whom(pick):
            topic = self.scene.topics()[topic]
            self.scene.restrict(party, EventKind.TOPIC_LEFT, subject=person, topic=topic)
            self.watch()

    @rule(pick=WHO, topic=st.integers(0, 1), party=st.sampled_from((Party.STAFF, Party.SUPPORTER)))
    def a_topic_is_joined(self, pick: int, topic: int, party: Party) -> None:
        if person := self.whom(pick):
            topic = self.scene.topics()[topic]
            mine = self._in_force(person, EventKind.TOPIC_LEFT)
            lifts = {each.event_id for each in mine if party is Party.SUPPORTER or each.party is Party.STAFF}
            self.scene.permit(party, EventKind.TOPIC_JOINED, subject=person, topic=topic)
            ends = frozenset({Barrier.TOPIC_LEFT, Barrier.TOPIC_NOT_JOINED})
            self.watch(Acted("joined", ends, frozenset({person}), frozenset(lifts)))

    @rule(pick=WHO, topic=st.none() | st.integers(0, 1))
    def consent_is_recorded(self, pick: int, topic: int | None) -> None:
        if person := self.whom(pick):
            about = None if topic is None else self.scene.topics()[topic]
            self.scene.permit(Party.STAFF, EventKind.CONSENT_GIVEN, subject=person, topic=about)
            self.watch(Acted("consent", CONSENTING, frozenset({person})))

    @rule(pick=WHO)
    def a_supporter_returns(self, pick: int) -> None:
        if person := self.whom(pick):
            mine = self._in_force(person, EventKind.UNSUBSCRIBED, EventKind.PAUSED)
            lifts = frozenset(each.event_id for each in mine)
            self.scene.permit(Party.SUPPORTER, EventKind.RESUBSCRIBED, subject=person)
            ends = CONSENTING | {Barrier.UNSUBSCRIBED, Barrier.PAUSED}
            self.watch(Acted("returned", ends, self._stopped_by(lifts) | {person}, lifts))

    @rule(pick=st.integers(0, 20), party=st.sampled_from(Party))
    def a_restriction_is_lifted(self, pick: int, party: Party) -> None:
        found = sorted(self.seen.in_force)
        if not found:
            return
        event = found[pick % len(found)]
        what = db.session.get_one(RestrictionInForce, (self.scene.id, event))
        staffs = what.party is Party.STAFF and what.reason not in FOR_GOOD
        may = {Party.STAFF: staffs or what.reason is SuppressionReason.HELD, Party.SUPPORTER: True}
        lifts = frozenset({event}) if may.get(party) else frozenset()
        self.scene.lift(event, party)
        self.watch(
            Acted("lifted", STAYING | {Barrier.PAUSED, Barrier.TOPIC_LEFT}, self._stopped_by(lifts), lifts)
        )

    @rule(policy=st.sampled_from(("opt_out", "opt_in")), email=st.booleans())
    def the_settings_change(self, policy: str, email: bool) -> None:
        was_on = not any(Barrier.MODULE_OFF in each for each in self.seen.barriers.values())
        ends = CONSENTING if policy == "opt_out" else frozenset[Barrier]()
        if email and not was_on:
            ends |= {Barrier.MODULE_OFF}
        self.scene.decide_policy(policy, email=email)
        self.watch(Acted("settings", ends, None))

    def _in_force(self, person: int, *kinds: EventKind) -> list[RestrictionInForce]:
        mine = (RestrictionInForce.workspace_id == self.scene.id, RestrictionInForce.subject_id == person)
        found = db.session.query(RestrictionInForce).filter(*mine, RestrictionInForce.kind.in_(kinds))
        return list(found)

    def _stopped_by(self, events: frozenset[int]) -> frozenset[int]:
        return frozenset(who for who, each in self.seen.stopping.items() if each & events)
