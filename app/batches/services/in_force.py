"""What holds for one batch: settings of its own, those of the workspace, and what reads its rows."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.accounts.models import Workspace
from app.batches.domain.gift_parser import GiftContext, GiftRowParser
from app.batches.domain.row_parser import RowParser
from app.batches.domain.status import BatchKind
from app.batches.models import Batch
from app.constituents.domain.dates import usual_order
from app.db import now
from app.matching.domain.decide import MatchingSettings, Thresholds
from app.matching.queries.settings import settings_of
from app.updates.domain.rules import UpdateRules
from app.updates.queries.settings import rules_of


def parser_of(workspace: Workspace, batch: Batch, people: RowParser) -> RowParser | GiftRowParser:
    """What reads the rows: of a revenue batch, a gift beside its giver."""
    if batch.kind is not BatchKind.REVENUE:
        return people
    order = usual_order(workspace.country)
    gifts = GiftContext(workspace.currency, workspace.locale, order, people.context.today)
    return GiftRowParser(people, batch.settings.get("columns", ()), gifts)


def matching_of(workspace: Workspace, batch: Batch) -> MatchingSettings:
    """How the workspace matches, under the thresholds of the batch if it has its own."""
    stated, own = settings_of(workspace), batch.settings.get("thresholds")
    return replace(stated, batch=Thresholds.from_json(own)) if own else stated


def rules_for(workspace: Workspace, batch: Batch) -> UpdateRules:
    """The update rules of the batch if it has its own; those of the workspace, as they are now, otherwise."""
    own = batch.settings.get("rules")
    return UpdateRules.from_json(own) if own else rules_of(workspace)


def local_today(workspace: Workspace, at: datetime | None = None) -> date:
    """The date in the workspace's time zone, now or at an instant."""
    return (at or now()).astimezone(ZoneInfo(workspace.timezone)).date()
