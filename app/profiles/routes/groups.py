"""The groups of one person: in which, since when and why, and those that are over."""

from flask import Response

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.groups.queries.history import history_of
from app.profiles.routes import bp
from app.profiles.routes.profile import BASE, person_or_404, show


@bp.get(f"{BASE}/groups")
@requires(Permission.VIEW)
def groups(constituent_id: int) -> Response:
    """Every list that this person stands in or stood in, as the lists were last calculated."""
    who = person_or_404(constituent_id)
    stays = history_of(current_workspace, who.id)
    return show(
        who,
        "groups",
        "profiles/_groups_tab.html",
        current=[stay for stay in stays if stay.until is None],
        past=[stay for stay in stays if stay.until is not None],
    )
