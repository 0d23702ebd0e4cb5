"""Adding people to a static group and taking them out, both with Undo."""

from flask import Response, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.db import db
from app.groups import services
from app.groups.forms import MembersForm
from app.groups.forms.group import MOST_PASTED
from app.groups.models import Group
from app.groups.queries import lists
from app.groups.routes import bp
from app.groups.routes.group import GROUP, group_or_404
from app.groups.routes.member_list import page
from app.groups.services import Moved, Refused
from app.web import htmx
from app.web.filters import plural
from app.web.forms import refuse

MOST_NAMED = 8
LARGEST = 2**63


@bp.post(f"{GROUP}/members")
@requires(Permission.EDIT)
def add(group_id: int) -> Response:
    """Add the people behind pasted addresses and lookup IDs."""
    group, form = group_or_404(group_id), MembersForm()
    words = form.words()
    if not form.validate():
        return page(group, form=form, status=422)
    if len(words) > MOST_PASTED:
        refuse(form, "pasted", f"Paste at most {MOST_PASTED:,} at once.")
        return page(group, form=form, status=422)
    named = lists.named_by(current_workspace, words)
    outcome = services.add_members(current_workspace, group, named.ids, actor=actor())
    return _answer(group, outcome, "added", _left_out(named))


def _left_out(named: lists.Named) -> str:
    """Who of those pasted could not be added, and why."""
    said = ""
    if named.unknown:
        said += f" Not found: {_some(named.unknown)}."
    if named.shared:
        said += f" Shared by several people, so add them by lookup ID: {_some(named.shared)}."
    return said


def _some(words: tuple[str, ...]) -> str:
    more = f" and {len(words) - MOST_NAMED} more" if len(words) > MOST_NAMED else ""
    return ", ".join(words[:MOST_NAMED]) + more


@bp.post(f"{GROUP}/removals")
@requires(Permission.EDIT)
def remove(group_id: int) -> Response:
    """Take the selected people out."""
    group = group_or_404(group_id)
    texts = request.form.getlist("selected")
    ids = [int(text) for text in texts if text.isascii() and text.isdigit() and int(text) < LARGEST]
    outcome = services.remove_members(current_workspace, group, ids, actor=actor())
    return _answer(group, outcome, "taken out", "" if ids else " Select people first.")


@bp.post(f"{GROUP}/changes/<int:change_set>/undo")
@requires(Permission.EDIT)
def undo(group_id: int, change_set: int) -> Response:
    """Take back one adding or removing."""
    group = group_or_404(group_id)
    outcome = services.undo(current_workspace, group, change_set, actor=actor())
    if isinstance(outcome, Moved):
        db.session.commit()
        htmx.toast(f"Taken back for {plural(outcome.count, 'person', 'people')}.")
    else:
        htmx.toast(outcome.why, tone="failed")
    return htmx.redirect(url_for(".show", group_id=group.id))


def _answer(group: Group, outcome: Moved | Refused, verb: str, more: str) -> Response:
    match outcome:
        case Refused(_, why):
            htmx.toast(why, tone="failed")
        case Moved(0, _):
            htmx.toast(f"Nobody was {verb}.{more}")
        case Moved(count, change_set):
            db.session.commit()
            back = url_for(".undo", group_id=group.id, change_set=change_set)
            htmx.toast(f"{plural(count, 'person', 'people')} {verb}.{more}", undo=back)
    return htmx.redirect(url_for(".show", group_id=group.id))
