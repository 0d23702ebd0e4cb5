"""The list at the door: who comes is found by name and checked in by one press; and the list on paper."""

from typing import Any

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity.domain.kinds import RegistrationStatus
from app.activity.models import Event
from app.db import db, now
from app.events import services
from app.events.domain.places import HOLDING
from app.events.forms import MOST_GUESTS
from app.events.queries import events, registrations
from app.events.routes import bp
from app.events.routes.acting import line_or_404
from app.events.routes.event import EVENT, event_or_404
from app.events.services import Already
from app.web import htmx
from app.web.filters import clock
from app.web.htmx import Part
from app.web.pagination import decode
from app.words import _

AT_THE_DOOR = 30
ON_PAPER = 5_000
_LONGEST = 200


@bp.get(f"{EVENT}/check-in")
@requires(Permission.VIEW)
def door(event: int) -> Response:
    """Who is expected, by name; what is typed finds them."""
    found, text = event_or_404(event), request.args.get("q", "")[:_LONGEST].strip()
    cursor = decode(request.args.get("after"), str, int)
    listing = registrations.lines(
        current_workspace, event, text=text, statuses=_expected(text), cursor=cursor, size=AT_THE_DOOR
    )
    return htmx.render(
        "events/door.html",
        fragment="events/_door.html",
        title=_("Check-in: {name}", name=found.name),
        text=text,
        listing=listing,
        previous=_turned(found, text, listing.previous),
        next=_turned(found, text, listing.next),
        **_counted(found),
    )


@bp.get(f"{EVENT}/check-in/counts")
@requires(Permission.VIEW)
def door_counts(event: int) -> Response:
    """How many are here, which the page asks for again and again."""
    found = event_or_404(event)
    return htmx.render(
        "events/door_counts.html",
        fragment="events/_door_counts.html",
        title=_("Check-in: {name}", name=found.name),
        **_counted(found),
    )


@bp.post(f"{EVENT}/check-in/<int:registration>")
@requires(Permission.EDIT)
def check_in(event: int, registration: int) -> Response:
    """Somebody is here. Of two who press at the same time the first counts, and the second is told."""
    event_or_404(event)
    guests = request.form.get("guests", type=int)
    outcome = services.check_in(
        current_workspace,
        event,
        registration,
        guests=min(max(guests, 0), MOST_GUESTS) if guests is not None else None,
        actor=actor(),
        at=now(),
    )
    if outcome is None:
        abort(404)
    db.session.commit()
    line = line_or_404(event, registration)
    if isinstance(outcome, Already):
        at = line.of.checked_in_at
        name = line.who.name
        htmx.toast(
            _("{name} was checked in already, at {time}.", name=name, time=clock(at))
            if at
            else _("{name} was checked in already.", name=name)
        )
    return _row(event, registration)


@bp.post(f"{EVENT}/check-in/<int:registration>/undo")
@requires(Permission.EDIT)
def check_out(event: int, registration: int) -> Response:
    """It was the wrong name: she is expected as before."""
    line_or_404(event, registration)
    services.undo_check_in(current_workspace, event, registration, actor=actor())
    db.session.commit()
    return _row(event, registration)


def _row(event: int, registration: int) -> Response:
    """The person's line and the counts; for a browser without a script the whole list again."""
    found, line = event_or_404(event), line_or_404(event, registration)
    text = request.form.get("text", "")[:_LONGEST]
    place = f"registration-{registration}"
    return htmx.partials(
        htmx.part("events/_door_row.html", f"#{place}", line=line, event=found, text=text, fresh=True),
        Part("#door-counts", "events/_door_counts.html", context=_counted(found)),
        otherwise=url_for(".door", event=event, q=text or None, _anchor=place),
    )


def _expected(text: str) -> tuple[RegistrationStatus, ...]:
    """Whoever is looked for is found; without a text those are left out who said that they do not come."""
    return () if text else (*HOLDING, RegistrationStatus.WAITLISTED)


def _counted(event: Event) -> dict[str, Any]:
    return {"event": event, "places": events.places(current_workspace, event)}


def _turned(event: Event, text: str, after: str | None) -> str | None:
    return after and url_for(".door", event=event.id, q=text or None, after=after)


@bp.get(f"{EVENT}/list")
@requires(Permission.VIEW)
def paper(event: int) -> Response:
    """Everybody who may come on one page, with a box to tick: for a door without a network."""
    found = event_or_404(event)
    listing = registrations.lines(current_workspace, event, statuses=HOLDING, size=ON_PAPER)
    return htmx.render(
        "events/paper.html",
        fragment="events/_paper.html",
        title=_("List: {name}", name=found.name),
        event=found,
        lines=listing.rows,
        is_cut=listing.next is not None,
        most=ON_PAPER,
        at=now(),
    )
