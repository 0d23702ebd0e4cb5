"""What supporters do themselves, by links that may be older than any change of their records."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.consent.domain.barrier import Barrier
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.models import RestrictionInForce
from app.db import db
from tests.consent.stateful.machine import CONSENTING, WHO, Watched
from tests.consent.stateful.voices import Sent
from tests.consent.stateful.watching import STAYING, Acted, Seen

TICKS = st.sets(st.integers(0, 1))
HERS_TO_END = CONSENTING | STAYING | {Barrier.PAUSED, Barrier.TOPIC_LEFT, Barrier.TOPIC_NOT_JOINED}
BOUNCES = (SuppressionReason.HARD_BOUNCE, SuppressionReason.SOFT_BOUNCES)


class Supporters(Watched):
    """Links are handed out at one time and used at another."""

    def __init__(self) -> None:
        super().__init__()
        self.used: list[tuple[Sent, tuple[int, ...]]] = []
        """The notes of what was done, by which it was taken back."""

    @rule(pick=WHO, topic=st.none() | st.integers(0, 1))
    def a_message_is_sent(self, pick: int, topic: int | None) -> None:
        person = self.whom(pick)
        if person and (address := self.seen.addresses.get(person)):
            self.scene.send(person, address, None if topic is None else self.scene.topics()[topic])

    @precondition(lambda self: self.scene.sent)
    @rule(pick=WHO, mistake=st.booleans())
    def a_link_to_unsubscribe_is_followed(self, pick: int, mistake: bool) -> None:
        sent, before = self.scene.sent[pick % len(self.scene.sent)], self.seen
        lines = self.scene.follow(sent)
        self.watch(dead=[] if sent.topic else [sent.address])
        if sent.person in self.scene.people():
            self.stands_stopped(sent.person, sent.topic)
        if mistake and lines:
            self.it_was_a_mistake(sent, lines, before)

    def it_was_a_mistake(self, sent: Sent, lines: tuple[int, ...], before: Seen) -> None:
        """It is taken back: nobody stands better than before, at any instant, and once is all."""
        lifts = frozenset(lines)
        people = self.stopped_by(lifts) | {sent.person}
        self.scene.on_page(sent, "undo", lines)
        self.watch(Acted("undo", HERS_TO_END, people, lifts))
        assert self.seen.eligible <= before.eligible
        self.used.append((sent, lines))
        self.a_note_is_used_again(len(self.used) - 1)

    @precondition(lambda self: self.used)
    @rule(pick=WHO)
    def a_note_is_used_again(self, pick: int) -> None:
        sent, lines = self.used[pick % len(self.used)]
        before = self.seen
        self.scene.on_page(sent, "undo", lines)
        self.watch()
        assert self.seen == before, "the second time it does nothing"

    def stands_stopped(self, person: int, topic: int | None) -> None:
        """Nothing reaches her about it any more."""
        spots = [spot for spot in self.seen.eligible if spot[0] == person and topic in (None, spot[1])]
        assert not spots

    @precondition(lambda self: self.scene.sent)
    @rule(
        pick=WHO,
        act=st.sampled_from(("stop", "save", "start_again", "pause", "end_pause")),
        wanted=TICKS,
        mistake=st.booleans(),
    )
    def the_preference_page_is_used(self, pick: int, act: str, wanted: set[int], mistake: bool) -> None:
        sent = self.scene.sent[pick % len(self.scene.sent)]
        before, lifts = self.seen, self._may_end(sent.person)
        people = self.stopped_by(lifts) | {sent.person}
        topics = self.scene.topics()
        lines = self.scene.on_page(sent, act, [topics[each] for each in wanted])
        harmless = act in ("stop", "pause")
        self.watch(Acted() if harmless else Acted(act, HERS_TO_END, people, lifts))
        if act == "stop" and sent.person in self.scene.people():
            self.stands_stopped(sent.person, None)
        if mistake and lines:
            self.it_was_a_mistake(sent, lines, before)

    def _may_end(self, person: int) -> frozenset[int]:
        """What her own word may end: hers, or that of a bare address; not what the organization decided by
        hand, and no bounce."""
        found = db.session.query(RestrictionInForce).filter(
            RestrictionInForce.workspace_id == self.scene.id,
            (RestrictionInForce.subject_id == person) | RestrictionInForce.subject_id.is_(None),
        )
        return frozenset(
            each.event_id
            for each in found
            if each.party is Party.SUPPORTER
            or (
                each.kind is not EventKind.DO_NOT_CONTACT_SET
                and each.reason not in (SuppressionReason.MANUAL, *BOUNCES)
            )
        )
