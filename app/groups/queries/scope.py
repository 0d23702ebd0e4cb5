"""What a rule needs besides people: the day it is asked, and the things that it refers to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity.models import Campaign, Event
from app.consent.domain.gates import Topic
from app.db import db
from app.groups.domain.gone import Other, There, gone
from app.groups.domain.kinds import GroupKind, Side
from app.groups.domain.periods import AsOf, Interval, Period, resolve
from app.groups.domain.rule_json import kept_rule
from app.groups.domain.rules import Bracket, Match, References, Rule, references
from app.groups.domain.sentence import Speech
from app.groups.models import Group
from app.groups.queries import things
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
    """A workspace at an instant, with everything that the rule in question refers to.

    `latest` are the campaigns that were sent last, the newest first: as many as the rule asks about.
    `ended` names what is there and no longer in use, by its kind ("interest", "import") and id or number.
    """

    workspace: Workspace
    at: datetime
    topics: Mapping[int, Topic]
    events: Mapping[int, str]
    groups: Mapping[int, Known]
    campaigns: Mapping[int, str] = field(default_factory=dict)
    imports: Mapping[int, str] = field(default_factory=dict)
    latest: tuple[int, ...] = ()
    ended: Mapping[tuple[str, int], str] = field(default_factory=dict)

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
            campaigns=self.campaigns,
            imports=self.imports,
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
    """The scope of a rule, in two statements and one for each kind of thing that it refers to."""
    return _scope(workspace, rule or Rule(), at, _groups(workspace), always=True)


def scope_for(workspace: Workspace, rule: Rule, *, at: datetime) -> Scope:
    """The scope of a rule and of nothing else: no statement where it refers to nothing."""
    groups = _groups(workspace) if references(rule).groups else {}
    return _scope(workspace, rule, at, groups, always=False)


def _scope(
    workspace: Workspace, rule: Rule, at: datetime, groups: Mapping[int, Known], *, always: bool
) -> Scope:
    asked = closure(rule, groups)
    topics, left = things.interests(workspace) if always or asked.interests else ({}, {})
    imports, undone = things.imports_named(workspace, asked.imports)
    return Scope(
        workspace,
        at,
        topics,
        things.names_of(workspace, Event, asked.events),
        groups,
        campaigns=things.names_of(workspace, Campaign, asked.campaigns),
        imports=imports,
        latest=things.latest(workspace, at, asked.latest),
        ended=left | undone,
    )


def closure(rule: Rule, groups: Mapping[int, Known]) -> References:
    """What the rule refers to, and what the rules of the groups in it refer to."""
    found = references(rule)
    waiting, seen = set(found.groups), set[int]()
    while waiting:
        key = waiting.pop()
        seen.add(key)
        inner = groups[key].rule if key in groups else None
        if inner:
            more = references(inner)
            found |= more
            waiting |= more.groups - seen
    return found


def rules_within(rule: Rule, groups: Mapping[int, Known]) -> list[Rule]:
    """The rule, and those of the groups that it refers to, directly or through others."""
    inner = (groups[key].rule for key in closure(rule, groups).groups if key in groups)
    return [rule, *(each for each in inner if each)]


def path_to(group_id: int, rule: Rule, groups: Mapping[int, Known]) -> tuple[int, ...]:
    """The groups by which a rule leads to this one, it being the last; empty when it does not."""
    waiting: list[tuple[int, ...]] = [(key,) for key in sorted(references(rule).groups)]
    seen = set[int]()
    for path in waiting:
        if path[-1] == group_id:
            return path
        inner = groups[path[-1]].rule if path[-1] in groups else None
        if inner and path[-1] not in seen:
            seen.add(path[-1])
            waiting += [(*path, key) for key in sorted(references(inner).groups)]
    return ()


def users_of(group_id: int, scope: Scope) -> dict[int, str]:
    """Names of the groups whose rules refer to this one, by id."""
    known = scope.groups.items()
    return {
        key: other.name for key, other in known if other.rule and group_id in references(other.rule).groups
    }


def missing(rule: Rule, scope: Scope) -> list[str]:
    """Why the rule is broken, and means nobody: it cannot be read, or something in it is gone. Sentences."""
    return list(gone(rule, _there(scope)))


def _there(scope: Scope) -> There:
    others = {key: Other(known.name, known.rule) for key, known in scope.groups.items()}
    return There(
        events=scope.events,
        campaigns=scope.campaigns,
        interests=scope.speech.interests,
        imports=scope.imports,
        groups=others,
        ended=scope.ended,
    )


def broken(workspace: Workspace, groups: Iterable[Group], *, at: datetime) -> dict[int, str]:
    """Why groups are broken, by the id of each that is; in a few statements for any number."""
    rules = {group.id: kept_rule(group.rule) for group in groups if group.kind is GroupKind.DYNAMIC}
    together = Rule(Bracket(Match.ANY, tuple(rule.root for rule in rules.values())))
    scope = scope_of(workspace, together, at=at)
    found = {key: " ".join(missing(rule, scope)) for key, rule in rules.items()}
    return {key: why for key, why in found.items() if why}


def _groups(workspace: Workspace) -> dict[int, Known]:
    columns = (Group.id, Group.name, Group.kind, Group.rule, has_any(Side.IN), has_any(Side.OUT))
    query = select(*columns).where(Group.workspace_id == workspace.id, Group.archived_at.is_(None))
    return {
        key: _known(name, kind, rule, sides(inside, outside))
        for key, name, kind, rule, inside, outside in db.session.execute(query.order_by(Group.name))
    }


def _known(name: str, kind: GroupKind, stored: object, pinned: frozenset[Side]) -> Known:
    if kind is GroupKind.STATIC:
        return Known(name, None)
    return Known(name, kept_rule(stored), pinned)
