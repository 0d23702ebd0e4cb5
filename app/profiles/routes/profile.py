"""What every page of a profile has: the person or 404, the head, and the tabs."""

from dataclasses import dataclass
from typing import Any

from flask import Response, abort, request, url_for

from app.accounts.access import current_workspace
from app.consent.domain.verdict import Verdict
from app.db import now
from app.profiles.queries import person as people
from app.profiles.queries.permission import topics_left
from app.profiles.queries.person import Counts, Person, person
from app.profiles.routes.around import around
from app.web import htmx
from app.words import N_

BASE = "/constituents/<int:constituent_id>"


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: a link to its own page."""

    label: str
    url: str
    current: bool
    count: int | None = None


def person_or_404(constituent_id: int) -> Person:
    """The person of this workspace; whoever is of another one is as unknown as nobody."""
    found = person(current_workspace, constituent_id)
    if found is None:
        abort(404)
    return found


def show(who: Person, tab: str, panel: str, *, verdict: Verdict | None = None, **context: Any) -> Response:
    """The profile with one tab open, or only the tabs and what is in this one."""
    tabs = _tabs(who.id, tab, who.counts)
    label = next(each.label for each in tabs if each.current)
    place = around(who.id)
    also = [htmx.part("layouts/_help.html", "#help-link")]
    if place:
        also.append(htmx.part("profiles/_neighbors.html", "#neighbors", around=place))
    return htmx.render(
        "profiles/profile.html",
        fragment="profiles/_tab.html",
        also=also,
        title=who.display if tab == "overview" else f"{who.display}: {label}",
        person=who,
        verdict=verdict or people.verdict(current_workspace, who, at=now()),
        left=topics_left(current_workspace, who),
        tabs=tabs,
        panel=panel,
        around=place,
        **context,
    )


_LABELS = {
    "overview": N_("Overview"),
    "email_preferences": N_("Email preferences"),
    "donations": N_("Donations"),
    "registrations": N_("Registrations"),
    "email_activity": N_("Email activity"),
    "groups": N_("Groups"),
    "history": N_("History"),
}


def _tabs(constituent_id: int, current: str, found: Counts) -> list[Tab]:
    numbers = {
        "donations": found.donations,
        "registrations": found.registrations,
        "email_activity": found.deliveries,
    }
    return [
        Tab(
            label,
            url_for(f"profiles.{name}", constituent_id=constituent_id),
            name == current,
            numbers.get(name),
        )
        for name, label in _LABELS.items()
    ]


def turned(after: str | None, name: str = "after") -> str | None:
    """The URL of this tab from a cursor on, or None without one."""
    here: dict[str, Any] = {**(request.view_args or {}), name: after}
    return url_for(request.endpoint or "", **here) if after else None
