"""How many people a condition means, and how many of them can be emailed; each in one statement.

The numbers are those of `SELECT count(*) FROM constituents WHERE …`, out of the shortest rows that tell.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, case, false, func, literal, or_, select, true, union_all

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
from app.groups.queries.shapes import Who, sides
from app.groups.queries.terms import Term, amends, among, known_terms, terms
from app.groups.queries.translation import meets_part, member_of
from app.words import _


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
    asked = sides(who)
    wrong, right = amends(asked.kept, who, Constituent.id.in_(plain.unsure))
    stopped = [_stopped(scope, plain, term) for term in (*known_terms(asked.kept), wrong)]
    return _summed(_number(scope, who), [*stopped, _exactly(scope, right)])


def summary_of_list(scope: Scope, group_id: int) -> Summary:
    """The same of those who stand in a group's list."""
    plain, listed = consent.plain(scope.workspace, at=scope.at), member_of(group_id)
    if plain is None:
        return summary(scope, listed)
    member, kept = GroupMember, KeptStanding
    same = and_(kept.workspace_id == member.workspace_id, kept.constituent_id == member.constituent_id)
    here = (member.workspace_id == scope.workspace.id, member.group_id == group_id)
    stopped = select(kept.headline, func.count().label("n")).select_from(member).join(kept, same)
    stopped = stopped.where(*here, plain.here, plain.stopped).group_by(kept.headline)
    wrong, right = amends(listed, listed, Constituent.id.in_(plain.unsure))
    number = select(func.count()).select_from(member).where(*here).scalar_subquery()
    return _summed(number, [stopped, _stopped(scope, plain, wrong), _exactly(scope, right)])


def _stopped(scope: Scope, plain: Plain, term: Term) -> Select[Any]:
    """The first barriers that are kept of those who cannot be emailed, who are fewer than who can."""
    columns = (KeptStanding.headline, (func.count() * term.sign).label("n"))
    found = among(scope.workspace.id, term, *columns, beside=KeptStanding)
    told = and_(plain.here, plain.stopped)
    return found.where(told if term.within is None else case((told, true()), else_=false())).group_by(
        KeptStanding.headline
    )


def _exactly(scope: Scope, term: Term) -> Select[Any]:
    why = consent.headline(scope.workspace, at=scope.at)
    numbers = {barrier.value: number for barrier, number in HEADLINES.items()}
    headline = case(numbers, value=why)
    found = among(scope.workspace.id, term, headline.label("headline"), func.count().label("n"))
    return found.where(why.is_not(None)).group_by(headline)


def _summed(number: Any, stopped: Sequence[Any]) -> Summary:
    """Of so many people those whom nothing stops; one statement, so that all are counted at one time."""
    together = union_all(select(literal(FREE).label("headline"), number.label("n")), *stopped).subquery()
    query = select(together.c.headline, func.sum(together.c.n)).group_by(together.c.headline)
    found = {headline: int(many) for headline, many in db.session.execute(query)}
    everybody = found.pop(FREE)
    reasons = [(why, found[headline]) for why, headline in HEADLINES.items() if found.get(headline)]
    ordered = sorted(reasons, key=lambda pair: (-pair[1], pair[0]))
    return Summary(everybody, everybody - sum(found.values()), tuple(ordered))


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
    said = [
        _("not those who {conditions}", conditions=each) if match is Match.NONE else each for each in words
    ]
    return Funnel(numbers[0], tuple(Step(each, n) for each, n in zip(said, numbers[1:], strict=True)))


def _so_far(match: Match, parts: Sequence[Who]) -> Who:
    if match is Match.ALL:
        return and_(*parts)
    return or_(*parts) if match is Match.ANY else ~or_(*parts)
