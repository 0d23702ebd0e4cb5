"""How many people each rule lets in or keeps out."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from app.accounts.models import Workspace
from app.consent.domain.policy import Rules
from app.consent.queries.at_once import others_passed
from app.consent.queries.consenting import consented
from app.consent.queries.question import Question
from app.consent.queries.rules import rules_of
from app.consent.queries.sending import rested
from app.constituents import directory
from app.constituents.directory import Listed
from app.constituents.models import Constituent
from app.db import db
from app.web.pagination import Page

FIRST = 12
"""People whom a preview names."""


@dataclass(frozen=True, slots=True)
class Effects:
    """What rules come to at an instant, in people.

    `everybody` is on record; `before` can be emailed under the rules that are kept, `eligible` under those
    asked about. Of these, `implied` can be only because of what they did, `kept_out` cannot as their soft
    opt-in does not count, and `resting` have got as many messages as the limit allows. `uncounted` cannot, as
    the gift or registration that would imply it came by import.
    """

    everybody: int
    before: int
    eligible: int
    implied: int
    kept_out: int
    resting: int
    uncounted: int


@dataclass(frozen=True, slots=True)
class Moved:
    """The first people by name whom rules would let in and keep out, beside those that are kept."""

    let_in: Page[Listed]
    kept_out: Page[Listed]


def moved_by(workspace: Workspace, rules: Rules, *, at: datetime) -> Moved:
    """Who of those whom nothing else stops could be emailed only under these rules, and who no longer."""
    kept, given = _under(workspace, rules_of(workspace), at), _under(workspace, rules, at)
    passed = others_passed(Question(workspace, at))
    let_in, kept_out = (
        directory.people(workspace, where=[*passed, each], size=FIRST)
        for each in (and_(given, ~kept), and_(kept, ~given))
    )
    return Moved(let_in, kept_out)


def effects_of(workspace: Workspace, rules: Rules, *, at: datetime) -> Effects:
    """What these rules, kept or not, come to now: in two statements for any number of people."""
    kept, given = _under(workspace, rules_of(workspace), at), _under(workspace, rules, at)
    unimplied, unlimited = (
        _under(workspace, each, at) for each in (rules.without_implied(), rules.without_limits())
    )
    with_imports = consented(replace(Question(workspace, at, rules=rules).consent, imported=True))
    fresh = rested(rules.cap, at) if rules.cap else None
    numbers = (
        func.count().filter(kept),
        func.count().filter(given),
        func.count().filter(and_(given, ~unimplied)),
        func.count().filter(and_(unlimited, ~given)),
        func.count().filter(and_(given, ~fresh)) if fresh is not None else func.count().filter(false()),
        func.count().filter(and_(with_imports, ~given)),
    )
    here = Constituent.workspace_id == workspace.id
    any_of_them = or_(kept, given, unlimited, with_imports)
    passed = (here, *others_passed(Question(workspace, at)), any_of_them)
    found = db.session.execute(select(*numbers).select_from(Constituent).where(*passed)).one()
    everybody = db.session.scalar(select(func.count()).select_from(Constituent).where(here)) or 0
    return Effects(everybody, *found)


def _under(workspace: Workspace, rules: Rules, at: datetime) -> ColumnElement[bool]:
    return consented(Question(workspace, at, rules=rules).consent)
