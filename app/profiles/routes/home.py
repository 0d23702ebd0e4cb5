"""Home: what waits, what runs, what changed lately; in an empty workspace, how to begin."""

from flask import Response

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Module, Permission
from app.batches.domain.status import described
from app.db import now
from app.groups.queries.growth import digests
from app.profiles.domain import entries
from app.profiles.queries import acts
from app.profiles.queries import home as queries
from app.profiles.routes import bp
from app.web import htmx


@bp.get("/")
@requires(Permission.VIEW)
def home() -> Response:
    has_email = current_workspace.has(Module.EMAIL)
    groups = digests(current_workspace, at=now()) if has_email else []
    return htmx.render(
        "profiles/home.html",
        fragment="profiles/_home.html",
        title="Home",
        module_on=has_email,
        digests=[each for each in groups if each.words],
        broken=[each for each in groups if each.broken],
        first_use=queries.nobody_yet(current_workspace),
        waiting=queries.waiting(current_workspace),
        running=queries.running(current_workspace),
        acts=(latest := acts.recent(current_workspace)),
        look_around=current_workspace.has_sample and acts.only_set_up(latest),
        described=described,
        door=entries.door,
    )
