"""The sample: loading it into a workspace, and removing it again."""

from flask import Blueprint, Response, url_for

from app.accounts.access import actor, current_staff, current_workspace, requires, requires_module
from app.accounts.domain.roles import Module, Permission
from app.batches.domain.status import BatchKind
from app.batches.models import Batch
from app.batches.routes.doors import door_of
from app.batches.services.in_force import local_today
from app.db import db
from app.sample.queries.removable import named, removable
from app.sample.services import fill_workspace
from app.sample.services.removing import remove_sample
from app.web import htmx
from app.words import _, plural

bp = Blueprint("sample", __name__)
bp.before_request(requires_module(Module.EMAIL))


@bp.post("/settings/sample")
@requires(Permission.MANAGE)
def load() -> Response:
    """Load the sample people, where there are none."""
    if current_workspace.has_sample:
        return htmx.redirect(url_for(".show"))
    added = fill_workspace(current_workspace, today=local_today(current_workspace), by=current_staff)
    db.session.commit()
    htmx.toast(plural(added, "{n} sample person is here.", "{n} sample people are here."))
    return htmx.redirect("/")


@bp.get("/settings/sample")
@requires(Permission.MANAGE)
def show() -> Response:
    """How many sample people are here, and what would go with them."""
    found = removable(current_workspace) if current_workspace.has_sample else None
    return htmx.render(
        "sample/show.html",
        fragment="sample/_show.html",
        title=_("Sample people"),
        found=found,
        named=named(current_workspace, found) if found else [],
        place_of=place_of,
    )


@bp.post("/settings/sample/removal")
@requires(Permission.MANAGE)
def carry_out_removal() -> Response:
    """Remove them."""
    if not current_workspace.has_sample:
        return htmx.redirect(url_for(".show"))
    gone = remove_sample(current_workspace, actor=actor())
    db.session.commit()
    htmx.toast(
        plural(gone.people, "{n} sample person is removed.", "{n} sample people are removed.")
        + (" " + plural(gone.staying, "{n} stays.", "{n} stay.") if gone.staying else "")
    )
    return htmx.redirect(url_for(".show") if gone.staying else "/")


def place_of(batch: Batch) -> str:
    """Where a batch that has changed people is looked at."""
    if batch.kind is BatchKind.RESTRICTION:
        return url_for("restrictions.show", restriction=batch.number)
    if batch.kind is BatchKind.ACTIVITY:
        return url_for("activity_imports.show", number=batch.number)
    if batch.kind.is_entered:
        return url_for("batch_entry.show", number=batch.number)
    return url_for("batches.review", number=batch.number, door=door_of(batch.kind))
