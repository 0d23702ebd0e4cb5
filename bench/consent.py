"""The decision for everybody at once, beside counting the same table."""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Select, func, select

from app.accounts.models import Workspace
from app.consent import queries as consent
from app.consent.domain.facts import Occasion
from app.consent.domain.finding import Topic
from app.consent.domain.policy import FrequencyCap, Policy, Rules
from app.consent.domain.rules_json import rules_to_json
from app.consent.models import InterestGroup
from app.constituents.models import Constituent
from app.db import bind, db
from bench.data import databases, make
from bench.data.databases import Made
from bench.timing import Figure, grid, measure_in_turn, milliseconds

FLOOR = "COUNT(*)"
WARM = 1
OPT_OUT = Rules(Policy.OPT_OUT)
OPT_IN = replace(OPT_OUT, policy=Policy.OPT_IN)
IMPLYING = replace(OPT_IN, implied_months=24, implied_by=frozenset({Occasion.GIFT, Occasion.REGISTRATION}))
CAPPED = consent.Sending(cap=FrequencyCap(2, 30))


def main() -> None:
    """Measure on one database and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.consent", description=__doc__)
    parser.add_argument("database", choices=["sqlite", "postgres"])
    parser.add_argument("people", type=int)
    parser.add_argument("times", type=int)
    parser.add_argument("cache", type=Path)
    options = parser.parse_args()
    made_on = databases.on_sqlite if options.database == "sqlite" else databases.on_postgres
    with made_on(options.cache, options.people) as made:
        print(run(made, people=options.people, times=options.times))


@dataclass(frozen=True, slots=True)
class Scenario:
    """One statement about the whole workspace, under these rules."""

    label: str
    rules: Rules
    statement: Select[Any]


def run(made: Made, *, people: int, times: int) -> str:
    """The table: each way of asking, in milliseconds and beside counting the rows in the same run."""
    with made.app.app_context():
        bind(make.workspace_id())
        here = db.session.get_one(Workspace, make.workspace_id())
        scenarios = list(_scenarios(here, datetime.now(UTC)))
        runs = {each.label: [partial(_ask, each.statement)] * (WARM + times) for each in scenarios}
        found = {each.label: _ask(each.statement) for each in scenarios}
        figures = measure_in_turn(runs, warm=WARM)
        db.session.rollback()
        db.session.remove()
    title = f"Deciding for {people:,} constituents on {made.label}, in one statement each"
    heads = ["finds", "best ms", "median ms", "p95 ms", f"× {FLOOR}", "people/s"]
    lines = [_line(figures[each.label], figures[FLOOR], found[each.label], people) for each in scenarios]
    return grid(title, heads, lines)


def _scenarios(here: Workspace, at: datetime) -> Iterator[Scenario]:
    topic = db.session.scalars(select(InterestGroup).where(InterestGroup.workspace_id == here.id)).first()
    about = Topic(topic.id, topic.name, opt_in=True) if topic else None
    yield Scenario(FLOOR, OPT_OUT, _count(here))
    for label, rules, asked in (
        ("can be emailed, opt-out", OPT_OUT, {}),
        ("can be emailed, opt-in", OPT_IN, {}),
        ("can be emailed, opt-in and implied consent", IMPLYING, {}),
        ("can be emailed about an opt-in topic", OPT_IN, {"topic": about}),
        ("can be emailed, at most 2 in 30 days", OPT_OUT, {"sending": CAPPED}),
    ):
        _under(here, rules)
        yield Scenario(label, rules, _count(here, consent.can_be_emailed(here, at=at, **asked)))
    _under(here, IMPLYING)
    asked = {"topic": about, "sending": CAPPED}
    why = consent.headline(here, at=at, **asked).label("why")
    yield Scenario("counts by headline, all eleven gates", IMPLYING, _by(here, why))
    gates = [func.count(each) for each in consent.barriers(here, at=at, **asked).values()]
    yield Scenario("every failed gate of everybody", IMPLYING, _everybody(here, *gates))


def _under(here: Workspace, rules: Rules) -> None:
    here.consent_policy, here.consent_rules = rules.policy.value, rules_to_json(rules)


def _everybody(here: Workspace, *columns: Any) -> Select[Any]:
    return select(*columns).select_from(Constituent).where(Constituent.workspace_id == here.id)


def _count(here: Workspace, *conditions: Any) -> Select[Any]:
    return _everybody(here, func.count()).where(*conditions)


def _by(here: Workspace, why: Any) -> Select[Any]:
    """Counts by what is found, which is found once for each person and not once more for the groups."""
    found = _everybody(here, why).cte("found").prefix_with("MATERIALIZED")
    return select(found.c.why, func.count()).group_by(found.c.why)


def _ask(statement: Select[Any]) -> int:
    """How many rows the answer counts, in its last column."""
    return sum(int(row[-1]) for row in db.session.execute(statement))


def _line(figure: Figure, floor: Figure, found: int, people: int) -> list[str]:
    ratio = f"{figure.median / floor.median:.1f}"
    rate = f"{people / figure.median:,.0f}"
    return [figure.label, f"{found:,}", f"{figure.best * 1000:.1f}", *milliseconds(figure), ratio, rate]


if __name__ == "__main__":
    main()
