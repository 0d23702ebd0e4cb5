"""Roles of one constituent, with their time."""

from flask import Response, abort, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.constituents.models import Constituent
from app.cultivation import queries, services
from app.cultivation.domain.roles import Span
from app.cultivation.forms import ConstituencyForm
from app.cultivation.models import Constituency
from app.cultivation.routes import bp
from app.cultivation.routes.pages import PERSON, back, compare, page, person_or_404, profile
from app.cultivation.services import Overlaps, Stale
from app.db import db
from app.web import htmx
from app.web.filters import day
from app.web.forms import refuse
from app.words import _

CONSTITUENCY = f"{PERSON}/constituencies/<int:constituency_id>"


@bp.get(f"{PERSON}/constituencies/new")
@requires(Permission.EDIT)
def constituency_new(constituent_id: int) -> Response:
    """Another role."""
    return _page(person_or_404(constituent_id), ConstituencyForm(), None)


@bp.post(f"{PERSON}/constituencies/new")
@requires(Permission.EDIT)
def constituency_create(constituent_id: int) -> Response:
    """Give it."""
    who, form = person_or_404(constituent_id), ConstituencyForm()
    if not _is_good(form):
        return _page(who, form, None, status=422)
    outcome = services.add_constituency(current_workspace.id, who.id, form.draft(), actor=actor())
    if isinstance(outcome, Overlaps):
        refuse(form, "since", overlap_words(outcome))
        return _page(who, form, None, status=422)
    db.session.commit()
    htmx.toast(_("The role is saved."))
    return back(who)


@bp.get(f"{CONSTITUENCY}/edit")
@requires(Permission.EDIT)
def constituency_edit(constituent_id: int, constituency_id: int) -> Response:
    """One role, to be changed or ended."""
    who = person_or_404(constituent_id)
    found, role = _constituency_or_404(who, constituency_id)
    return _page(who, _filled(found, role), found)


@bp.post(f"{CONSTITUENCY}/edit")
@requires(Permission.EDIT)
def constituency_change(constituent_id: int, constituency_id: int) -> Response:
    """Change it, unless somebody else did so in the meantime."""
    who, form = person_or_404(constituent_id), ConstituencyForm()
    found, __ = _constituency_or_404(who, constituency_id)
    if not _is_good(form):
        return _page(who, form, found, status=422)
    match services.change_constituency(found, form.draft(), version=form.seen_version, actor=actor()):
        case Overlaps() as taken:
            refuse(form, "since", overlap_words(taken))
            return _page(who, form, found, status=422)
        case Stale():
            theirs = compare(form, _filled(*_constituency_or_404(who, constituency_id)))
            return _page(who, form, found, status=422, theirs=theirs)
        case Constituency():
            db.session.commit()
            htmx.toast(_("The role is saved."))
            return back(who)


@bp.post(f"{CONSTITUENCY}/deletion")
@requires(Permission.EDIT)
def constituency_delete(constituent_id: int, constituency_id: int) -> Response:
    """Delete one that was a mistake; the toast brings it back."""
    who = person_or_404(constituent_id)
    found, role = _constituency_or_404(who, constituency_id)
    services.delete_constituency(found, actor=actor())
    db.session.commit()
    undo = url_for(".constituency_restore", constituent_id=who.id, constituency_id=constituency_id)
    htmx.toast(_("The role “{role}” is deleted.", role=role), undo=undo)
    return back(who)


@bp.post(f"{CONSTITUENCY}/restoration")
@requires(Permission.EDIT)
def constituency_restore(constituent_id: int, constituency_id: int) -> Response:
    """Bring a deleted one back; one that is there already stays as it is."""
    who = person_or_404(constituent_id)
    found = services.restore_constituency(current_workspace.id, who.id, constituency_id, actor=actor())
    match found:
        case Overlaps():
            htmx.toast(
                _("It stays deleted. {overlap_words}", overlap_words=overlap_words(found)), tone="failed"
            )
        case Constituency():
            db.session.commit()
            htmx.toast(_("The role is back."))
        case None:
            _constituency_or_404(who, constituency_id)
    return back(who)


def overlap_words(taken: Overlaps) -> str:
    """What is on record for that time, and what to do about it."""
    return _(
        "“{role}” is on record {span_words} already. Choose days outside of that, or end that one first.",
        role=taken.role,
        span_words=span_words(taken.span),
    )


def span_words(span: Span) -> str:
    """A span as it ends a sentence: "from Mar 4, 2020 until today"."""
    begin = _("from {since}", since=day(span.since)) if span.since else _("from an unknown day")
    return (
        _("{begin} until {until}", begin=begin, until=day(span.until))
        if span.until
        else _("{begin} on", begin=begin)
    )


def _constituency_or_404(who: Constituent, constituency_id: int) -> tuple[Constituency, str]:
    found = queries.constituency(current_workspace.id, who.id, constituency_id)
    if found is None:
        abort(404)
    return found


def _is_good(form: ConstituencyForm) -> bool:
    if not form.validate():
        return False
    if form.draft().span.is_backward:
        refuse(form, "until", _("It cannot end before it begins. Choose a later day."))
        return False
    return True


def _filled(held: Constituency, role: str) -> ConstituencyForm:
    values = {name: getattr(held, name) for name in ("since", "until", "note", "version")}
    return ConstituencyForm(formdata=None, data={**values, "role": role})


def _page(
    who: Constituent,
    form: ConstituencyForm,
    held: Constituency | None,
    *,
    status: int = 200,
    **more: object,
) -> Response:
    return page(
        "cultivation/_constituency_form.html",
        _("Change a role") if held else _("Add a role"),
        who,
        form,
        status=status,
        held=held,
        roles=list(queries.roles(current_workspace.id).values()),
        back=profile(who),
        **more,
    )
