"""Noting who took a list of a campaign's people out of Kith."""

from app.activity.models import Campaign
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record


def note_export(campaign: Campaign, *, told: str, count: int, actor: Actor) -> None:
    """Write into the journal which list was taken, and how long it was."""
    after = {"list": told, "people": count}
    record(campaign.workspace_id, actor, [Change(Subject.CAMPAIGN, campaign.id, "export", after=after)])
