"""One campaign: what became of its messages, who is behind each figure, and when they opened."""

from zoneinfo import ZoneInfo

from flask import Response, request, url_for

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.campaigns.domain.parts import Part, is_only_part
from app.campaigns.domain.times import times
from app.campaigns.queries import campaigns, people
from app.campaigns.queries.times import moments
from app.campaigns.routes import CAMPAIGN, asked_part, bp, campaign_or_404
from app.campaigns.routes.view import figures, funnel, over_time, reasons
from app.consent import queries as consent
from app.db import now
from app.web import htmx
from app.web.pagination import decode
from app.words import _

_LONGEST = 200


@bp.get(CAMPAIGN)
@requires(Permission.VIEW)
def show(campaign_id: int) -> Response:
    """The figures and the people; asked for a part, only the people."""
    campaign, part, at = campaign_or_404(campaign_id), asked_part(), now()
    counts = campaigns.outcomes(current_workspace, [campaign.id])[campaign.id]
    number, text = part.among(counts), request.args.get("q", "")[:_LONGEST]
    who = people.who_is_in(campaign, part, number=number)
    cursor = decode(request.args.get("after"), str, int)
    page = people.people(current_workspace, campaign, who, at=at, text=text, cursor=cursor)

    def turned(after: str | None) -> str | None:
        address = url_for(".show", campaign_id=campaign.id, after=after, show=part.value, q=text or None)
        return address if after else None

    return htmx.render(
        "campaigns/show.html",
        fragment="campaigns/_people.html",
        title=campaign.name,
        campaign=campaign,
        figures=figures(campaign, counts),
        chart=funnel(counts),
        only_part=is_only_part(counts),
        machines=Part.MACHINE_ONLY.among(counts),
        unread=Part.NOT_OPENED.among(counts),
        part=part,
        number=number,
        text=text,
        listing=page,
        previous=turned(page.previous),
        next=turned(page.next),
    )


@bp.get(f"{CAMPAIGN}/reach")
@requires(Permission.VIEW)
def reach(campaign_id: int) -> Response:
    """How many of a part can be emailed now, and why not the others."""
    campaign, part = campaign_or_404(campaign_id), asked_part()
    counts = campaigns.outcomes(current_workspace, [campaign.id])[campaign.id]
    who = people.who_is_in(campaign, part, number=part.among(counts))
    found = consent.reach_of(current_workspace, who, at=now())
    return htmx.render(
        "campaigns/reach.html",
        fragment="campaigns/_reach.html",
        title=f"{campaign.name}: {part.label.lower()}",
        campaign=campaign,
        part=part,
        found=found,
        numbers=reasons(found),
    )


@bp.get(f"{CAMPAIGN}/times")
@requires(Permission.VIEW)
def over_days(campaign_id: int) -> Response:
    """When they opened and clicked."""
    campaign = campaign_or_404(campaign_id)
    zone = ZoneInfo(current_workspace.timezone)
    found = times(moments(campaign, zone), campaign.sent_at, zone)
    return htmx.render(
        "campaigns/times.html",
        fragment="campaigns/_times.html",
        title=_("{name}: when it was opened", name=campaign.name),
        campaign=campaign,
        hours=over_time(_("Since it was sent"), found.hours, unit=_("Hours")),
        days=over_time(_("By day"), found.days, unit=_("Day")),
        later=found.later,
    )
