"""Others on record who may be the same person: a page of its own, and the last answer of the overview."""

from flask import Response

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.profiles.queries.alike import alike, of_the_name
from app.profiles.routes import bp
from app.profiles.routes.profile import BASE, person_or_404
from app.web import htmx
from app.words import _


@bp.get(f"{BASE}/alike")
@requires(Permission.VIEW)
def similar(constituent_id: int) -> Response:
    """Looked for when it is asked for: it takes longer than all the rest of an overview."""
    who = person_or_404(constituent_id)
    found = alike(current_workspace, who)
    return htmx.render(
        "profiles/alike.html",
        fragment="profiles/_alike.html",
        title=who.display if htmx.is_fragment() else _("{display}: similar records", display=who.display),
        person=who,
        candidates=found.candidates,
        apart=found.apart,
        namesakes=of_the_name(current_workspace, who, besides=[each.id for each in found.candidates]),
    )
