"""Figures of a campaign as its pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from app.activity.models import Campaign
from app.campaigns.domain.parts import Part
from app.campaigns.domain.times import Span
from app.campaigns.queries.campaigns import People
from app.consent.queries import Reach
from app.web import charts
from app.web.charts import Chart, Stage
from app.web.filters import percent
from app.words import _

_OF: dict[Part, Part] = {
    Part.DELIVERED: Part.SENT,
    Part.OPENED: Part.DELIVERED,
    Part.CLICKED: Part.DELIVERED,
    Part.NOT_OPENED: Part.DELIVERED,
    Part.MACHINE_ONLY: Part.DELIVERED,
    Part.BOUNCED: Part.SENT,
    Part.COMPLAINED: Part.DELIVERED,
    Part.UNSUBSCRIBED: Part.DELIVERED,
    Part.NO_REPORT: Part.SENT,
}
"""What each part is a share of."""
_WHOLE = {Part.SENT: "sent", Part.DELIVERED: "delivered"}
_LOOKS: dict[Part, tuple[str, str]] = {
    Part.SENT: ("neutral", "mail-check"),
    Part.DELIVERED: ("neutral", "circle-check"),
    Part.OPENED: ("ready", "mail-check"),
    Part.CLICKED: ("ready", "circle-check"),
    Part.NOT_OPENED: ("conflict", "circle-dashed"),
    Part.BOUNCED: ("error", "undo-2"),
    Part.COMPLAINED: ("error", "flag"),
    Part.UNSUBSCRIBED: ("error", "bell-off"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """How many people are in a part, their share in words (or ""), and of what."""

    count: int
    share: str
    of: str = ""


def figure(people: People, part: Part) -> Figure:
    """The figure of one part."""
    count, whole = part.among(people), _OF.get(part)
    return Figure(count, share(count, whole.among(people)), _WHOLE[whole]) if whole else Figure(count, "")


def share(part: int, whole: int) -> str:
    """The share in whole percent; a few of very many are not nobody, and nearly all are not all."""
    if not whole or part > whole:
        return ""
    if 0 < 200 * part < whole:
        return _("under {share}", share=percent(1, 100))
    return (
        _("over {share}", share=percent(99, 100))
        if 0 < 200 * (whole - part) < whole
        else percent(part, whole)
    )


def figures(campaign: Campaign, people: People) -> list[dict[str, Any]]:
    """All figures as links to the people behind them, those that nobody has among them."""
    return [_fact(part, figure(people, part)) | {"url": _people_url(campaign, part)} for part in Part]


def _fact(part: Part, number: Figure) -> dict[str, Any]:
    tone, icon = _LOOKS.get(part, ("neutral", "circle-dashed"))
    told = {"label": part.label.lower(), "count": number.count, "tone": tone, "icon": icon}
    return told | {
        "detail": _("{share} of {total}", share=number.share, total=number.of)
        if number.count and number.share
        else ""
    }


def _people_url(campaign: Campaign, part: Part) -> str:
    return url_for(".show", campaign_id=campaign.id, show=part.value, _anchor="people")


def funnel(people: People) -> Chart:
    """From sent to clicked; opens by machines alone stand apart."""
    told = [
        Stage(_("Sent"), Part.SENT.among(people)),
        Stage(_("Delivered"), Part.DELIVERED.among(people)),
        Stage(_("Opened"), Part.OPENED.among(people), Part.MACHINE_ONLY.among(people)),
        Stage(_("Clicked"), Part.CLICKED.among(people), of=1),
    ]
    return charts.funnel(_("What became of the messages"), told, share)


def reasons(found: Reach) -> list[dict[str, Any]]:
    """How many can be emailed, and why not the others."""
    free = {"label": _("can be emailed"), "count": found.eligible, "tone": "ready", "icon": "mail-check"}
    stopped = [{"label": barrier.label, "count": n, "icon": "mail-x"} for barrier, n in found.reasons]
    return [free, *stopped]


def over_time(title: str, spans: Sequence[Span], *, unit: str) -> Chart:
    """First opens and first clicks in each span."""
    told = [(span.label, span.opened, span.clicked) for span in spans]
    return charts.pairs(title, (_("Opened"), _("Clicked")), told, unit=unit)
