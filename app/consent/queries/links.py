"""What a link that comes back means."""

from sqlalchemy import select

from app.accounts.models import Workspace
from app.consent.domain.links import Link, is_genuine, unchecked
from app.db import db


def genuine(token: str) -> Link | None:
    """What a token means, once the workspace that it names has proved to have signed it; one statement."""
    link = unchecked(token)
    if link is None:
        return None
    secret = db.session.scalar(select(Workspace.address_secret).where(Workspace.id == link.workspace))
    return link if secret and is_genuine(token, secret) else None
