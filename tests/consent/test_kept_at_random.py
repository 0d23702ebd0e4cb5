"""Whatever is done, in whatever order: nobody who cannot be emailed is answered as if she could."""

from dataclasses import replace
from datetime import timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, insert, select, update

from app.accounts.models import Workspace
from app.activity.models import Donation
from app.consent import queries, services
from app.consent.domain.facts import Basis, EventKind, Party, SuppressionReason
from app.consent.domain.rules_json import rules_to_json
from app.consent.models import RestrictionInForce
from app.consent.services import Line, standings
from app.constituents.domain.points import PointType
from app.constituents.domain.record import Email
from app.constituents.models import Constituent, Departure
from app.constituents.queries import existing
from app.constituents.services import Rewrite, write
from app.db import db, new_id, now
from tests.consent import crowd
from tests.consent.makers import STAFF, person, workspace
from tests.consent.test_kept import answers, decided, free
from tests.factories import World

pytestmark = pytest.mark.both
ADDRESSES = ("home@example.org", "own@example.org", "new@example.org", "odd")
KINDS = (
    *(EventKind.DO_NOT_CONTACT_SET, EventKind.UNSUBSCRIBED, EventKind.PAUSED, EventKind.COMPLAINED),
    *(EventKind.SUPPRESSED, EventKind.BOUNCED, EventKind.CONSENT_WITHDRAWN),
)


class Happenings:
    """Six people, some of whom share an inbox, and what may be done to them one after the other."""

    def __init__(self, here: Workspace, chance: Random) -> None:
        self.here, self.chance = here, chance
        self.ids = [person(here, chance.choice(ADDRESSES[:3])).id for _ in range(6)]
        self.acts = (
            *(self.restrict, self.restrict, self.lift, self.agree, self.readdress, self.readdress),
            *(self.give, self.move_gifts, self.other_rules, self.mark, self.depart, self.follow, self.follow),
        )

    def act(self) -> None:
        self.chance.choice(self.acts)()
        db.session.flush()

    @property
    def who(self) -> int:
        return self.chance.choice(self.ids)

    def restrict(self) -> None:
        kind, at = self.chance.choice(KINDS), now() - timedelta(days=self.chance.randrange(3))
        bare = kind is EventKind.BOUNCED or (kind is EventKind.SUPPRESSED and self.chance.random() < 0.5)
        line = Line(
            kind=kind,
            at=at,
            subject=None if bare else self.who,
            address=self.chance.choice(ADDRESSES[:3]) if bare else "",
            reason=self.chance.choice(list(SuppressionReason)) if kind is EventKind.SUPPRESSED else None,
            until=now() + timedelta(days=self.chance.choice([-1, 2, 50])),
        )
        if kind is not EventKind.PAUSED:
            line = replace(line, until=None)
        services.restrict(self.here, [line], party=Party.STAFF, actor=STAFF)

    def lift(self) -> None:
        mine = RestrictionInForce.workspace_id == self.here.id
        found = list(db.session.scalars(select(RestrictionInForce.event_id).where(mine)))
        if found:
            event = self.chance.choice(found)
            services.lift(self.here, event, party=Party.STAFF, actor=STAFF, reason="a mistake")

    def agree(self) -> None:
        line = Line(
            kind=EventKind.CONSENT_GIVEN,
            at=now() - timedelta(days=self.chance.choice([0, 20, 400])),
            subject=self.who,
            basis=self.chance.choice(list(Basis)),
            expires_at=self.chance.choice([None, now() + timedelta(days=40)]),
            evidence="a letter",
        )
        services.permit(self.here, [line], party=Party.SUPPORTER, actor=STAFF)

    def readdress(self) -> None:
        before = existing(self.here.id, [self.who])
        for record in before.values():
            address = self.chance.choice(ADDRESSES)
            email = Email(address, PointType.HOME, primary=True)
            kept = tuple(replace(each, primary=False) for each in record.emails if each.address != address)
            emails = self.chance.choice([(email,), (*kept, email), ()])
            write(self.here.id, [Rewrite(record, replace(record, emails=emails))])

    def give(self) -> None:
        day = now().date() - timedelta(days=self.chance.choice([-2, 0, 25, 200]))
        gift = {"constituent_id": self.who, "amount": 5, "currency": "USD", "received_on": day}
        implies = {"implies_consent": self.chance.random() < 0.7}
        db.session.execute(
            insert(Donation), [{"workspace_id": self.here.id, "id": new_id(), **gift, **implies}]
        )

    def move_gifts(self) -> None:
        moved = update(Donation).where(Donation.constituent_id == self.who).values(constituent_id=self.who)
        db.session.execute(moved, execution_options={"synchronize_session": False})

    def other_rules(self) -> None:
        rules = crowd.rules(self.chance, ZoneInfo(self.here.timezone))
        self.here.consent_policy, self.here.consent_rules = rules.policy.value, rules_to_json(rules)

    def mark(self) -> None:
        mine = (Constituent.workspace_id == self.here.id, Constituent.id == self.who)
        flags = {"is_active": self.chance.random() < 0.7, "is_deceased": self.chance.random() < 0.2}
        options = {"synchronize_session": False}
        db.session.execute(update(Constituent).where(*mine).values(**flags), execution_options=options)

    def depart(self) -> None:
        """Somebody was merged into another one, or that was undone."""
        if db.session.execute(delete(Departure)).rowcount:  # type: ignore[attr-defined]
            return
        gone = {"constituent_id": self.who, "lookup_number": 1, "kind": "merged", "into_id": None}
        db.session.execute(insert(Departure), [{"workspace_id": self.here.id, **gone}])

    def follow(self) -> None:
        standings.follow(self.here, self.chance.choice([1, 3, 100, 100, 100]))
        if self.chance.random() < 0.7:  # as the background work does after a change of the rules
            standings.refresh(self.here, self.ids)


SEEDS = (1, 2)


def test_after_any_act_kept_standings_answer_as_decide_does(inside: World) -> None:
    here = workspace(inside.ours)
    plainly = 0

    for seed in SEEDS:
        with db.session.begin_nested() as point:
            happenings = Happenings(here, Random(seed))
            for _ in range(10):
                happenings.act()
                later = now() + timedelta(days=happenings.chance.choice([0, 1, 30, 60]))
                for at in (now(), later):
                    found = answers(here, at=at)

                    assert found == decided(here, happenings.ids, at=at), seed
                    if plain := queries.plain(here, at=at):
                        unsure = set(db.session.scalars(plain.unsure))
                        plainly += bool(found.keys() - unsure)
                        assert free(plain) == {who for who, (can, _) in found.items() if can} - unsure
            point.rollback()

    assert plainly > 2, "kept standings were hardly asked"
