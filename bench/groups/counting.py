"""How many people a rule means, how many of them can be emailed, and the first page of them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import BigInteger, BindParameter, Date, bindparam, text

from app.accounts.models import Workspace
from app.columns import UtcDateTime
from app.db import db
from app.groups.domain.rule_json import parse_rule
from app.groups.domain.rules import Rule
from app.groups.queries import members
from app.groups.queries.scope import Scope, missing, scope_of
from bench.data.databases import Made
from bench.facts.session import session
from bench.groups.cases import Case, World, cases, world
from bench.timing import Figure, grid, measure_in_turn, milliseconds
from tests.statements import count_statements

COUNT, REACH, PAGE, PLAIN = "count", "reach", "page", "plain"
PLAIN_TIMES = 2
"""The plain SQL takes seconds, and is asked less often."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A case as the product reads it."""

    case: Case
    rule: Rule
    scope: Scope


def asked(here: int) -> tuple[World, list[Asked]]:
    """Every case whose rule can be read, in a session on the workspace."""
    workspace = db.session.get_one(Workspace, here)
    at = datetime.now(UTC)
    known, found = world(workspace, at), []
    for case in cases(known):
        rule = parse_rule(case.rule)
        if not isinstance(rule, Rule):
            print(f"{case.label}: {rule}")
            continue
        scope = scope_of(workspace, rule, at=at)
        assert not missing(rule, scope), case.label
        found.append(Asked(case, rule, scope))
    return known, found


def table(made: Made, here: int, times: int, *, plain: bool) -> str:
    """A line for each rule: what it finds, and how long that takes beside the facts asked by EXISTS."""
    heads = [
        "finds",
        "count, median ms",
        "p95 ms",
        "with reasons, median ms",
        "p95 ms",
        "first page, median ms",
    ]
    heads += ["p95 ms", "EXISTS on the facts, median ms", "× faster"]
    with session(made, here):
        known, found = asked(here)
        lines = [list(_line(each, known, times, plain=plain)) for each in found]
    return grid(f"Live counts on {made.label}", heads, lines)


def _line(each: Asked, known: World, times: int, *, plain: bool) -> Iterator[str]:
    scope, rule = each.scope, each.rule
    who = members.who_meets(rule, scope)
    finds = members.count(scope, who)
    turns: dict[str, Callable[[], object]] = {
        COUNT: partial(members.count, scope, who),
        REACH: partial(members.summary, scope, who),
        PAGE: partial(members.examples, scope, who, size=50, among=finds),
    }
    summary = members.summary(scope, who)
    assert summary.count == finds, f"{each.case.label}: {summary.count} with reasons, {finds} without"
    figures = measure_in_turn({label: [turn] * (times + 1) for label, turn in turns.items()}, warm=1)
    yield from (each.case.label, f"{finds:,}")
    for label in turns:
        yield from milliseconds(figures[label])
    if plain:
        yield from _beside(each, known, finds, figures[COUNT])


def _beside(each: Asked, known: World, finds: int, count: Figure) -> Iterator[str]:
    ask = partial(_plainly, each.case, known)
    assert (found := ask()) == finds, f"{each.case.label}: {found:,} by EXISTS, {finds:,} by the rule"
    figure = measure_in_turn({PLAIN: [ask] * PLAIN_TIMES}, warm=0)[PLAIN]
    yield from (milliseconds(figure)[0], f"{figure.median / count.median:.1f}")


def _plainly(case: Case, known: World) -> int:
    statement = text(f"SELECT count(*) FROM constituents c WHERE c.workspace_id = :here AND {case.plain}")
    asked_for = set(re.findall(r":(\w+)", case.plain)) | {"here"}
    named: list[BindParameter[Any]] = [
        bindparam(name, value, type_=_type(value))
        for name, value in known.values.items()
        if name in asked_for
    ]
    return int(db.session.execute(statement.bindparams(*named)).scalar_one())


def _type(value: object) -> Any:
    match value:
        case datetime():
            return UtcDateTime()
        case int():
            return BigInteger()
        case str():
            return None
        case _:
            return Date()


def statements(ask: Callable[[], object]) -> int:
    """How many statements it takes."""
    with count_statements() as seen:
        ask()
    return len(seen)
