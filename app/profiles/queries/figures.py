"""The figures of the overview: giving, registrations, email and groups of one person, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, select

from app.accounts.models import Workspace
from app.activity.domain.summaries import Engagement, Giving, Registrations
from app.activity.queries import email, events, giving
from app.gathered import ask, rows
from app.profiles.domain.engaged import Engaged, Sign, engaged
from app.profiles.queries.groups import groups_of_her
from app.profiles.queries.person import local_day
from app.words import _


@dataclass(frozen=True, slots=True)
class Glance:
    """The figures behind the answers at a glance, and the groups the person is in, by name."""

    giving: Giving
    registrations: Registrations
    engagement: Engagement
    engaged: Engaged
    groups: Sequence[Any]


def glance(workspace: Workspace, constituent_id: int, *, at: datetime) -> Glance:
    """The figures of one person on the workspace's day of this instant."""
    row = ask(_statement(stale=workspace.rollups_stale), workspace.id, constituent_id)
    today = local_day(workspace, at)
    given = giving.giving_from(row, workspace, today=today)
    visits, mail = events.visits_from(row), email.engagement_from(row)
    signs = _signs(workspace, given, visits, mail)
    groups = sorted(row.groups, key=lambda each: str(each.name).casefold())
    return Glance(given, visits, mail, engaged(signs, today=today), groups)


@cache
def _statement(*, stale: bool) -> Select[Any]:
    return select(
        *giving.giving_columns(),
        *events.visit_columns(),
        *email.engagement_columns(stale=stale),
        rows(groups_of_her()).label("groups"),
    )


def _signs(workspace: Workspace, given: Giving, visits: Registrations, mail: Engagement) -> list[Sign]:
    instants = (
        (_("opened an email"), mail.last_opened_at),
        (_("clicked in an email"), mail.last_clicked_at),
        (_("registered for an event"), visits.last_registered_at),
    )
    signs = [Sign(what, local_day(workspace, at)) for what, at in instants if at]
    return [*signs, Sign("gave", given.last.on)] if given.last else signs
