"""Home: what waits, what is safe, what happens next; in an empty workspace, how to begin."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, current_app, url_for

from app.accounts.access import current_staff, current_workspace, may, requires
from app.accounts.domain.roles import Module, Permission
from app.batches.domain import reverting
from app.batches.domain.status import BatchKind, BatchStatus, described
from app.batches.models import Batch
from app.db import db, now
from app.groups.queries.growth import digests
from app.profiles.domain import entries
from app.profiles.domain.home import Step, ToDo, greeting, next_words, rows_words, to_do
from app.profiles.queries import acts, first_steps, totals
from app.profiles.queries import home as queries
from app.profiles.routes import bp
from app.web import htmx
from app.web.charts import sparkline
from app.words import _, plural


@bp.get("/")
@requires(Permission.VIEW)
def home() -> Response:
    has_email = current_workspace.has(Module.EMAIL)
    groups = digests(current_workspace, at=now()) if has_email else []
    hour = now().astimezone(ZoneInfo(current_workspace.timezone)).hour
    return htmx.render(
        "profiles/home.html",
        fragment="profiles/_home.html",
        title=_("Home"),
        greeting=greeting(hour, current_staff.name),
        module_on=has_email,
        digests=[each for each in groups if each.words],
        broken=[each for each in groups if each.broken],
        first_use=queries.nobody_yet(current_workspace),
        waiting=queries.waiting(current_workspace),
        running=queries.running(current_workspace),
        acts=(latest := acts.recent(current_workspace)),
        look_around=current_workspace.has_sample and acts.only_set_up(latest),
        steps=_steps() if has_email else [],
        **_figures(),
        described=described,
        next_words=next_words,
        rows_words=rows_words,
        undoable_until=undoable_until,
        door=entries.door,
    )


@bp.post("/first-steps/dismissal")
@requires(Permission.EDIT)
def dismiss_first_steps() -> Response:
    """Take the list of first steps away, for everybody in this workspace."""
    current_workspace.shows_first_steps = False
    db.session.commit()
    htmx.toast(_("The first steps are put away. The guide has them too: Getting started."))
    return htmx.redirect(url_for(".home"))


def undoable_until(batch: Batch | None) -> datetime | None:
    """Until when what an import did can be undone; None where it cannot."""
    if batch is None or batch.kind is BatchKind.RESTRICTION or batch.status is not BatchStatus.COMMITTED:
        return None
    last = reverting.until(batch.committed_at, current_app.config["SETTINGS"].undo_days)
    return last if last and last > now() else None


def _steps() -> list[tuple[ToDo, str]]:
    """What to do first, each with its screen, for those who can do something."""
    if not current_workspace.shows_first_steps or not may(Permission.EDIT):
        return []
    found = to_do(first_steps.done(current_workspace), manages=may(Permission.MANAGE))
    return [(each, url_for(_PLACES[each.step])) for each in found]


_PLACES = {
    Step.ADDRESS: "appearance.settings",
    Step.IMPORT: "imports.new",
    Step.RESOLVE: "imports.index",
    Step.GROUP: "groups.new",
    Step.AUDIENCE: "audiences.new",
    Step.UNDO: "imports.index",
    Step.INVITE: "accounts.new_invitation",
}


def _figures() -> dict[str, Any]:
    """What was counted last, with the growth of a year as a line."""
    found = totals.figures(current_workspace)
    if found is None:
        return {"figures": None}
    grown = _("People at the end of each of the last 12 months")
    reasons = totals.reasons(found)
    return {
        "figures": found,
        "spark": sparkline(found.months, grown),
        "reasons": reasons,
        "barred": sum(each.people for each in reasons),
        "joined": plural(found.joined, "+{n} this month", "+{n} this month"),
    }
