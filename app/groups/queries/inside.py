"""In which other groups people are, as rules that ask see it: by the list, or by the rule as of now."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.groups.domain.evaluate import matches
from app.groups.domain.facts import Facts
from app.groups.domain.kinds import Side
from app.groups.domain.rules import Rule, references
from app.groups.models import GroupMember
from app.groups.queries.pinned import pinned_among
from app.groups.queries.rows import rows_of
from app.groups.queries.scope import Scope, closure

_NOWHERE = frozenset[int]()


def with_groups(scope: Scope, rule: Rule, people: Mapping[int, Facts]) -> dict[int, Facts]:
    """The same people with the groups that the rule asks about in which each is; a pin decides first."""
    asked = closure(rule, scope.groups).groups
    pinned = [key for key in asked if key in scope.groups and scope.groups[key].pinned]
    pins = pinned_among(scope.workspace.id, people.keys(), pinned) if pinned else {}
    stored = {
        (row.group_id, row.constituent_id)
        for row in rows_of(scope, people.keys(), GroupMember, GroupMember.group_id)
    }
    found = {}
    for who, person in people.items():
        hers = _Hers(scope, who, person, stored, pins)
        found[who] = replace(person, groups=frozenset(key for key in asked if hers.is_in(key)))
    return found


@dataclass(frozen=True, slots=True)
class _Hers:
    scope: Scope
    who: int
    person: Facts
    stored: set[tuple[int, int]]
    pins: Mapping[tuple[int, int], Side]

    def is_in(self, group: int, inside: frozenset[int] = _NOWHERE) -> bool:
        """Whether she is in the group now; `inside` are those whose rules are being read."""
        other = self.scope.groups.get(group)
        if other is None or group in inside:
            return False
        if other.rule is None:
            return (group, self.who) in self.stored
        side = self.pins.get((group, self.who))
        return self._meets(other.rule, inside | {group}) if side is None else side is Side.IN

    def _meets(self, rule: Rule, inside: frozenset[int]) -> bool:
        inner = frozenset(key for key in references(rule).groups if self.is_in(key, inside))
        return matches(rule, replace(self.person, groups=inner), self.scope.as_of)
