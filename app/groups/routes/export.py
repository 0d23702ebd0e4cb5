"""Taking a group out of Kith as a file: who can be emailed, unless a reason asks for everybody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flask import Response, abort, current_app, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.accounts.models import Workspace
from app.connections import reading
from app.consent.domain.links import for_trial_only
from app.consent.queries import can_be_emailed
from app.consent.services import LinksOf, links_in_files
from app.constituents.models import Constituent
from app.db import bind, db
from app.groups import services
from app.groups.domain import member_filters
from app.groups.forms import ExportForm
from app.groups.models import Group
from app.groups.queries import member_page, members
from app.groups.queries.export import extra, file_name, table
from app.groups.queries.members import Who
from app.groups.queries.scope import Scope
from app.groups.routes import bp
from app.groups.routes.group import GROUP, Opened, group_or_404, opened
from app.groups.routes.kept_columns import shown
from app.web import htmx
from app.web.downloads import FileKind, table_file
from app.web.forms import refuse
from app.web.selected import selected
from app.web.workbook import MOST_ROWS, Cell
from app.words import _, figure, plural


@dataclass(frozen=True, slots=True)
class Meant:
    """Who is asked for: a condition, and how the page and the journal say it; "" for the whole group."""

    who: Who
    words: str = ""
    journal: str = ""


@bp.get(f"{GROUP}/export")
@requires(Permission.EXPORT)
def choose_export(group_id: int) -> Response:
    """Who shall be in the file."""
    what = _whole(group_or_404(group_id))
    return _page(what, _meant(what), ExportForm())


@bp.post(f"{GROUP}/export")
@requires(Permission.EXPORT)
def export(group_id: int) -> Response:
    """The file, with a line in the journal."""
    form, base_url = ExportForm(), _base_url()
    db.session.commit()  # counting only reads: nobody shall have to wait for it
    with reading():
        what = _whole(group_or_404(group_id))
        meant = _meant(what)
        if not form.validate() or _refused(form, base_url):
            return _page(what, meant, form, status=422)
        count = members.count(what.scope, _leaving(what.scope, meant.who, form))
    db.session.commit()
    if form.kind.data == FileKind.XLSX and count >= MOST_ROWS:
        refuse(
            form,
            "kind",
            _("A sheet of Excel holds {most} people at most. Choose CSV.", most=figure(MOST_ROWS - 1)),
        )
        return _page(what, meant, form, status=422)
    services.note_export(
        what.group,
        count=count,
        everybody=form.everybody,
        reason=form.reason.data or "",
        part=meant.journal,
        actor=actor(),
    )
    db.session.commit()
    links = links_in_files(current_workspace, base_url) if form.links.data else None
    return _file(what, meant, form, links)


def _refused(form: ExportForm, base_url: str) -> bool:
    """Whether the form lacks what a file like this takes; it says so then."""
    if form.unsaid:
        refuse(form, "reason", _("Say why the file needs people who cannot be emailed."))
    elif form.links.data and not form.trial.data and (why := for_trial_only(base_url)):
        refuse(
            form,
            "links",
            _("{why} Until then, leave the links out, or tick that it is for a trial.", why=why),
        )
    return bool(form.errors)


def _file(what: Opened, meant: Meant, form: ExportForm, links: LinksOf | None) -> Response:
    workspace = db.session.get_one(Workspace, current_workspace.id)
    group = db.session.get_one(Group, (workspace.id, what.group.id))
    name = file_name(group.name, what.scope.as_of.today, everybody=form.everybody)
    for each in (workspace, group):
        db.session.expunge(each)  # they shall outlive this session: the rows are read while they are sent
    found = table(
        replace(what.scope, workspace=workspace),
        meant.who,
        everybody=form.everybody,
        links=links,
        columns=extra(shown()),
        group=group,
    )
    return table_file(name, _read(workspace.id, found), FileKind(form.kind.data))


def _read(workspace_id: int, rows: Iterator[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    """The rows, read in a session of their own, which nobody has to wait for."""
    with reading():
        bind(workspace_id)
        db.session.connection()
    yield from rows


def _whole(group: Group) -> Opened:
    """The group, unless it is broken: then nobody may leave with it."""
    what = opened(group)
    if what.missing:
        abort(
            409,
            description=_(
                "This group is broken and cannot be exported. {reason}", reason=" ".join(what.missing)
            ),
        )
    return what


def _meant(what: Opened) -> Meant:
    """The ticked rows, whom the filters of the list leave, or the whole group."""
    if ids := selected():
        said = plural(len(ids), "{n} person ticked in the list", "{n} people ticked in the list")
        return Meant(what.who & Constituent.id.in_(ids), said, said)
    wanted = member_filters.read(request.values)
    topics = {key: topic.name for key, topic in what.scope.topics.items()}
    # What was typed to search with may name a person, and the journal is kept for good.
    untold = replace(wanted, text="…" if wanted.text else "")
    said, kept = (member_filters.words(each, topics) for each in (wanted, untold))
    return Meant(member_page.whom(what.scope, what.group, what.who, wanted), said, kept)


def _leaving(scope: Scope, who: Who, form: ExportForm) -> Who:
    return who if form.everybody else who & can_be_emailed(scope.workspace, at=scope.at, exactly=True)


def _page(what: Opened, meant: Meant, form: ExportForm, *, status: int = 200) -> Response:
    group, ids = what.group, selected()
    return htmx.render(
        "groups/export.html",
        fragment="groups/_export.html",
        status=status,
        title=_("Export “{name}”", name=group.name),
        group=group,
        form=form,
        words=meant.words,
        ids=ids,
        fields={} if ids else member_filters.read(request.values).query,
        columns=[column.label for column in extra(shown())],
        trial_only=for_trial_only(_base_url()),
        back=url_for(".show", group_id=group.id),
    )


def _base_url() -> str:
    address: str = current_app.config["SETTINGS"].address
    return address
