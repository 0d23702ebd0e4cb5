"""What a rule needs besides people: the day it is asked, and the things that it refers to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity.models import Event
from app.consent.domain.gates import Topic
from app.consent.models import InterestGroup
from app.db import db
from app.groups.domain.kinds import GroupKind, Side
from app.groups.domain.periods import AsOf, Interval, Period, resolve
from app.groups.domain.rule_json import parse_rule
from app.groups.domain.rules import Bracket, Match, References, Rule, references
from app.groups.domain.sentence import Speech
from app.groups.models import Group
from app.groups.queries.pinned import has_any, sides
from app.web.filters import money

_LAST_DAY = date.max - timedelta(days=1)
"""Its midnight is an instant in every time zone."""


@dataclass(frozen=True, slots=True)
class Known:
    """Another group that a rule may refer to; a static one has no rule. `pinned`: the sides of its pins."""

    name: str
    rule: Rule | None
    pinned: frozenset[Side] = frozenset()


@dataclass(frozen=True, slots=True)
class Scope:
    """A workspace at an instant, with everything that the rule in question refers to."""

    workspace: Workspace
    at: datetime
    topics: Mapping[int, Topic]
    events: Mapping[int, str]
    groups: Mapping[int, Known]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.workspace.timezone)

    @property
    def as_of(self) -> AsOf:
        """The day it is in the workspace."""
        return AsOf(self.local_day(self.at), self.workspace.fiscal_year_start)

    @property
    def speech(self) -> Speech:
        """How the rule is said here."""
        return Speech(
            lambda minor: money(minor, self.workspace.currency),
            events=self.events,
            interests={key: topic.name for key, topic in self.topics.items()},
            groups={key: known.name for key, known in self.groups.items()},
        )

    def local_day(self, instant: datetime) -> date:
        """The day on which an instant was in the workspace's time zone."""
        return instant.astimezone(self.zone).date()

    def days(self, period: Period) -> Interval:
        """The days that a period means now."""
        return resolve(period, self.as_of)

    def instants(self, period: Period) -> tuple[datetime | None, datetime | None]:
        """The same as instants: from the first moment of the first day up to the first moment after."""
        days = self.days(period)
        return self._midnight(days.start), self._midnight(days.end)

    def _midnight(self, day: date | None) -> datetime | None:
        # Nothing happened on the first day of year 1, which no time zone can turn into an instant.
        return datetime.combine(min(day, _LAST_DAY), time(), self.zone) if day and day > date.min else None


def scope_of(workspace: Workspace, rule: Rule | None, *, at: datetime) -> Scope:
    """The scope of a rule, in at most three statements; without a rule, of none."""
    groups = _groups(workspace)
    asked = closure(rule, groups) if rule else References(frozenset(), frozenset(), frozenset())
    return Scope(workspace, at, _topics(workspace), _events(workspace, asked.events), groups)


def scope_for(workspace: Workspace, rule: Rule, *, at: datetime) -> Scope:
    """The scope of a rule and of nothing else: no statement where it refers to nothing."""
    groups = _groups(workspace) if references(rule).groups else {}
    asked = closure(rule, groups)
    topics = _topics(workspace) if asked.interests else {}
    return Scope(workspace, at, topics, _events(workspace, asked.events), groups)


def closure(rule: Rule, groups: Mapping[int, Known]) -> References:
    """What the rule refers to, and what the rules of the groups in it refer to."""
    direct = references(rule)
    events, interests = set(direct.events), set(direct.interests)
    waiting, seen = set(direct.groups), set[int]()
    while waiting:
        key = waiting.pop()
        seen.add(key)
        inner = groups[key].rule if key in groups else None
        if inner:
            more = references(inner)
            events |= more.events
            interests |= more.interests
            waiting |= more.groups - seen
    return References(frozenset(events), frozenset(interests), frozenset(seen))


def users_of(group_id: int, scope: Scope) -> dict[int, str]:
    """Names of the groups whose rules refer to this one, by id."""
    known = scope.groups.items()
    return {
        key: other.name for key, other in known if other.rule and group_id in references(other.rule).groups
    }


def missing(rule: Rule, scope: Scope) -> list[str]:
    """What the rule refers to that is gone, as sentences; such a rule is broken, and means nobody."""
    return list(_missing(closure(rule, scope.groups), scope))


def broken(workspace: Workspace, groups: Iterable[Group], *, at: datetime) -> dict[int, str]:
    """What is missing, by the id of the group that is broken by it; in at most three statements."""
    rules = {group.id: rule for group in groups if (rule := _rule(group.kind, group.rule))}
    together = Rule(Bracket(Match.ANY, tuple(rule.root for rule in rules.values())))
    scope = scope_of(workspace, together, at=at)
    found = {key: " ".join(missing(rule, scope)) for key, rule in rules.items()}
    return {key: why for key, why in found.items() if why}


def _missing(asked: References, scope: Scope) -> Iterator[str]:
    if asked.events - scope.events.keys():
        yield "It names an event that no longer exists."
    if asked.interests - scope.topics.keys():
        yield "It names an interest group that is archived or no longer exists."
    if asked.groups - scope.groups.keys():
        yield "It names a group that no longer exists."


def _topics(workspace: Workspace) -> dict[int, Topic]:
    query = select(InterestGroup.id, InterestGroup.name, InterestGroup.is_opt_in).where(
        InterestGroup.workspace_id == workspace.id, InterestGroup.archived_at.is_(None)
    )
    ordered = db.session.execute(query.order_by(InterestGroup.name))
    return {row.id: Topic(row.id, row.name, row.is_opt_in) for row in ordered}


def _events(workspace: Workspace, ids: frozenset[int]) -> dict[int, str]:
    if not ids:
        return {}
    query = select(Event.id, Event.name).where(Event.workspace_id == workspace.id, Event.id.in_(sorted(ids)))
    return dict(db.session.execute(query).all())


def _groups(workspace: Workspace) -> dict[int, Known]:
    columns = (Group.id, Group.name, Group.kind, Group.rule, has_any(Side.IN), has_any(Side.OUT))
    query = select(*columns).where(Group.workspace_id == workspace.id, Group.archived_at.is_(None))
    return {
        key: Known(name, _rule(kind, rule), sides(inside, outside))
        for key, name, kind, rule, inside, outside in db.session.execute(query.order_by(Group.name))
    }


def _rule(kind: GroupKind, stored: object) -> Rule | None:
    if kind is GroupKind.STATIC:
        return None
    rule = parse_rule(stored)
    return rule if isinstance(rule, Rule) else Rule()
