"""Taking the list out of Kith as a file: everybody who matches, or the selected rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from flask import Response, request
from sqlalchemy import ColumnElement
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.accounts.models import Workspace
from app.connections import reading
from app.constituents.models import Constituent
from app.db import bind, db, now
from app.groups.queries.scope import Scope
from app.groups.routes.kept_columns import shown as kept_columns
from app.profiles.domain.asked import Asked, chip, read
from app.profiles.queries import export as tables
from app.profiles.queries import people
from app.profiles.queries.counts import counted
from app.profiles.routes import bp
from app.profiles.routes.around import inside
from app.profiles.routes.people import url
from app.profiles.services.exporting import note_export
from app.web import htmx
from app.web.downloads import FileKind, in_files, table_file
from app.web.forms import Form, refuse
from app.web.selected import selected
from app.web.workbook import MOST_ROWS, Cell
from app.words import N_, _, figure, plural


class ExportForm(Form):
    """As what."""

    kind = RadioField(
        N_("Format"),
        choices=[
            SelectChoice(FileKind.CSV.value, N_("CSV, for any program")),
            SelectChoice(FileKind.XLSX.value, N_("Excel workbook (XLSX)")),
        ],
        default=FileKind.CSV.value,
    )
    whole = BooleanField(N_("The whole record, to work on in a spreadsheet and import again"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who shall be in the file: a condition, and how it is said in the file, its name and the journal."""

    who: ColumnElement[bool]
    words: str
    short: str
    journal: str
    groups: tuple[int, ...] = ()
    """The groups whose people they are, where the list is of a group's people."""


@bp.get("/constituents/export")
@requires(Permission.EXPORT)
def choose_export() -> Response:
    """Who would be in the file, and as what."""
    return _page(ExportForm(prefix="export"))


@bp.post("/constituents/export")
@requires(Permission.EXPORT)
def export() -> Response:
    """The file, with a line in the journal."""
    form = ExportForm(prefix="export")
    if not form.validate():
        return _page(form, status=422)
    kind, asked = FileKind(form.kind.data), asked_for()
    db.session.commit()  # counting only reads: nobody shall have to wait for it
    with reading():
        found = people.understood(current_workspace, asked, at=now())
        asked, scope = found.asked, found.scope
        meant = wanted(asked, scope)
        count = tables.number(scope, meant.who)
    db.session.commit()
    if kind is FileKind.XLSX and count >= MOST_ROWS:
        refuse(
            form,
            "kind",
            _("A sheet of Excel holds {most} people at most. Choose CSV.", most=figure(MOST_ROWS - 1)),
        )
        return _page(form, status=422)
    note_export(current_workspace, told=meant.journal, count=count, kind=kind.value, actor=actor())
    db.session.commit()
    with in_files():
        return _file(scope, asked, kind, count, whole=form.whole.data)


def _file(scope: Scope, asked: Asked, kind: FileKind, count: int, *, whole: bool) -> Response:
    workspace = db.session.get_one(Workspace, current_workspace.id)
    db.session.expunge(workspace)  # it shall outlive this session: the rows are read while they are sent
    today = scope.as_of.today
    meant = wanted(asked, scope)
    note = f"{meant.words} {plural(count, '{n} person', '{n} people')}, {today.isoformat()}"
    shown = kept_columns()
    lasting = replace(scope, workspace=workspace)
    rows = (
        tables.whole_table(lasting, meant.who, sort=asked.sort, note=note)
        if whole
        else tables.table(lasting, meant.who, sort=asked.sort, shown=shown, note=note)
    )
    return table_file(tables.file_name(meant.short, today), _read(workspace.id, rows), kind)


def _read(workspace_id: int, rows: Iterable[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    """The rows, read in a session of their own, which nobody has to wait for."""
    with reading():
        bind(workspace_id)
        db.session.connection()
    yield from rows


def asked_for() -> Asked:
    """What the list asked for: as parameters of its own, or, beside selected rows, as one parameter."""
    return inside() if selected() else read(request.values)


def wanted(asked: Asked, scope: Scope) -> Wanted:
    """The selected rows, or whoever is in the list."""
    if ids := selected():
        said = plural(len(ids), "Selected from the list: {n} person.", "Selected from the list: {n} people.")
        return Wanted(Constituent.id.in_(ids), said, plural(len(ids), "{n} selected", "{n} selected"), said)
    chips = [chip(name, value, scope.speech) for name, value in asked.filters]
    short = " ".join([*([asked.text] if asked.text else []), *chips]) or "everybody"
    # What was typed to search with may name a person, and the journal is kept for good.
    untold = replace(asked, text="…" if asked.text else "")
    groups = tuple(int(value) for name, value in asked.filters if name == "group")
    who, words = people.who(asked, scope), asked.words(scope.speech)
    return Wanted(who, words, short, untold.words(scope.speech), groups)


def _page(form: ExportForm, *, status: int = 200) -> Response:
    found, ids = people.understood(current_workspace, asked_for(), at=now()), selected()
    asked = found.asked
    return htmx.render(
        "profiles/export.html",
        fragment="profiles/_export.html",
        status=status,
        title=_("Export constituents"),
        form=form,
        words=wanted(asked, found.scope).words,
        matching=None if ids else counted(found)[1],
        fields={"in": request.values.get("in", "")} if ids else asked.query,
        ids=ids,
        shown=kept_columns(),
        back=url(asked),
    )
