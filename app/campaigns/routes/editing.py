"""What a campaign is called here."""

from flask import Response, url_for

from app.accounts.access import actor, requires
from app.accounts.domain.roles import Permission
from app.activity.models import Campaign
from app.campaigns import services
from app.campaigns.forms import CampaignForm
from app.campaigns.routes import CAMPAIGN, bp, campaign_or_404
from app.db import db
from app.web import htmx
from app.web.forms import refuse
from app.words import _


@bp.get(f"{CAMPAIGN}/edit")
@requires(Permission.EDIT)
def edit(campaign_id: int) -> Response:
    """The form with what it is called now."""
    campaign = campaign_or_404(campaign_id)
    told = {"name": campaign.name, "subject": campaign.subject, "version": campaign.version}
    return _page(campaign, CampaignForm(data=told))


@bp.post(f"{CAMPAIGN}/edit")
@requires(Permission.EDIT)
def save(campaign_id: int) -> Response:
    """Call it so."""
    campaign, form = campaign_or_404(campaign_id, to_write=True), CampaignForm()
    if not form.validate():
        return _page(campaign, form, status=422)
    name, subject = form.name.data or "", form.subject.data or ""
    outcome = services.edit(campaign, name=name, subject=subject, version=form.seen_version, actor=actor())
    if isinstance(outcome, services.Unchanged) and outcome.why:
        form.version.data = str(campaign.version)
        refuse(form, None, outcome.why)
        return _page(campaign, form, status=422)
    db.session.commit()
    is_other = isinstance(outcome, services.Edited)
    htmx.toast(
        _("The campaign is saved.") if is_other else _("Nothing was different, so nothing was changed.")
    )
    return htmx.redirect(url_for(".show", campaign_id=campaign_id))


def _page(campaign: Campaign, form: CampaignForm, *, status: int = 200) -> Response:
    return htmx.render(
        "campaigns/edit.html",
        fragment="campaigns/_edit.html",
        status=status,
        title=_("Edit “{name}”", name=campaign.name),
        campaign=campaign,
        form=form,
    )
