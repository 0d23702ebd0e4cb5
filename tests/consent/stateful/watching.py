"""What can be seen of permission at one moment, and what must be so between two of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from app.accounts.models import Workspace
from app.consent import queries, services
from app.consent.domain.barrier import Barrier
from app.consent.domain.gates import Topic
from app.consent.domain.standing import Standing
from app.consent.domain.verdict import decide
from app.consent.models import ConsentEvent, RestrictionInForce
from app.constituents.models import Constituent
from app.db import db

Spot = tuple[int, int | None, datetime]
"""A person, a topic (None: all mail) and an instant."""

OPEN_TO_ALL = frozenset({Barrier.NO_EMAIL, Barrier.MALFORMED_EMAIL})
"""What any change of a record may end: somebody has an address now. No restriction is among it."""
STAYING = frozenset(
    {Barrier.DO_NOT_CONTACT, Barrier.COMPLAINED, Barrier.BOUNCED, Barrier.SUPPRESSED, Barrier.UNSUBSCRIBED}
)
"""What stops a person until somebody says otherwise, whatever becomes of her addresses."""


@dataclass(frozen=True, slots=True)
class Acted:
    """What the table of explicit acts lets one step do: end these barriers, for these people (None: all)."""

    name: str = "anything else"
    may_end: frozenset[Barrier] = frozenset()
    people: frozenset[int] | None = frozenset()
    lifts: frozenset[int] = frozenset()

    def allows(self, person: int, barriers: tuple[Barrier, ...]) -> bool:
        """Whether this person may become eligible by it who was stopped by these."""
        rest = set(barriers) - OPEN_TO_ALL
        return not rest or (rest <= self.may_end and (self.people is None or person in self.people))


@dataclass(frozen=True, slots=True)
class Seen:
    """Permission at one moment: why nobody may write, where; the ledger; and what is in force."""

    barriers: Mapping[Spot, tuple[Barrier, ...]] = field(default_factory=dict)
    ledger: Mapping[int, tuple[Any, ...]] = field(default_factory=dict)
    in_force: frozenset[int] = frozenset()
    stopping: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """The restrictions that stop each person."""
    addresses: Mapping[int, str] = field(default_factory=dict)
    """The primary address of each."""
    closed: frozenset[int] = frozenset()
    """Those whom something stops that stays."""

    @property
    def eligible(self) -> set[Spot]:
        return {spot for spot, barriers in self.barriers.items() if not barriers}


class Watcher:
    """Looks at one workspace, about these topics at these instants."""

    def __init__(self, workspace_id: int, topics: list[Topic | None], instants: list[datetime]) -> None:
        self.id, self.instants = workspace_id, instants
        self.ask_about(topics)

    def ask_about(self, topics: list[Topic | None]) -> None:
        """Look at these topics from now on."""
        self.cases = [(topic, at) for topic in topics for at in self.instants]
        self.statements: dict[object, Select[*tuple[Any, ...]]] = {}

    def look(self, workspace: Workspace) -> Seen:
        """See everything, and that the decision in SQL and the projections say the same."""
        people = db.session.scalars(select(Constituent.id).where(Constituent.workspace_id == self.id))
        standings = queries.standings(workspace, people.all())
        barriers = {
            (who, topic.id if topic else None, at): _barriers(workspace, each, topic, at)
            for who, each in standings.items()
            for topic, at in self.cases
        }
        assert self._in_sql(workspace) == {spot: (found or (None,))[0] for spot, found in barriers.items()}
        assert services.differences(self.id) == []
        return Seen(
            barriers,
            _ledger(self.id),
            _in_force(self.id),
            {
                who: frozenset(item.event for item in each.recorded.restrictions)
                for who, each in standings.items()
                if each.recorded
            },
            {who: each.email.address for who, each in standings.items() if each.email},
            frozenset(who for (who, *_), found in barriers.items() if STAYING & set(found)),
        )

    def _in_sql(self, workspace: Workspace) -> dict[Spot, str | None]:
        """The headlines as SQL has them, which says of nobody that she can be emailed and why not."""
        key = (queries.rules_of(workspace), *workspace.modules)
        if key not in self.statements:
            self.statements[key] = self._statement(workspace)
        found: dict[Spot, str | None] = {}
        for who, *columns in db.session.execute(self.statements[key]):
            for (topic, at), can, why in zip(self.cases, columns[::2], columns[1::2], strict=True):
                assert bool(can) == (why is None)
                found[who, topic.id if topic else None, at] = why
        return found

    def _statement(self, workspace: Workspace) -> Select[*tuple[Any, ...]]:
        asked = [
            expression(workspace, at=at, topic=topic)
            for topic, at in self.cases
            for expression in (queries.can_be_emailed, queries.headline)
        ]
        columns = [each.label(f"c{number}") for number, each in enumerate(asked)]
        return select(Constituent.id, *columns).where(Constituent.workspace_id == self.id)


def _barriers(
    workspace: Workspace, standing: Standing, topic: Topic | None, at: datetime
) -> tuple[Barrier, ...]:
    verdict = decide(standing, rules=queries.rules_of(workspace), topic=topic, at=at)
    return tuple(each.barrier for each in verdict.barriers if each.barrier)


def _ledger(workspace_id: int) -> dict[int, tuple[Any, ...]]:
    """Every line without its words, which an erasure blanks."""
    words = {"source", "statement", "evidence"}
    columns = [column for column in ConsentEvent.__table__.columns if column.name not in words]
    query = select(ConsentEvent.id, *columns).where(ConsentEvent.workspace_id == workspace_id)
    return {row[0]: tuple(map(repr, row[1:])) for row in db.session.execute(query)}


def _in_force(workspace_id: int) -> frozenset[int]:
    query = select(RestrictionInForce.event_id).where(RestrictionInForce.workspace_id == workspace_id)
    return frozenset(db.session.scalars(query))


def hold_true(before: Seen, after: Seen, acted: Acted, *, asks_consent: bool) -> None:
    """Nobody became eligible but by an act of the table; no line changed; no restriction went by itself."""
    known = {who for who, *_ in before.barriers}
    for spot in after.eligible - before.eligible:
        if spot[0] in known:
            assert acted.allows(spot[0], before.barriers[spot]), (acted, spot, before.barriers[spot])
        else:
            assert not asks_consent, ("somebody new can be emailed without consent", spot)
    assert before.ledger.items() <= after.ledger.items()
    assert before.in_force - after.in_force <= acted.lifts, acted
