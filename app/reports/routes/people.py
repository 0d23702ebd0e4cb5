"""The people behind one number: the list, the same as a file, and saved as a static group."""

from typing import Any

from flask import Response, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.connections import reading
from app.db import db, now
from app.groups.domain.rules import Rule
from app.groups.domain.sheet import slug
from app.groups.queries.members import members
from app.groups.queries.scope import Scope, scope_for
from app.groups.services import Refused, save_people
from app.reports import services
from app.reports.forms import GroupForm
from app.reports.queries.people import Behind, count, table
from app.reports.routes import bp
from app.reports.routes.behind import behind
from app.reports.routes.pages import Asked, asked
from app.web import htmx
from app.web.downloads import FileKind, in_files, kept_file, on_disk
from app.web.forms import refuse
from app.web.pagination import decode
from app.words import _, dated, plural

PEOPLE = "/reports/<report>/people"
_LONGEST_NAME = 80


@bp.get(PEOPLE)
@requires(Permission.VIEW)
def people(report: str) -> Response:
    """Exactly those who were counted, by name."""
    shown = asked()
    found, cursor = behind(report, shown), decode(request.args.get("after"), str, int)
    listing = members(_scope(), found.who, cursor=cursor)
    query = _query(shown, found)
    return htmx.render(
        "reports/people.html",
        fragment="reports/_people.html",
        title=found.heading,
        found=found,
        count=count(current_workspace.id, found.who),
        listing=listing,
        amounts=found.amounts([person.id for person in listing.rows]),
        report=report,
        back=url_for(f".{report}", **shown.query(currency=found.currency or None)),
        query=query,
        previous=_turned(report, query, listing.previous),
        next=_turned(report, query, listing.next),
    )


@bp.post(f"{PEOPLE}/file")
@requires(Permission.EXPORT)
def export(report: str) -> Response:
    """The same people as a file, with a line in the journal."""
    db.session.commit()  # what follows only reads, for a while: nobody shall have to wait for it
    with reading():
        shown = asked()
        told = behind(report, shown).heading
        with in_files():
            found = behind(report, shown)
        file, written = on_disk(table(_scope(), found))
        day = shown.period.today.isoformat()
        db.session.commit()
    services.note_export(current_workspace, report=report, told=told, count=written - 1, actor=actor())
    db.session.commit()
    return kept_file(f"{slug(found.heading)}-{day}", file, FileKind.CSV)


@bp.get(f"{PEOPLE}/group")
@requires(Permission.EDIT)
def choose_group(report: str) -> Response:
    """What the new group shall be called."""
    found = behind(report, asked())
    return _group_page(report, found, GroupForm(formdata=None, name=found.heading[:_LONGEST_NAME]))


@bp.post(f"{PEOPLE}/group")
@requires(Permission.EDIT)
def save_group(report: str) -> Response:
    """Put everybody behind the number into a new static group, and show it."""
    found, form = behind(report, asked()), GroupForm()
    if not form.validate():
        return _group_page(report, found, form, status=422)
    told = _(
        "{people}, as of {day}. {meaning}",
        people=found.heading,
        day=dated(asked().period.today),
        meaning=found.words,
    )
    saved = save_people(current_workspace, form.name.data or "", found.who, told=told, actor=actor())
    if isinstance(saved, Refused):
        db.session.rollback()
        refuse(form, "name", saved.why)
        return _group_page(report, found, form, status=422)
    group, number = saved.group.id, saved.group.member_count or 0
    db.session.commit()
    htmx.toast(plural(number, "{n} person is in the new group.", "{n} people are in the new group."))
    return htmx.redirect(url_for("groups.show", group_id=group))


def _group_page(report: str, found: Behind, form: GroupForm, *, status: int = 200) -> Response:
    query = _query(asked(), found)
    return htmx.render(
        "reports/group.html",
        fragment="reports/_group.html",
        status=status,
        title=_("Save as a static group"),
        report=report,
        found=found,
        form=form,
        count=count(current_workspace.id, found.who),
        query=query,
        back=url_for(".people", report=report, **query),
    )


def _scope() -> Scope:
    return scope_for(current_workspace, Rule(), at=now())


def _query(shown: Asked, found: Behind) -> dict[str, Any]:
    """What names the same people again."""
    return shown.query(who=request.values.get("who") or None, **found.query)


def _turned(report: str, query: dict[str, Any], after: str | None) -> str | None:
    return url_for(".people", report=report, **query, after=after) if after else None
