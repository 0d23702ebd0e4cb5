"""The screens of groups in process: the builder with a rule, the list, and the pages of one group."""

import json
from collections.abc import Callable
from functools import partial
from urllib.parse import quote

from app.accounts.models import Workspace
from app.db import db, new_id
from app.groups.domain.kinds import GroupKind
from app.groups.models import Group
from app.groups.services.recalculating import calculate
from bench import clients
from bench.data.databases import Made
from bench.facts.session import session
from bench.groups.cases import Json
from bench.groups.counting import asked, statements
from bench.timing import grid, measure_in_turn, milliseconds

TABS = ("", "/eligibility", "/rule", "/growth")


def table(made: Made, here: int, times: int) -> str:
    """A line for each page, with its statements."""
    page = clients.signed_in(made.app, here)
    with session(made, here):
        _, found = asked(here)
        urls = {f"builder: {each.case.label}": _builder(each.case.rule) for each in found}
    group = stored(made, here, "Bench, donors", found[5].case.rule)
    urls |= {f"group{tab or ', members'}": f"/groups/{group}{tab}" for tab in TABS} | {"list": "/groups"}
    asks: dict[str, Callable[[], object]] = {label: partial(page, url) for label, url in urls.items()}
    counted = {label: statements(ask) for label, ask in asks.items()}
    figures = measure_in_turn({label: [ask] * (times + 1) for label, ask in asks.items()}, warm=1)
    lines = [[label, str(counted[label]), *milliseconds(figure)] for label, figure in figures.items()]
    return grid(f"Pages of groups on {made.label}", ["statements", "median ms", "p95 ms"], lines)


def _builder(rule: Json) -> str:
    return f"/groups/new?rule={quote(json.dumps(rule))}"


def stored(made: Made, here: int, name: str, rule: Json) -> int:
    """The id of the dynamic group of that name, made and calculated where there is none yet."""
    with session(made, here):
        known = db.session.query(Group.id).filter_by(workspace_id=here, name=name).scalar()
        if known:
            return int(known)
        group = Group(workspace_id=here, id=new_id(), name=name, kind=GroupKind.DYNAMIC, rule=rule)
        db.session.add(group)
        db.session.flush()
        calculate(db.session.get_one(Workspace, here), group)
        db.session.commit()
        return group.id
