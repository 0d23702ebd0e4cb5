"""What rollups spare: people counted by a condition, and profiles."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from random import Random

from sqlalchemy import func, select

from app.accounts.models import Workspace
from app.constituents.models import Constituent
from app.db import db
from app.groups.domain.periods import Last, Unit, Which, Year, YearKind
from app.groups.domain.rules import (
    Bracket,
    Condition,
    Count,
    GiftCount,
    InSegment,
    Limit,
    Match,
    Rule,
    TotalGiven,
)
from app.groups.domain.segments import Segment
from app.groups.queries.scope import scope_of
from app.groups.queries.translation import meets
from bench import clients
from bench.data.databases import Made
from bench.facts.session import session
from bench.timing import Figure, grid, measure_in_turn, milliseconds

TABS = ("", "/donations", "/registrations", "/email-activity")

_ASKED: dict[str, Condition] = {
    **{f"segment {each.value}": InSegment(each) for each in Segment if "eligible" not in each.value},
    "gave $100 or more in all": TotalGiven(Limit.AT_LEAST, 10_000),
    "gave twice or more": GiftCount(Count.AT_LEAST, 2),
    "gave in the last 12 months": GiftCount(Count.AT_LEAST, 1, period=Last(12, Unit.MONTHS)),
    "gave last calendar year": GiftCount(Count.AT_LEAST, 1, period=Year(Which.LAST, YearKind.CALENDAR)),
}


def sets(made: Made, here: int, times: int) -> str:
    """How many people a condition finds: out of rollups, and out of facts."""
    lines = []
    with session(made, here):
        workspace = db.session.get_one(Workspace, here)
        for label, condition in _ASKED.items():
            found: list[int] = []
            turns = {
                stale: [partial(_count, workspace, condition, found, stale=stale)] * (times + 1)
                for stale in (False, True)
            }
            figures = measure_in_turn({str(stale): runs for stale, runs in turns.items()}, warm=1)
            fast, slow = figures["False"], figures["True"]
            assert len(set(found)) == 1, f"{label}: {set(found)}"
            lines.append([label, f"{found[0]:,}", *_both(fast, slow), f"{slow.median / fast.median:.1f}"])
    heads = ["finds", "rollups, median ms", "p95 ms", "facts, median ms", "p95 ms", "× faster"]
    return grid(f"Counting people on {made.label}", heads, lines)


def _both(fast: Figure, slow: Figure) -> list[str]:
    return [*milliseconds(fast), *milliseconds(slow)]


def _count(workspace: Workspace, condition: Condition, found: list[int], *, stale: bool) -> None:
    workspace.rollups_stale = stale
    rule = Rule(Bracket(Match.ALL, (condition,)))
    scope = scope_of(workspace, rule, at=datetime.now(UTC))
    query = select(func.count()).where(Constituent.workspace_id == workspace.id, meets(rule, scope))
    found.append(db.session.scalar(query) or 0)


def pages(made: Made, here: int, times: int) -> str:
    page = clients.signed_in(made.app, here)
    with session(made, here):
        known = db.session.scalars(select(Constituent.id).limit(5_000)).all()
    chance = Random(11)
    people = [chance.choice(known) for _ in range(times + 3)]
    runs = {
        f"tab {tab or '/overview'}": [partial(page, f"/constituents/{who}{tab}") for who in people]
        for tab in TABS
    }
    busiest = min(known)
    runs["tab /overview, 400 gifts"] = [partial(page, f"/constituents/{busiest}")] * len(people)
    figures = measure_in_turn(runs)
    lines = [[label, *milliseconds(replace(figure, label=label))] for label, figure in figures.items()]
    return grid(f"Profiles on {made.label}", ["median ms", "p95 ms"], lines)
