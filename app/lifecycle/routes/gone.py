"""What an address says when whom it was about is gone: erased, merged into somebody else, or removed."""

from flask import Response, make_response, render_template, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import HTTPException, NotFound

from app.accounts.access import current_workspace, is_signed_in
from app.batches import queries as batches
from app.batches.models import Batch
from app.constituents.departures import departure, removal, survivor
from app.constituents.domain.lookup import format_lookup
from app.constituents.locking import Gone
from app.constituents.models import Departure, Removal
from app.db import SAFE_METHODS, db
from app.lifecycle.queries.remains import came_with_the_sample
from app.lifecycle.routes import bp
from app.web import errors, htmx
from app.web.filters import day
from app.words import _


@bp.app_errorhandler(Gone)
def say_who_went(error: Gone) -> Response:
    """Somebody went while something about her was sent: as if it had been sent a moment later."""
    db.session.rollback()
    return say_what_became(NotFound())


@bp.app_errorhandler(404)
def say_what_became(error: HTTPException) -> Response:
    """Looks only where a page of somebody was not found, so that pages of those who are here pay nothing."""
    constituent_id = (request.view_args or {}).get("constituent_id")
    if not constituent_id or not is_signed_in():
        return errors.show(error if isinstance(error, NotFound) else NotFound())
    gone = departure(current_workspace, constituent_id)
    if gone is None:
        taken_back = removal(current_workspace, constituent_id)
        return _gone(taken_back, "removed") if taken_back else errors.show(NotFound())
    living = survivor(current_workspace, gone)
    if isinstance(living, int):
        return _lives_on(gone, living)
    return _gone(living, "erased")


def _lives_on(gone: Departure, living: int) -> Response:
    """To the same page of the survivor; what was to be written is not, as it was meant for another record."""
    name = format_lookup(gone.lookup_number)
    said = _(
        "{name} was merged into this record on {day} by {person}.",
        name=name,
        day=day(gone.at),
        person=gone.actor or "Kith",
    )
    if request.method in SAFE_METHODS:
        htmx.toast(said)
        args = {**(request.view_args or {}), "constituent_id": living}
        return htmx.redirect(url_for(request.endpoint or "profiles.overview", **args))
    htmx.toast(_("{said} Nothing was saved.", said=said), tone="failed")
    return htmx.redirect(url_for("profiles.overview", constituent_id=living))


def _batch_of(gone: Departure | Removal) -> Batch | None:
    """The import or batch by whose undo the record went, where it did."""
    number = gone.batch_number if isinstance(gone, Removal) else None
    return batches.by_number(current_workspace, number) if number else None


def _gone(gone: Departure | Removal, what: str) -> Response:
    context = {
        "title": _("{format_lookup} was {what}", format_lookup=format_lookup(gone.lookup_number), what=what),
        "erased": what == "erased",
        "gone": gone,
        "batch": _batch_of(gone),
        "was_sample": isinstance(gone, Removal) and came_with_the_sample(current_workspace, gone),
        "lookup_id": format_lookup(gone.lookup_number),
    }
    if htmx.is_fragment():
        banner = Markup(render_template("lifecycle/_gone.html", **context))  # noqa: S704  # our own template
        return make_response(htmx.wrap(banner, target=errors.FLASH, swap="innerHTML"), 410)
    return make_response(render_template("lifecycle/gone.html", **context), 410)
