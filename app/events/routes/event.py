"""One event: when and where it is, who is registered, who waits, and what was changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, abort, request, url_for

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity.domain.kinds import RegistrationStatus
from app.activity.models import Event
from app.db import now
from app.events.domain.places import Places, next_up
from app.events.domain.when import is_over, words
from app.events.domain.words import STATUS, TONES, journal_words
from app.events.queries import events, registrations
from app.events.queries.registrations import Line
from app.events.routes import bp
from app.events.services.writing import about
from app.web import htmx
from app.web.filters import clock, day, moment
from app.web.pagination import Page, decode

EVENT = "/events/<int:event>"
_LONGEST, _LATEST = 200, 10
WAITLISTED = RegistrationStatus.WAITLISTED


def event_or_404(event_id: int) -> Event:
    """The event of this workspace."""
    found = events.get(current_workspace, event_id)
    if found is None:
        abort(404)
    return found


def zone() -> ZoneInfo:
    """The time zone of the workspace."""
    return ZoneInfo(current_workspace.timezone)


def when(event: Event) -> str:
    """When the event is, in one line."""
    return words(event.starts_at, event.ends_at, zone(), day=day, clock=clock)


@bp.get(EVENT)
@requires(Permission.VIEW)
def show(event: int) -> Response:
    """The event; asked for a part, only the registrations."""
    found, asked = event_or_404(event), asked_for()
    places, listing = events.places(current_workspace, found), _listing(found, asked)
    over = is_over(found.starts_at, found.ends_at, at=now(), zone=zone())
    return htmx.render(
        "events/show.html",
        fragment="events/_registrations.html",
        title=found.name,
        event=found,
        places=places,
        figures=figures(found, places),
        is_over=over,
        offered=None if over else _offered(found, places),
        asked=asked,
        statuses=STATUS,
        listing=listing,
        in_line=_in_line(listing, asked),
        gone=0 if asked["q"] else registrations.of_the_gone(current_workspace, event, _statuses(asked)),
        has_tickets=registrations.has_tickets(current_workspace, event),
        journal=() if htmx.is_fragment() else about(found, limit=_LATEST),
        told=_told,
        previous=_turned(found, asked, listing.previous),
        next=_turned(found, asked, listing.next),
    )


def asked_for() -> dict[str, str]:
    """The text and the status that the list of registrations is filtered by, as its forms send them along."""
    status, text = request.values.get("status", ""), request.args.get("q") or request.form.get("text", "")
    return {
        "q": text[:_LONGEST].strip(),
        "status": status if status in set(RegistrationStatus) else "",
    }


def url_of(event: Event, asked: Mapping[str, str], **more: Any) -> str:
    """The event with its registrations filtered like this."""
    given: dict[str, Any] = {name: text or None for name, text in asked.items()}
    return url_for(".show", event=event.id, **given, **more)


def _statuses(asked: Mapping[str, str]) -> list[RegistrationStatus]:
    return [RegistrationStatus(asked["status"])] if asked["status"] else []


def _listing(event: Event, asked: Mapping[str, str]) -> Page[Line]:
    statuses = _statuses(asked)
    after = request.args.get("after")
    if statuses == [WAITLISTED] and not asked["q"]:
        return registrations.waiting(current_workspace, event.id, cursor=decode(after, str, int))
    cursor = decode(after, str, int)
    return registrations.lines(current_workspace, event.id, text=asked["q"], statuses=statuses, cursor=cursor)


def _in_line(listing: Page[Line], asked: Mapping[str, str]) -> bool:
    """Whether the rows are the waitlist from its beginning on, so that they can be numbered."""
    return asked["status"] == WAITLISTED and not asked["q"] and listing.previous is None


def _offered(event: Event, places: Places) -> Any:
    """Whose turn it is when a place is free and somebody waits."""
    if not places.of(WAITLISTED).people or not places.left:
        return None
    waiting = registrations.waiting(current_workspace, event.id)
    return next_up(registrations.as_waiting(waiting.rows), places.left)


def figures(event: Event, places: Places) -> list[dict[str, object]]:
    """How many there are of each status, each a link to them."""
    return [
        {
            "label": STATUS[status].lower(),
            "count": places.of(status).people,
            "tone": TONES[status],
            "url": url_of(event, {"status": status.value}),
        }
        for status in RegistrationStatus
    ]


def _told(field: str, value: Any) -> str:
    """A journaled value of an event in words, its times as the workspace writes them."""
    if field in ("starts_at", "ends_at") and value:
        return moment(datetime.fromisoformat(value), "short")
    return journal_words(field, value)


def _turned(event: Event, asked: Mapping[str, str], after: str | None) -> str | None:
    return after and url_of(event, asked, after=after)
