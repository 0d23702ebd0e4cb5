"""A history of one workspace: what every act has in common, and what must be so after each of them."""

from collections import defaultdict
from collections.abc import Collection

from flask import Flask
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from app.consent import queries
from app.consent.domain.barrier import Barrier
from app.consent.domain.facts import EventKind
from app.consent.domain.gates import Topic
from app.consent.models import RestrictionInForce
from app.db import db
from tests.consent.stateful.inboxes import PLAIN, SPELLINGS, inbox_of
from tests.consent.stateful.scene import Scene, soon, typed
from tests.consent.stateful.watching import Acted, Watcher, hold_true

WHO = st.integers(0, 5)
FIRST = st.sampled_from(("Ann", "Bo", "Cy"))
CELLS = st.tuples(st.sampled_from(SPELLINGS), st.sampled_from(("", "", *PLAIN)), FIRST)
CONSENTING = frozenset({Barrier.NO_CONSENT, Barrier.CONSENT_WITHDRAWN, Barrier.CONSENT_EXPIRED})


class Watched(RuleBasedStateMachine):
    """Random acts on one workspace. What each rule says of itself, an `Acted`, is the table of acts that may
    let somebody be emailed; a rule that says nothing may do nothing but restrict.
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
        self.watcher = Watcher(self.scene.id, self.asked_topics(), soon(self.scene.started))
        self.seen = self.watcher.look(self.scene.workspace)
        self.dead: dict[str, list[frozenset[int]]] = defaultdict(list)
        """For each inbox that nobody may write to: the restrictions that say so."""
        self.closed: set[int] = set(self.seen.closed)
        """Whom something stopped that stays, until an act that lifts."""

    def teardown(self) -> None:
        if hasattr(self, "scene"):
            db.session.remove()
            self.context.pop()

    def asked_topics(self) -> list[Topic | None]:
        """All mail, and each topic as it is now."""
        return [None, *(queries.topic(self.scene.workspace, each) for each in self.scene.topics())]

    def whom(self, pick: int) -> int | None:
        people = self.scene.people()
        return people[pick % len(people)] if people else None

    def watch(self, acted: Acted | None = None, *, dead: Collection[str] = ()) -> None:
        """What must be so after every act. `dead` are addresses that nobody may write to from now on."""
        db.session.rollback()
        db.session.expire_all()
        acted = acted or Acted()
        before, self.seen = self.seen, self.watcher.look(self.scene.workspace)
        asks = self.scene.workspace.consent_policy == "opt_in"
        hold_true(before, self.seen, acted, asks_consent=asks)
        for address in dead:
            self.dead[inbox_of(address)].append(self.seen.in_force - before.in_force)
        if acted.lifts:
            self.closed -= (acted.people or set()) - self.seen.closed
        self.closed |= self.seen.closed
        for who, *_ in self.seen.eligible:
            assert who not in self.closed, f"{who} was stopped, and nobody lifted that"
            events = self.dead[inbox_of(self.seen.addresses[who])]
            assert not [each for each in events if each and each <= self.seen.in_force], who

    def in_force(self, person: int, *kinds: EventKind) -> list[RestrictionInForce]:
        """What is recorded of this person, of these kinds or all."""
        mine = (RestrictionInForce.workspace_id == self.scene.id, RestrictionInForce.subject_id == person)
        found = db.session.query(RestrictionInForce).filter(*mine)
        return [each for each in found if not kinds or each.kind in kinds]

    def answered_by_consent(self, person: int) -> frozenset[int]:
        """What a new consent of hers ends: that an earlier one was taken back."""
        return frozenset(each.event_id for each in self.in_force(person, EventKind.CONSENT_WITHDRAWN))

    def stopped_by(self, events: frozenset[int]) -> frozenset[int]:
        """Everybody whose mail these restrictions stop."""
        return frozenset(who for who, each in self.seen.stopping.items() if each & events)
