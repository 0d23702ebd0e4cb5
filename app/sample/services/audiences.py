"""Two groups to start from: a rule that follows people, and a list that is kept by hand."""

from collections.abc import Sequence
from itertools import islice

from app.accounts.models import Workspace
from app.audit.services import Actor
from app.constituents.domain.record import Kind
from app.groups import services as groups
from app.groups.domain.periods import Last, Unit
from app.groups.domain.rules import Bracket, CanBeEmailed, Limit, Match, Rule, TotalGiven
from app.sample.domain.person import Person

DONORS = "Donors of $100 or more, can be emailed"


def plain(everybody: Sequence[Person], ids: Sequence[int], most: int) -> list[int]:
    """The ids of the first people of whom nothing special is told."""
    found = (
        who
        for who, person in zip(ids, everybody, strict=True)
        if person.story is None and person.record.kind is Kind.INDIVIDUAL
    )
    return list(islice(found, most))


def add_groups(workspace: Workspace, ids: Sequence[int], actor: Actor) -> None:
    """The groups, unless somebody made ones of these names before."""
    given = TotalGiven(Limit.AT_LEAST, 10_000, Last(12, Unit.MONTHS))
    rule = Rule(Bracket(Match.ALL, (given, CanBeEmailed())))
    groups.create(workspace, groups.Draft(name=DONORS, purpose="Spring appeal", rule=rule), actor=actor)
    saved = groups.create(workspace, groups.Draft(name="Board", purpose="Meetings"), actor=actor)
    if isinstance(saved, groups.Saved):
        groups.add_members(workspace, saved.group, list(ids), actor=actor)
