"""What was written in gifts before, to be offered when one is typed or looked for."""

from collections.abc import Mapping

from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity.models import Donation
from app.db import db

NAMES = ("fund", "campaign", "appeal", "method", "source", "currency")
_LATEST = 2_000
"""So many of the latest gifts are looked at, however many there are."""


def suggestions(workspace: Workspace) -> Mapping[str, list[str]]:
    """The words of the latest gifts by column, in the order of the alphabet; in one statement."""
    latest = (
        select(*(getattr(Donation, name) for name in NAMES))
        .where(Donation.workspace_id == workspace.id)
        .order_by(Donation.received_on.desc(), Donation.id.desc())
        .limit(_LATEST)
        .subquery()
    )
    found = db.session.execute(select(*latest.c).distinct()).all()
    return {name: sorted({row[place] for row in found} - {""}) for place, name in enumerate(NAMES)}
