"""Taking a group out of Kith as a file: who can be emailed, unless a reason asks for everybody."""

from flask import Response, abort, current_app

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.consent.domain.links import for_trial_only
from app.consent.services import links_in_files
from app.db import db, now
from app.groups import services
from app.groups.domain.kinds import GroupKind
from app.groups.forms import ExportForm
from app.groups.models import Group
from app.groups.queries import members
from app.groups.queries.export import file_name, table
from app.groups.queries.scope import Scope, missing, scope_of
from app.groups.routes import bp
from app.groups.routes.group import GROUP, group_or_404
from app.web import htmx
from app.web.downloads import csv_file
from app.web.forms import refuse


@bp.get(f"{GROUP}/export")
@requires(Permission.EXPORT)
def choose_export(group_id: int) -> Response:
    """Who shall be in the file."""
    return _page(group_or_404(group_id), ExportForm())


@bp.post(f"{GROUP}/export")
@requires(Permission.EXPORT)
def export(group_id: int) -> Response:
    """The file, with a line in the journal."""
    group, form = group_or_404(group_id), ExportForm()
    if not form.validate():
        return _page(group, form, status=422)
    everybody, reason = form.which.data == "everybody", form.reason.data or ""
    if everybody and not reason:
        refuse(form, "reason", "Say why the file needs people who cannot be emailed.")
        return _page(group, form, status=422)
    base_url = _base_url()
    if form.links.data and not form.trial.data and (why := for_trial_only(base_url)):
        refuse(form, "links", f"{why} Until then, leave the links out, or tick that it is for a trial.")
        return _page(group, form, status=422)
    scope = _scope(group)
    links = links_in_files(current_workspace, base_url) if form.links.data else None
    rows = table(scope, members.who_is_in(group, scope), everybody=everybody, links=links)
    name = file_name(group.name, scope.as_of.today, everybody=everybody)
    services.note_export(group, count=len(rows) - 1, everybody=everybody, reason=reason, actor=actor())
    db.session.commit()
    return csv_file(name, rows)


def _scope(group: Group) -> Scope:
    rule = members.rule_of(group) if group.kind is GroupKind.DYNAMIC else None
    scope = scope_of(current_workspace, rule, at=now())
    if rule and (gone := missing(rule, scope)):
        abort(409, description=f"This group is broken and cannot be exported. {' '.join(gone)}")
    return scope


def _page(group: Group, form: ExportForm, *, status: int = 200) -> Response:
    return htmx.render(
        "groups/export.html",
        fragment="groups/_export.html",
        status=status,
        title=f"Export “{group.name}”",
        group=group,
        form=form,
        trial_only=for_trial_only(_base_url()),
    )


def _base_url() -> str:
    address: str = current_app.config["SETTINGS"].address
    return address
