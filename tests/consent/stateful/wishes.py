"""What is said about permission: by staff, by services that send mail, and what a workspace asks for."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from app.consent.domain.acts import StaffAct
from app.consent.domain.barrier import Barrier
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.models import RestrictionInForce
from app.db import db
from tests.consent.stateful.inboxes import PLAIN, SPELLINGS
from tests.consent.stateful.machine import CONSENTING, WHO, Watched
from tests.consent.stateful.watching import STAYING, Acted

BY_HAND = (EventKind.UNSUBSCRIBED, EventKind.DO_NOT_CONTACT_SET, EventKind.SUPPRESSED, EventKind.PAUSED)
REPORTED = (EventKind.BOUNCED, EventKind.COMPLAINED, EventKind.UNSUBSCRIBED)
CALLED = ("bounce", "spamreport", "unsubscribe", "group_unsubscribe", "group_resubscribe", "delivered")
FOR_GOOD = {SuppressionReason.COMPLAINT, SuppressionReason.OBJECTION, SuppressionReason.ERASED}


class Wishes(Watched):
    """Lines of the ledger, each by whoever may write it."""

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

    @rule(
        acts=st.lists(st.tuples(st.sampled_from(CALLED), st.sampled_from(PLAIN)), min_size=1, max_size=2),
        late=st.booleans(),
    )
    def a_service_calls(self, acts: list[tuple[str, str]], late: bool) -> None:
        """Also one call about what happened long ago; what lets mail through again is only noted."""
        self.scene.call(acts, late=late)
        stopping = [address for event, address in acts if event in ("spamreport", "unsubscribe")]
        self.watch(dead=stopping if len(acts) == 1 else [])

    @rule(
        act=st.sampled_from(StaffAct),
        picks=st.lists(WHO, min_size=1, max_size=3, unique=True),
        topic=st.integers(0, 1),
    )
    def staff_write_down_a_no(self, act: StaffAct, picks: list[int], topic: int) -> None:
        people = {who for who in map(self.whom, picks) if who}
        self.scene.say_no(act, people, self.scene.topics()[topic])
        self.watch()

    @rule(pick=WHO, days=st.sampled_from((1, 300)))
    def a_gift_comes(self, pick: int, days: int) -> None:
        """Under some rules it implies consent."""
        if person := self.whom(pick):
            self.scene.give(person, days)
            self.watch(Acted("gift", CONSENTING, frozenset({person})))

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
            mine = self.in_force(person, EventKind.TOPIC_LEFT)
            lifts = {each.event_id for each in mine if party is Party.SUPPORTER or each.party is Party.STAFF}
            self.scene.permit(party, EventKind.TOPIC_JOINED, subject=person, topic=topic)
            ends = frozenset({Barrier.TOPIC_LEFT, Barrier.TOPIC_NOT_JOINED})
            self.watch(Acted("joined", ends, frozenset({person}), frozenset(lifts)))

    @rule(
        pick=WHO,
        topic=st.integers(0, 1),
        joins=st.booleans(),
        days=st.sampled_from((0, 40)),
        told=st.sampled_from(("", "You get our news")),
        admin=st.booleans(),
    )
    def staff_write_down_what_she_wants(
        self, pick: int, topic: int, joins: bool, days: int, told: str, admin: bool
    ) -> None:
        if person := self.whom(pick):
            topic = self.scene.topics()[topic]
            left = [each for each in self.in_force(person, EventKind.TOPIC_LEFT) if each.topic_id == topic]
            lifts = {each.event_id for each in left if admin and each.party is Party.STAFF}
            self.scene.write_down(person, topic, joins=joins, days=days, told=told, admin=admin)
            ends = frozenset({Barrier.TOPIC_LEFT, Barrier.TOPIC_NOT_JOINED}) | (CONSENTING if told else set())
            answers = self.answered_by_consent(person) if told else frozenset[int]()
            joined = Acted("joined by staff", ends, frozenset({person}), answers | lifts)
            self.watch(joined if joins else Acted())

    @rule(topic=st.integers(0, 1))
    def a_topic_is_turned(self, topic: int) -> None:
        """Opt-in becomes opt-out, or the other way round."""
        self.scene.turn(self.scene.topics()[topic])
        self.watcher.ask_about(self.asked_topics())
        self.watch(Acted("turned", frozenset({Barrier.TOPIC_NOT_JOINED}), None))

    @rule(pick=WHO, topic=st.none() | st.integers(0, 1))
    def consent_is_recorded(self, pick: int, topic: int | None) -> None:
        if person := self.whom(pick):
            about = None if topic is None else self.scene.topics()[topic]
            answers = self.answered_by_consent(person)
            self.scene.permit(Party.STAFF, EventKind.CONSENT_GIVEN, subject=person, topic=about)
            self.watch(Acted("consent", CONSENTING, frozenset({person}), answers))

    @rule(pick=WHO)
    def a_supporter_returns(self, pick: int) -> None:
        if person := self.whom(pick):
            mine = self.in_force(person, EventKind.UNSUBSCRIBED, EventKind.PAUSED)
            lifts = self.answered_by_consent(person) | {each.event_id for each in mine}
            self.scene.permit(Party.SUPPORTER, EventKind.RESUBSCRIBED, subject=person)
            ends = CONSENTING | {Barrier.UNSUBSCRIBED, Barrier.PAUSED}
            self.watch(Acted("returned", ends, self.stopped_by(lifts) | {person}, lifts))

    @rule(pick=st.integers(0, 20), party=st.sampled_from(Party))
    def a_restriction_is_lifted(self, pick: int, party: Party) -> None:
        found = sorted(self.seen.in_force)
        if not found:
            return
        event = found[pick % len(found)]
        what = db.session.get_one(RestrictionInForce, (self.scene.id, event))
        is_withdrawal = what.kind is EventKind.CONSENT_WITHDRAWN
        staffs = what.party is Party.STAFF and what.reason not in FOR_GOOD
        may = {Party.STAFF: staffs or what.reason is SuppressionReason.HELD, Party.SUPPORTER: True}
        lifts = frozenset({event}) if may.get(party) else frozenset()
        self.scene.lift(event, party)
        ends = STAYING | {Barrier.PAUSED, Barrier.TOPIC_LEFT}
        if is_withdrawal:
            ends |= CONSENTING
        self.watch(Acted("lifted", ends, self.stopped_by(lifts), lifts))

    @rule(
        policy=st.sampled_from(("opt_out", "opt_in")),
        rules=st.sampled_from(({}, {"implied_months": 6, "implied_by": ["gift"]})),
        email=st.sampled_from((True, True, False)),
    )
    def the_settings_change(self, policy: str, rules: dict[str, Any], email: bool) -> None:
        was_on = not any(Barrier.MODULE_OFF in each for each in self.seen.barriers.values())
        ends = CONSENTING if policy == "opt_out" or rules else frozenset[Barrier]()
        if email and not was_on:
            ends |= {Barrier.MODULE_OFF}
        self.scene.decide_policy(policy, rules, email=email)
        self.watch(Acted("settings", ends, None))
