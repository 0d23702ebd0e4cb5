"""What is said after a list was changed, and taking it back."""

from flask import Response, abort, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.db import db
from app.groups import services
from app.groups.models import Group
from app.groups.queries.changes import act_of
from app.groups.routes import bp
from app.groups.routes.group import GROUP, group_or_404
from app.groups.services import Moved, Refused
from app.web import htmx
from app.words import _, plural


@bp.post(f"{GROUP}/changes/<int:change_set>/undo")
@requires(Permission.EDIT)
def undo(group_id: int, change_set: int) -> Response:
    """Take back one adding or taking out; who moved again since stays as she is."""
    group = group_or_404(group_id)
    if act_of(current_workspace, group, change_set) is None:
        abort(404)
    outcome = services.undo(current_workspace, group, change_set, actor=actor())
    match outcome:
        case Moved(0, _):
            htmx.toast(_("Nothing is left to take back: everybody moved again since."))
        case Moved(count, _):
            db.session.commit()
            htmx.toast(plural(count, "Taken back for {n} person.", "Taken back for {n} people."))
        case _:
            htmx.toast(outcome.why, tone="failed")
    return htmx.redirect(url_for(".show", group_id=group_id))


def answered(group: Group, outcome: Moved | Refused, done: str, nobody: str, more: str = "") -> Response:
    """Commit a change of the list, say what was done, or that nobody moved, with Undo, and show the group."""
    key = group.id
    match outcome:
        case Refused(_, why):
            htmx.toast(why, tone="failed")
        case Moved(0, _):
            htmx.toast(f"{nobody} {more}".rstrip())
        case Moved(_, change_set):
            db.session.commit()
            back = url_for("groups.undo", group_id=key, change_set=change_set)
            htmx.toast(f"{done} {more}".rstrip(), undo=back)
    return htmx.redirect(url_for("groups.show", group_id=key))
