"""How many people a condition means, and how many of them can be emailed; each in one statement.

The numbers are those of `SELECT count(*) FROM constituents WHERE …`, out of the shortest rows that tell.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, func, or_, select, union_all

from app.consent import queries as consent
from app.consent.domain.barrier import Barrier
from app.consent.domain.kept import FREE, HEADLINES
from app.consent.queries import Plain
from app.consent.standing_models import KeptStanding
from app.constituents.models import Constituent
from app.db import db
from app.groups.domain.rules import Match, Rule, pruned
from app.groups.domain.sentence import part_words
from app.groups.models import GroupMember
from app.groups.queries.scope import Scope
from app.groups.queries.shapes import Term, Who, among, terms
from app.groups.queries.translation import meets_part, member_of


@dataclass(frozen=True, slots=True)
class Summary:
    """How many people, how many of them can be emailed, and the first reason of each of the others."""

    count: int
    eligible: int
    reasons: tuple[tuple[Barrier, int], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """How many are left after one part of the rule."""

    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """From everybody to the group, part by part of the outermost bracket."""

    everybody: int
    steps: tuple[Step, ...]


def count(scope: Scope, who: Who) -> int:
    """How many people the condition means."""
    return int(db.session.execute(select(_number(scope, who))).scalar_one())


def _number(scope: Scope, who: Who) -> Any:
    """The number as an expression."""
    here = scope.workspace.id
    numbers = [among(here, term, func.count()).scalar_subquery() * term.sign for term in terms(who)]
    return sum(numbers[1:], start=numbers[0])


def summary(scope: Scope, who: Who) -> Summary:
    """Count, how many can be emailed, and why not the others."""
    plain = consent.plain(scope.workspace, at=scope.at)
    if plain is None:
        found = consent.reach_of(scope.workspace, who, at=scope.at)
        return Summary(found.members, found.eligible, found.reasons)
    return _summed([_by_headline(scope, plain, term) for term in terms(who)])


def summary_of_list(scope: Scope, group_id: int) -> Summary:
    """The same of those who stand in a group's list."""
    plain = consent.plain(scope.workspace, at=scope.at)
    if plain is None:
        return summary(scope, member_of(group_id))
    member = GroupMember
    same = and_(
        KeptStanding.workspace_id == member.workspace_id,
        KeptStanding.constituent_id == member.constituent_id,
    )
    listed = select(KeptStanding.headline, func.count().label("n")).select_from(member)
    here = (member.workspace_id == scope.workspace.id, member.group_id == group_id)
    return _summed([listed.join(KeptStanding, same).where(*here, plain.here).group_by(KeptStanding.headline)])


def _by_headline(scope: Scope, plain: Plain, term: Term) -> Select[Any]:
    columns = (KeptStanding.headline, (func.count() * term.sign).label("n"))
    found = among(scope.workspace.id, term, *columns, beside=KeptStanding)
    return found.where(plain.here).group_by(KeptStanding.headline)


def _summed(parts: Sequence[Any]) -> Summary:
    together = union_all(*parts).subquery()
    query = select(together.c.headline, func.sum(together.c.n)).group_by(together.c.headline)
    found = {headline: int(number) for headline, number in db.session.execute(query)}
    eligible = found.pop(FREE, 0)
    reasons = [(why, found[headline]) for why, headline in HEADLINES.items() if found.get(headline)]
    ordered = sorted(reasons, key=lambda pair: (-pair[1], pair[0]))
    return Summary(eligible + sum(found.values()), eligible, tuple(ordered))


def funnel(scope: Scope, rule: Rule) -> Funnel:
    """How each part of the outermost bracket narrows, widens or leaves out; everybody comes first."""
    root = pruned(rule.root)
    parts = root.parts if root else ()
    match = root.match if root else Match.ALL
    met = [meets_part(part, scope) for part in parts]
    counts = [_so_far(match, met[: place + 1]) for place in range(len(met))]
    everybody = select(func.count()).where(Constituent.workspace_id == scope.workspace.id).scalar_subquery()
    numbers = db.session.execute(select(everybody, *(_number(scope, each) for each in counts))).one()
    words = [part_words(part, scope.speech) for part in parts]
    said = [f"not those who {each}" if match is Match.NONE else each for each in words]
    return Funnel(numbers[0], tuple(Step(each, n) for each, n in zip(said, numbers[1:], strict=True)))


def _so_far(match: Match, parts: Sequence[Who]) -> Who:
    if match is Match.ALL:
        return and_(*parts)
    return or_(*parts) if match is Match.ANY else ~or_(*parts)
