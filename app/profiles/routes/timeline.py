"""The timeline of a profile: a stretch at a time, all of it or one kind of fact."""

from datetime import datetime
from typing import Any

from flask import Response, request, url_for

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.profiles.domain import entries
from app.profiles.domain.moments import MomentKind
from app.profiles.queries import timeline
from app.profiles.queries.person import Person
from app.profiles.routes import bp
from app.profiles.routes.profile import BASE, Tab, person_or_404
from app.web import htmx
from app.web.keyset import dated
from app.web.pagination import decode
from app.words import _


@bp.get(f"{BASE}/timeline")
@requires(Permission.VIEW)
def older(constituent_id: int) -> Response:
    """What is older than a point, or the whole timeline as a page of its own."""
    who, before = person_or_404(constituent_id), _point(request.args.get("before"))
    return htmx.render(
        "profiles/timeline.html",
        fragment="profiles/_stretch.html" if before else "profiles/_timeline.html",
        title=who.display if htmx.is_fragment() else f"{who.display}: timeline",
        person=who,
        **stretch_of(who, before),
    )


def stretch_of(who: Person, before: timeline.Before | None = None) -> dict[str, Any]:
    """What the templates of a timeline need, for the kind of fact that is asked for."""
    kind = request.args.get("kind", type=MomentKind)
    kinds = frozenset({kind}) if kind else timeline.EVERYTHING
    return {
        "stretch": timeline.stretch(current_workspace, who.id, before, kinds=kinds),
        "kind": kind,
        "kinds": _kinds(who, kind),
        "words": entries,
    }


def _kinds(who: Person, current: MomentKind | None) -> list[Tab]:
    """The links that filter the timeline, as pages of the profile."""

    def link(label: str, kind: MomentKind | None) -> Tab:
        url = url_for("profiles.overview", constituent_id=who.id, kind=kind, _anchor="timeline")
        return Tab(label, url, kind is current)

    return [link(_("All"), None), *(link(kind.label, kind) for kind in MomentKind)]


def _point(text: str | None) -> timeline.Before | None:
    cursor = dated(decode(text, str, int), datetime)
    return timeline.Before(*cursor.key) if cursor else None  # type: ignore[arg-type]
