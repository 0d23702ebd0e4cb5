"""The tabs about what a person did: donations, registrations, email."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Response, request

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity.domain import gift_words as words
from app.activity.domain.kinds import RegistrationStatus
from app.activity.domain.labels import Given, labels
from app.activity.domain.summaries import Giving, Registrations
from app.activity.domain.years import fiscal_label, fiscal_year
from app.activity.queries import email, events, giving
from app.db import now
from app.giving.queries.credits import thanked_for
from app.profiles.domain.questions import told_by
from app.profiles.queries.person import local_day
from app.profiles.routes import bp
from app.profiles.routes.pictures import email_funnel, giving_chart
from app.profiles.routes.profile import BASE, person_or_404, show, turned
from app.web.filters import day
from app.web.pagination import Cursor, decode, encode
from app.words import N_


@bp.get(f"{BASE}/donations")
@requires(Permission.VIEW)
def donations(constituent_id: int) -> Response:
    who, today = person_or_404(constituent_id), local_day(current_workspace, now())
    first_month = current_workspace.fiscal_year_start
    year = fiscal_year(today, first_month)
    given = giving.giving(current_workspace, who.id, today=today)
    shown = giving.ledger(current_workspace, who.id, cursor=_cursor())
    return show(
        who,
        "donations",
        "profiles/_donations.html",
        giving=given,
        labels=labels(_given(given), today=today, first_month=first_month, write=day),
        told_by=told_by,
        chart=giving_chart(given, today.year),
        this_year=fiscal_label(year, first_month),
        last_year=fiscal_label(year - 1, first_month),
        ledger=shown,
        credits=thanked_for(current_workspace, who.id),
        words=words,
        jump=jump(shown.page.rows),
        listing=shown.page,
        previous=turned(shown.page.previous),
        next=turned(shown.page.next),
    )


def jump(rows: Sequence[Any]) -> Callable[[Any], str]:
    """Where a donation is found: on this page, or on the one that begins with it."""
    here = {row.id for row in rows}

    def link(donation: Any) -> str:
        start = encode(Cursor((donation.received_on.isoformat(), donation.id + 1)))
        page = "" if donation.id in here else turned(start) or ""
        return f"{page}#donation-{donation.id}"

    return link


def _given(given: Giving) -> Given:
    return Given(given.fiscal, given.first.on if given.first else None, given.last.on if given.last else None)


@bp.get(f"{BASE}/registrations")
@requires(Permission.VIEW)
def registrations(constituent_id: int) -> Response:
    who = person_or_404(constituent_id)
    page = events.registrations(current_workspace, who.id, cursor=_cursor())
    summary = events.summary(current_workspace, who.id)
    return show(
        who,
        "registrations",
        "profiles/_registrations.html",
        summary=summary,
        figures=_figures(summary),
        status_words=_status_words,
        status_tones=_TONES,
        told_by=told_by,
        at=now(),
        listing=page,
        previous=turned(page.previous),
        next=turned(page.next),
    )


def _figures(summary: Registrations) -> list[dict[str, object]]:
    """How many there are of each status, those that nobody has among them."""
    return [
        {"label": _status_words(status).lower(), "count": summary.by_status.get(status, 0), "tone": tone}
        for status, tone in _TONES.items()
    ]


def _status_words(status: RegistrationStatus) -> str:
    return str(_STATUSES[status])


_STATUSES = {
    RegistrationStatus.REGISTERED: N_("Registered"),
    RegistrationStatus.ATTENDED: N_("Attended"),
    RegistrationStatus.NO_SHOW: N_("No-show"),
    RegistrationStatus.CANCELLED: N_("Cancelled"),
    RegistrationStatus.WAITLISTED: N_("Waitlisted"),
}
_TONES = {
    RegistrationStatus.REGISTERED: "info",
    RegistrationStatus.ATTENDED: "ready",
    RegistrationStatus.NO_SHOW: "conflict",
    RegistrationStatus.CANCELLED: "neutral",
    RegistrationStatus.WAITLISTED: "info",
}


@bp.get(f"{BASE}/email-activity")
@requires(Permission.VIEW)
def email_activity(constituent_id: int) -> Response:
    who = person_or_404(constituent_id)
    mail = email.engagement(current_workspace, who.id)
    page = email.deliveries(current_workspace, who.id, cursor=_cursor())
    return show(
        who,
        "email_activity",
        "profiles/_email_activity.html",
        mail=mail,
        told_by=told_by,
        chart=email_funnel(mail),
        listing=page,
        previous=turned(page.previous),
        next=turned(page.next),
    )


def _cursor() -> Cursor | None:
    return decode(request.args.get("after"), str, int)
