"""Reading constituencies and the workspace's list of roles."""

from sqlalchemy import select

from app.constituents.domain.text import fold
from app.cultivation.domain.roles import SUGGESTED
from app.cultivation.models import Constituency, ConstituencyRole
from app.db import db


def constituency(
    workspace_id: int, constituent_id: int, constituency_id: int
) -> tuple[Constituency, str] | None:
    """One constituency of this person and the name of its role, or None."""
    role = (ConstituencyRole.workspace_id == Constituency.workspace_id) & (
        ConstituencyRole.id == Constituency.role_id
    )
    row = db.session.execute(
        select(Constituency, ConstituencyRole.name)
        .join(ConstituencyRole, role)
        .where(
            Constituency.workspace_id == workspace_id,
            Constituency.constituent_id == constituent_id,
            Constituency.id == constituency_id,
        )
    ).one_or_none()
    return (row[0], row[1]) if row else None


def roles(workspace_id: int) -> dict[str, str]:
    """The roles to offer by their folded names: those in use here, and those suggested, in order."""
    query = select(ConstituencyRole.key, ConstituencyRole.name).where(
        ConstituencyRole.workspace_id == workspace_id
    )
    offered = {fold(name): name for name in SUGGESTED}
    offered |= {key: name for key, name in db.session.execute(query)}
    return dict(sorted(offered.items()))
