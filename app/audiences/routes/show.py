"""What a check found, and how far it is while it is made."""

from typing import Any

from flask import Response, request, url_for

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.audiences.domain.counting import Counts
from app.audiences.models import AudienceCheck
from app.audiences.queries import checks, found
from app.audiences.queries.found import ELIGIBLE, SHARING
from app.audiences.routes import CHECK, bp, check_or_404
from app.audiences.services import KIND
from app.consent.domain.barrier import Barrier
from app.consent.queries import rules_of
from app.db import db
from app.web import htmx
from app.web.pagination import decode
from app.words import _
from app.work import queries as work
from app.work import services
from app.work.models import Work

_LONGEST = 200


@bp.get(CHECK)
@requires(Permission.VIEW)
def show(check_id: int) -> Response:
    """The numbers and the people; asked for a part, only the people."""
    check = check_or_404(check_id)
    which = found.known_filter(request.args.get("show", ""))
    text = request.args.get("q", "")[:_LONGEST]
    cursor = decode(request.args.get("after"), str, int)
    listing = found.people(check, which=which, text=text, cursor=cursor)
    counts = checks.counts_of(check)
    return htmx.render(
        "audiences/show.html",
        fragment="audiences/_people.html",
        title=check.name,
        check=check,
        question=checks.question_of(check),
        counts=counts,
        cap=rules_of(current_workspace).cap,
        numbers=_numbers(check, counts),
        shares=url_for(".show", check_id=check.id, show=SHARING),
        exports=checks.exports(check),
        told=checks.told_of,
        work=work_of(check),
        listing=listing,
        which=which,
        heading=_heading(which),
        text=text,
        previous=_turned(check, listing.previous, which, text),
        next=_turned(check, listing.next, which, text),
    )


def work_of(check: AudienceCheck) -> Work | None:
    """The work that makes the check, or made it."""
    return work.latest(current_workspace.id, KIND, check.id)


def _numbers(check: AudienceCheck, counts: Counts) -> list[dict[str, Any]]:
    """How many can be emailed and why not the others, as links to each of them."""

    def url(which: str) -> str:
        return url_for(".show", check_id=check.id, show=which)

    free = {"label": _("can be emailed"), "count": counts.eligible, "tone": "ready", "icon": "mail-check"}
    stopped = [
        {"label": barrier.label, "count": number, "icon": "mail-x", "url": url(barrier.value)}
        for barrier, number in counts.reasons
    ]
    return [free | {"url": url(ELIGIBLE)}, *stopped]


def _heading(which: str) -> str:
    match which:
        case "":
            return _("Everybody")
        case found.ELIGIBLE:
            return _("Can be emailed")
        case found.SHARING:
            return _("Share an inbox with who gets the message")
        case _:
            return _("Cannot be emailed: {reason}", reason=Barrier(which).label)


def _turned(check: AudienceCheck, after: str | None, which: str, text: str) -> str | None:
    if after is None:
        return None
    return url_for(".show", check_id=check.id, after=after, show=which or None, q=text or None)


@bp.get(f"{CHECK}/status")
@requires(Permission.VIEW)
def status(check_id: int) -> Response:
    """How far the check is; a plain browser is sent to it."""
    check = check_or_404(check_id)
    current = work_of(check)
    if current and current.state.is_alive:
        return htmx.partials(
            htmx.part("audiences/_status.html", "#audience-status", check=check, work=current),
            otherwise=url_for(".show", check_id=check.id),
        )
    return htmx.redirect(url_for(".show", check_id=check.id))


@bp.post(f"{CHECK}/stop")
@requires(Permission.EDIT)
def stop(check_id: int) -> Response:
    """Ask the check to stop; what it found so far goes."""
    check = check_or_404(check_id)
    current = work_of(check)
    if current:
        services.request_stop(workspace_id=current_workspace.id, work_id=current.id)
    db.session.commit()
    htmx.toast(_("The check stops after the people it is working on. Nothing was changed."))
    return htmx.redirect(url_for(".show", check_id=check.id))
