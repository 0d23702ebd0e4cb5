"""Rules, people and groups for tests of services and pages."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity.domain.arrivals import NewDonation
from app.activity.services import record_donations
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.constituents.domain.points import PointType
from app.constituents.domain.record import Email, Existing, Kind, Name, blank
from app.constituents.services import Rewrite, write
from app.db import db
from app.groups import services
from app.groups.domain.rule_json import parse_rule
from app.groups.domain.rules import Bracket, Condition, InGroup, Limit, Match, Rule, TotalGiven
from app.groups.models import Group, GroupMember
from app.groups.services import Draft, Saved

AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
STAFF = Actor("Alice", Via.FORM, id=101)
GAVE_100 = TotalGiven(Limit.AT_LEAST, 10_000)


def rule(*conditions: Condition, match: Match = Match.ALL) -> Rule:
    return Rule(Bracket(match, conditions))


def read_rule(told: dict[str, object]) -> Rule:
    found = parse_rule(told)
    assert isinstance(found, Rule)
    return found


def people(workspace: Workspace, count: int, *, gave: int = 0) -> list[int]:
    """So many people with an address each; `gave` in minor units a month ago."""
    rewrites = []
    for number in range(count):
        name = Name(first=f"Nr{number:03}", last="Giver" if gave else "Other")
        emails = (Email(f"{name.last}{number}@example.org".lower(), PointType.HOME, primary=True),)
        rewrites.append(Rewrite(blank(Kind.INDIVIDUAL), Existing(Kind.INDIVIDUAL, name, emails=emails)))
    ids = [record.id for record in write(workspace.id, rewrites)]
    on = (AT - timedelta(days=30)).date()
    if gave:
        gifts = [NewDonation(constituent_id=who, amount=gave, currency="USD", received_on=on) for who in ids]
        record_donations(workspace.id, gifts)
    return ids


def group(workspace: Workspace, name: str, found: Rule | None = None) -> Group:
    """A saved group."""
    outcome = services.create(workspace, Draft(name=name, rule=found), actor=STAFF)
    assert isinstance(outcome, Saved)
    return outcome.group


def refers_to(other: Group) -> Rule:
    return rule(InGroup(other.id))


def members_of(found: Group) -> dict[int, datetime]:
    """Who stands in the list, since when."""
    query = select(GroupMember.constituent_id, GroupMember.since).where(
        GroupMember.workspace_id == found.workspace_id, GroupMember.group_id == found.id
    )
    return {who: since for who, since in db.session.execute(query)}
