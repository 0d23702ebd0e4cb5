"""How services reach a workspace, and what it decided about their reports."""

from sqlalchemy import select

from app.accounts.models import Workspace
from app.db import db
from app.inbound.domain.providers import Provider
from app.inbound.domain.rules import EventRules
from app.inbound.models import EmailProvider


def rules_of(workspace: Workspace) -> EventRules:
    """What the workspace decided about reports."""
    return EventRules.from_json(workspace.email_events)


def door(workspace_id: int, provider: Provider) -> EmailProvider | None:
    """How this service reaches the workspace, if it ever was turned on."""
    query = select(EmailProvider).where(
        EmailProvider.workspace_id == workspace_id, EmailProvider.provider == provider
    )
    return db.session.scalar(query)


def doors(workspace_id: int) -> dict[Provider, EmailProvider]:
    """Every service that was ever turned on."""
    query = select(EmailProvider).where(EmailProvider.workspace_id == workspace_id)
    return {each.provider: each for each in db.session.scalars(query)}
