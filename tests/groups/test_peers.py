"""What people who used other tools ask, and whom they mean by it: counted by hand, on both databases.

Everybody is looked for by the rollups, by the facts alone, and by the plain answer in Python.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from app.accounts.models import Workspace
from app.constituents.models import Constituent
from app.db import db
from app.groups.domain.evaluate import matches
from app.groups.domain.rule_json import parse_rule
from app.groups.domain.rules import Rule
from app.groups.queries.people import facts_of
from app.groups.queries.scope import scope_of
from app.groups.queries.translation import meets
from tests.factories import World
from tests.groups.cast import APRIL, AT, BOARD, COURSE, GALA, JUNE, MAY, enter

EVERYBODY = "Ann Bob Cat Dan Eve Fay Gus Hal"
THIS = {"type": "year", "which": "this", "kind": "fiscal"}
LAST = {"type": "year", "which": "last", "kind": "fiscal"}
BOTH_ENDS = {"type": "between", "start": "2025-06-30", "end": "2025-08-01"}
OVER_TWO_YEARS = {"type": "over", "n": 2, "unit": "years"}
SINCE_MAY = {"type": "since", "start": "2026-05-01"}
MONTH = {"type": "last", "n": 1, "unit": "months"}


def some(**more: Any) -> dict[str, Any]:
    return {"type": "gift_count", "op": "at_least", "n": 1, **more}


def no(**more: Any) -> dict[str, Any]:
    return {"type": "gift_count", "op": "exactly", "n": 0, **more}


def total(op: str, amount: int, **more: Any) -> dict[str, Any]:
    return {"type": "total_given", "op": op, "amount": amount, **more}


def none(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"match": "none", "conditions": list(parts)}


def pattern(name: str, year: str = "fiscal") -> dict[str, Any]:
    return {"type": "giving_pattern", "pattern": name, "year": year}


def place(**more: Any) -> dict[str, Any]:
    return {"type": "registrations", "op": "at_least", "n": 1, **more}


def mail(what: str, op: str = "at_least", n: int = 1, **more: Any) -> dict[str, Any]:
    return {"type": "emails", "what": what, "op": op, "n": n, **more}


GIVING = [
    ("gave at all; money on its way, and none at all, are told apart", [some()], "Ann Bob Cat Eve Gus Hal"),
    ("never gave: open gifts do not count, and nobody is forgotten", [no()], "Dan Fay"),
    ("never gave, asked as none of these", [none(some())], "Dan Fay"),
    ("at most one gift takes in who gave none", [some(op="at_most", n=1)], "Bob Dan Eve Fay Gus Hal"),
    ("exactly one gift", [some(op="exactly", n=1)], "Bob Eve Gus Hal"),
    ("LYBUNT in the first month of a fiscal year", [pattern("lybunt")], "Bob Eve"),
    ("LYBUNT by calendar years is somebody else", [pattern("lybunt", "calendar")], "Cat"),
    ("LYBUNT put together by hand", [some(period=LAST), no(period=THIS)], "Bob Eve"),
    ("SYBUNT: not last year, not this one", [pattern("sybunt")], "Cat"),
    ("SYBUNT put together by hand", [some(), no(period=LAST), no(period=THIS)], "Cat"),
    ("first-time donors of the fiscal year, of any currency", [pattern("first_time")], "Gus Hal"),
    ("the second-gift window knows no refund", [pattern("second_gift")], "Bob Eve Gus Hal"),
    ("gave more than last year, though last year is whole", [pattern("upgraded")], "Ann"),
    ("gave less: who stopped giving has lapsed instead", [pattern("downgraded")], ""),
    ("lapsed for a year to the day", [{"type": "lapsed", "months": 12}], "Cat"),
    ("lapsed for 13 months", [{"type": "lapsed", "months": 13}], ""),
    ("at least an amount includes it", [some(amount_at_least=6_000, amount_at_most=8_000)], "Ann Eve"),
    ("an amount of another currency is none", [some(amount_at_least=1, period=THIS)], "Ann"),
    ("a gift of nothing is a gift", [some(amount_at_most=0)], "Hal"),
    (
        "large once and lately once is not large lately",
        [some(amount_at_least=50_000, period={"type": "last", "n": 12, "unit": "months"})],
        "",
    ),
    ("large and lately, in two conditions", [some(amount_at_least=6_000), some(period=THIS)], "Ann"),
    ("a fund by another spelling", [some(fund="TREES")], "Ann Cat Eve"),
    ("fund and appeal of one gift", [some(fund="Trees", appeal="GALA LETTER")], "Ann"),
    ("fund and day of one gift", [some(fund="Trees", period=THIS)], "Ann"),
    ("not to the fund takes in who named no fund", [none(some(fund="Trees"))], "Bob Dan Fay Gus Hal"),
    ("nobody gave to a fund that there is not", [some(fund="Moon")], ""),
    ("what went back was not given", [total("at_least", 1, fund="Trees")], "Ann Cat"),
    ("in January it was", [total("at_least", 1, period={"type": "since", "start": "2026-01-01"})], "Ann Bob"),
    (
        "a refund counts on its own day",
        [total("at_least", 8_000, period={"type": "between", "start": "2026-01-10", "end": "2026-01-19"})],
        "Eve",
    ),
    ("nothing or little takes in who never gave", [total("at_most", 5_000)], "Bob Dan Eve Fay Gus Hal"),
    ("nobody without a gift has an average", [{"type": "average_gift", "op": "at_most", "amount": 5_000}],
     "Bob Eve Hal"),
    ("nobody without a gift has a largest", [{"type": "largest_gift", "op": "at_most", "amount": 5_000}],
     "Bob Hal"),
    (
        "none of these takes in who has no largest gift",
        [none({"type": "largest_gift", "op": "at_least", "amount": 5_000})],
        "Dan Fay Gus Hal",
    ),
    ("the very first gift, not the first of that size", [{"type": "first_gift", "amount_at_least": 5_000}],
     "Ann Bob Eve"),
    ("between two days: both are in", [some(period=BOTH_ENDS)],
     "Ann Cat"),
    ("before a day: it is not in", [some(period={"type": "before", "day": "2025-06-30"})], "Cat"),
    ("since a day: it is in", [some(period={"type": "since", "start": "2026-06-30"})], "Ann Bob Gus Hal"),
    ("today is the last day of the last month", [some(period=MONTH)], "Ann Bob Gus Hal"),
    (
        "two years ago to one year ago, to the day",
        [some(period={"type": "ago", "from": {"n": 2, "unit": "years"}, "to": {"n": 1, "unit": "years"}})],
        "Cat",
    ),
    ("more than two years ago, on a leap day", [some(period=OVER_TWO_YEARS)], "Cat"),
]  # fmt: skip
DEEDS = [
    ("registered: who cancelled is not", [{"type": "registered_for", "event": GALA}], "Ann Fay"),
    ("attended it", [place(event=GALA, statuses=["attended"])], "Ann"),
    ("was there or did not show", [place(event=GALA, statuses=["attended", "no_show"])], "Ann Fay"),
    ("event of one and status of another", [place(event=COURSE, statuses=["no_show", "cancelled"])], ""),
    ("cancelled is asked by its name", [place(statuses=["cancelled"])], "Bob"),
    ("no registration at all", [place(op="exactly", n=0)], "Cat Dan Eve Gus Hal"),
    ("registered on 1 July where they live", [place(period={"type": "since", "start": "2026-07-01"})],
     "Bob Fay"),
    ("for something to come", [place(event_period={"type": "next", "n": 3, "unit": "months"})], "Bob Fay"),
    ("category and kind of one event", [place(category="PARTY", event_kind="program")], ""),
    ("never emailed", [mail("sent", "exactly", 0)], "Dan Eve Gus Hal"),
    ("opened: machines open nothing", [mail("opened")], "Ann Cat"),
    ("opened none of the last two, got or not", [mail("opened", "exactly", 0, last_campaigns=2)],
     "Ann Bob Dan Eve Fay Gus Hal"),
    (
        "got all of the last two and opened none",
        [mail("delivered", n=2, last_campaigns=2), mail("opened", "exactly", 0, last_campaigns=2)],
        "Ann Bob",
    ),
    ("opened that one in May", [mail("opened", campaign=APRIL, period=SINCE_MAY)],
     ""),
    ("clicked without an open", [mail("clicked"), none(mail("opened"))], "Bob"),
    ("a bounce of that mailing", [mail("bounced", campaign=MAY, bounce="hard")], "Cat"),
    ("a soft bounce is none of those", [mail("bounced", bounce="soft")], ""),
    ("delivered is more than sent", [mail("delivered", campaign=JUNE)], "Ann Bob Cat"),
]  # fmt: skip
PEOPLE = [
    ("nobody without conditions", [], ""),
    ("in the city now", [{"type": "place_is", "city": "portland"}], "Ann"),
    ("not in the city takes in who has no address", [none({"type": "place_is", "city": "Portland"})],
     "Bob Cat Dan Eve Fay Gus Hal"),
    ("without a city one still has a country", [{"type": "place_is", "country": "nz"}],
     "Ann Bob Cat Eve Fay Hal"),
    ("born in July, in whatever year", [{"type": "birth_month", "month": 7}], "Ann Bob Cat"),
    ("55 today, and not yet tomorrow's", [{"type": "age", "op": "at_least", "years": 55}], "Ann"),
    ("nobody without a birthday is young or old", [none({"type": "age", "op": "at_most", "years": 150})],
     "Cat Dan Eve Fay Gus Hal"),
    ("has no phone", [none({"type": "has_phone"})], "Ann Bob Cat Dan Fay Gus Hal"),
    ("not in the group", [none({"type": "in_group", "group": BOARD})], "Bob Cat Eve Fay Gus Hal"),
    ("not none of them", [none(none(some()))], "Ann Bob Cat Eve Gus Hal"),
    ("cannot be emailed without an address", [none({"type": "can_be_emailed"})], "Dan"),
    ("never chose is nothing known", [{"type": "interest_in", "interest": 1, "choice": "never"}], EVERYBODY),
    ("an empty bracket means nothing", [some(fund="Bikes"), none()], None),
]  # fmt: skip


def rule_of(parts: list[dict[str, Any]]) -> Any:
    return parse_rule({"version": 2, "match": "all", "conditions": parts})


def answers(workspace: Workspace, names: dict[int, str], rule: Rule) -> Iterator[tuple[str, str]]:
    """The names that each way of asking finds."""
    scope = scope_of(workspace, rule, at=AT)
    query = select(Constituent.id).where(Constituent.workspace_id == workspace.id)
    for stale in (False, True):
        workspace.rollups_stale = stale
        with db.session.no_autoflush:
            found = set(db.session.scalars(query.where(meets(rule, scope))))
        yield ("facts" if stale else "rollups"), " ".join(sorted(names[who] for who in found))
    workspace.rollups_stale = False
    people = facts_of(scope, rule, list(names))
    yield "plain", " ".join(sorted(names[who] for who in names if matches(rule, people[who], scope.as_of)))


@pytest.mark.both
def test_people_who_used_other_tools_find_whom_they_mean(inside: World) -> None:
    workspace = db.session.get_one(Workspace, inside.ours)
    names = enter(workspace)
    wrong = {}

    for question, parts, meant in [*GIVING, *DEEDS, *PEOPLE]:
        rule = rule_of(parts)
        if meant is None:
            assert not isinstance(rule, Rule), question
            continue
        assert isinstance(rule, Rule), (question, rule)
        found = {way: each for way, each in answers(workspace, names, rule) if each != meant}
        if found:
            wrong[question] = found | {"meant": meant}

    assert wrong == {}
