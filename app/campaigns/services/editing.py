"""What staff call a campaign stays, whatever a later report says."""

from dataclasses import dataclass

from app.activity import services as activity
from app.activity.models import Campaign
from app.audit.domain.source import Subject
from app.audit.services import Actor, differences, record
from app.words import N_

_MEANWHILE = N_("Somebody else changed this campaign in the meantime. Look at it once more, then save.")


@dataclass(frozen=True, slots=True)
class Edited:
    """Which fields are different now."""

    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Nothing was written, and why; "" where everything is as it was."""

    why: str


def edit(campaign: Campaign, *, name: str, subject: str, version: int, actor: Actor) -> Edited | Unchanged:
    """Name a campaign and its subject line anew, if it is still at `version`. Flushes."""
    if campaign.version != version:
        return Unchanged(_MEANWHILE)
    before = {"name": campaign.name, "subject": campaign.subject}
    changes = differences(Subject.CAMPAIGN, campaign.id, before, {"name": name, "subject": subject})
    if not changes:
        return Unchanged("")
    fields = tuple(change.field for change in changes)
    values = {change.field: change.after for change in changes}
    kept = sorted({*campaign.kept, *fields})
    workspace_id, key = campaign.workspace_id, campaign.id
    activity.change(workspace_id, Campaign, {key: {**values, "kept": kept}})
    record(workspace_id, actor, changes)
    return Edited(fields)
