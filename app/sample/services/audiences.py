"""Two groups to start from: a rule that follows people, and a list that is kept by hand."""

from collections.abc import Sequence

from app.accounts.models import Workspace
from app.audit.services import Actor
from app.groups import services as groups
from app.groups.domain.periods import Last, Unit
from app.groups.domain.rules import Bracket, CanBeEmailed, Limit, Match, Rule, TotalGiven

DONORS = "Donors of $100 or more, can be emailed"


def add_groups(workspace: Workspace, ids: Sequence[int], actor: Actor) -> None:
    """The groups, unless somebody made ones of these names before."""
    given = TotalGiven(Limit.AT_LEAST, 10_000, Last(12, Unit.MONTHS))
    rule = Rule(Bracket(Match.ALL, (given, CanBeEmailed())))
    groups.create(workspace, groups.Draft(name=DONORS, purpose="Spring appeal", rule=rule), actor=actor)
    board = groups.create(workspace, groups.Draft(name="Board", purpose="Meetings"), actor=actor)
    if isinstance(board, groups.Saved):
        groups.add_members(workspace, board.group, list(ids[:7]), actor=actor)
