"""Taking the people behind a figure along: as a static group, or out of Kith as a file."""

from flask import Response, url_for
from sqlalchemy import ColumnElement

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity.models import Campaign
from app.campaigns import services
from app.campaigns.domain.parts import Part
from app.campaigns.forms import GroupForm
from app.campaigns.queries import campaigns, people
from app.campaigns.queries.table import rows
from app.campaigns.routes import CAMPAIGN, asked_part, bp, campaign_or_404
from app.connections import reading
from app.db import db, now
from app.groups import services as groups
from app.groups.domain.sheet import slug
from app.web import htmx
from app.web.downloads import FileKind, kept_file, on_disk
from app.web.filters import day, moment
from app.web.forms import refuse
from app.words import _, plural

_LONGEST = 80
"""Letters of a group's name."""


@bp.get(f"{CAMPAIGN}/group")
@requires(Permission.EDIT)
def choose_group(campaign_id: int) -> Response:
    """What the group shall be called."""
    campaign, part = campaign_or_404(campaign_id), asked_part()
    name = f"{part.label}: {campaign.name}"[:_LONGEST]
    return _page(campaign, part, GroupForm(data={"name": name}, formdata=None))


@bp.post(f"{CAMPAIGN}/group")
@requires(Permission.EDIT)
def save_group(campaign_id: int) -> Response:
    """Make it, of whoever is in the list now."""
    campaign, part, form = campaign_or_404(campaign_id), asked_part(), GroupForm()
    told = _(
        "{part}: the campaign “{campaign}” of {day}, as of {moment}.",
        part=part.label,
        campaign=campaign.name,
        day=day(campaign.sent_at),
        moment=moment(now()),
    )
    outcome = groups.save_people(
        current_workspace, form.name.data or "", _who(campaign, part), told=told, actor=actor()
    )
    if isinstance(outcome, groups.Refused):
        refuse(form, "name", outcome.why)
        return _page(campaign, part, form, status=422)
    key, number = outcome.group.id, outcome.group.member_count or 0
    db.session.commit()
    htmx.toast(
        plural(
            number,
            "{n} person saved as a group. It stays as it is now.",
            "{n} people saved as a group. It stays as it is now.",
        )
    )
    return htmx.redirect(url_for("groups.show", group_id=key))


@bp.post(f"{CAMPAIGN}/export")
@requires(Permission.EXPORT)
def export(campaign_id: int) -> Response:
    """The file, with a line in the journal."""
    campaign, part = campaign_or_404(campaign_id), asked_part()
    name = f"{slug(campaign.name)}-{part.value.replace('_', '-')}-{now().date().isoformat()}"
    db.session.commit()  # what follows only reads, for a while: nobody shall have to wait for it
    with reading():
        campaign = campaign_or_404(campaign_id)
        file, written = on_disk(rows(current_workspace, campaign, _who(campaign, part), at=now()))
        db.session.commit()
    campaign = campaign_or_404(campaign_id, to_write=True)
    services.note_export(campaign, told=part.label.lower(), count=written - 1, actor=actor())
    db.session.commit()
    return kept_file(name, file, FileKind.CSV)


def _who(campaign: Campaign, part: Part) -> ColumnElement[bool]:
    counts = campaigns.outcomes(current_workspace, [campaign.id])[campaign.id]
    return people.who_is_in(campaign, part, number=part.among(counts))


def _page(campaign: Campaign, part: Part, form: GroupForm, *, status: int = 200) -> Response:
    counts = campaigns.outcomes(current_workspace, [campaign.id])[campaign.id]
    return htmx.render(
        "campaigns/group.html",
        fragment="campaigns/_group.html",
        status=status,
        title=_("Save as a group"),
        campaign=campaign,
        part=part,
        number=part.among(counts),
        form=form,
    )
