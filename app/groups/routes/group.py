"""What every page of a group has: the group or 404, its head and the tabs. And: calculating it anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.db import db, now
from app.groups import services
from app.groups.domain.kinds import GroupKind
from app.groups.domain.rules import Rule
from app.groups.models import Group
from app.groups.queries import lists, members
from app.groups.queries.members import Who
from app.groups.queries.scope import Scope, missing, scope_of, users_of
from app.groups.routes import bp
from app.groups.services import Refused
from app.web import htmx
from app.words import N_, _
from app.work import queries as work
from app.work.models import Work

GROUP = "/groups/<int:group_id>"
EVERY = frozenset(GroupKind)
BY_RULE = frozenset({GroupKind.DYNAMIC})
TABS: dict[str, tuple[str, frozenset[GroupKind]]] = {
    "show": (N_("Members"), EVERY),
    "eligibility": (N_("Eligibility"), EVERY),
    "rule": (N_("Rule"), BY_RULE),
    "growth": (N_("Growth"), EVERY),
    "pins": (N_("Pins"), BY_RULE),
    "audiences.of_group": (N_("Used in"), EVERY),
}
"""The tabs in order, by the name of their view, with its package where that stands above groups: the label,
and the kinds of group that have it."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: a link to its own page."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A group with what its rule refers to; `missing` says what of that is gone, which breaks it."""

    group: Group
    rule: Rule | None
    scope: Scope
    missing: Sequence[str]

    @property
    def who(self) -> Who:
        """Who is in it now."""
        return members.who_is_in(self.group, self.scope)


def group_or_404(group_id: int) -> Group:
    """The group of this workspace; one of another workspace is as unknown as none."""
    found = lists.get(current_workspace, group_id)
    if found is None:
        abort(404)
    return found


def opened(group: Group) -> Opened:
    """The group as it is now."""
    rule = members.rule_of(group) if group.kind is GroupKind.DYNAMIC else None
    scope = scope_of(current_workspace, rule, at=now())
    return Opened(group, rule, scope, missing(rule, scope) if rule else [])


def show(
    what: Opened, tab: str, panel: str, *, fragment: str = "", status: int = 200, **context: Any
) -> Response:
    """The page of a group with one tab open; asked for a part, only the panel, or the fragment of it."""
    group, (label, __) = what.group, TABS[tab]
    return htmx.render(
        "groups/show.html",
        fragment=fragment or panel,
        status=status,
        title=group.name if tab == "show" else f"{group.name}: {label}",
        group=group,
        missing=what.missing,
        tabs=_tabs(group, tab),
        panel=panel,
        users=users_of(group.id, what.scope),
        work=calculation(group),
        **context,
    )


def _tabs(group: Group, current: str) -> list[Tab]:
    return [
        Tab(label, url_for(name if "." in name else f"groups.{name}", group_id=group.id), name == current)
        for name, (label, kinds) in TABS.items()
        if group.kind in kinds
    ]


def reasons(summary: members.Summary) -> list[dict[str, object]]:
    """How many can be emailed and why not the others, for the line of counts."""
    free = {"label": _("can be emailed"), "count": summary.eligible, "tone": "ready", "icon": "mail-check"}
    stopped = ({"label": barrier.label, "count": n, "icon": "mail-x"} for barrier, n in summary.reasons)
    return [free, *stopped]


def calculation(group: Group) -> Work | None:
    """The latest recalculation of a dynamic group."""
    if group.kind is GroupKind.STATIC:
        return None
    return work.latest(current_workspace.id, "recalculate", group.id)


@bp.get(f"{GROUP}/status")
@requires(Permission.VIEW)
def status(group_id: int) -> Response:
    """How far the recalculation is; a plain browser is sent to the group."""
    group = group_or_404(group_id)
    found = calculation(group)
    if found and found.state.is_alive:
        return htmx.partials(
            htmx.part("groups/_status.html", "#group-status", group=group, work=found),
            otherwise=url_for(".show", group_id=group.id),
        )
    return htmx.redirect(url_for(".show", group_id=group.id))


@bp.post(f"{GROUP}/calculations")
@requires(Permission.EDIT)
def calculate(group_id: int) -> Response:
    """Find the members anew, in the background."""
    group = group_or_404(group_id)
    outcome = services.recalculate(current_workspace, group, by=actor().id)
    if isinstance(outcome, Refused):
        abort(409, description=outcome.why)
    db.session.commit()
    return htmx.redirect(url_for(".show", group_id=group.id))
