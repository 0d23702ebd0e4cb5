"""Adding a person or an organization, and asking meanwhile whether they are known already."""

from collections.abc import Sequence

from flask import Response, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.constituents.directory import Listed
from app.constituents.domain.record import Existing, Kind
from app.db import db
from app.matching.queries.settings import settings_of
from app.profiles import services
from app.profiles.forms.record import RecordForm
from app.profiles.queries.known import Candidate, look_up, namesakes
from app.profiles.routes import bp
from app.profiles.routes.new_form import blank_form, form_page, form_sent, record_sent
from app.profiles.routes.record import SAVE, asked_to, onward, refuse_taken
from app.profiles.routes.resolving import resolve, resolve_unseen
from app.profiles.services import Added, Known
from app.updates.queries.change_sets import first_of
from app.web import htmx
from app.web.ids import id_in
from app.words import _

COMPARE = "compare:"


@bp.get("/constituents/new/individual")
@requires(Permission.EDIT)
def new_individual() -> Response:
    """The blank form for a person."""
    return form_page(blank_form(Kind.INDIVIDUAL))


@bp.get("/constituents/new/organization")
@requires(Permission.EDIT)
def new_organization() -> Response:
    """The blank form for an organization."""
    return form_page(blank_form(Kind.ORGANIZATION))


@bp.post("/constituents/new/individual")
@requires(Permission.EDIT)
def add_individual() -> Response:
    """Add the person, unless it may be somebody who is on record."""
    return _sent(Kind.INDIVIDUAL)


@bp.post("/constituents/new/organization")
@requires(Permission.EDIT)
def add_organization() -> Response:
    """Add the organization, unless it may be one that is on record."""
    return _sent(Kind.ORGANIZATION)


@bp.post("/constituents/known", endpoint="known")
@requires(Permission.EDIT)
def known_already() -> Response:
    """Whom the half-filled form may be about. Nothing is written, and no name stands in a URL."""
    kind = Kind.ORGANIZATION if "organization" in request.form else Kind.INDIVIDUAL
    record = record_sent(form_sent(kind))
    found = look_up(current_workspace, services.incoming(record))
    return htmx.render(
        "profiles/known.html",
        fragment="profiles/_known.html",
        heading=_("Do we know them already?"),
        kind=kind,
        compare=COMPARE if htmx.is_fragment() else "",
        candidates=found.candidates,
        relatives=found.relatives,
        namesakes=_namesakes(record, [*found.candidates, *found.relatives]),
        asked=True,
        is_matching=settings_of(current_workspace).on,
    )


def _namesakes(record: Existing, candidates: Sequence[Candidate]) -> Sequence[Listed]:
    return namesakes(current_workspace, record.name, besides=[each.id for each in candidates])


def _sent(kind: Kind) -> Response:
    form, asked = form_sent(kind), asked_to()
    if asked != SAVE and not asked.startswith(COMPARE):
        form.follow(asked)
        return form_page(form)
    record = record_sent(form)
    if not form.is_valid:
        return form_page(form, status=422)
    if asked.startswith(COMPARE):
        return resolve(record, chosen=id_in(asked.removeprefix(COMPARE)))
    return _added(form, record)


def _added(form: RecordForm, record: Existing) -> Response:
    distinct = request.form.getlist("distinct", type=int)
    match services.add(current_workspace, record, distinct=distinct, actor=actor()):
        case Added(record=now):
            db.session.commit()
            change_set = first_of(current_workspace.id, now.id) or 0
            undo = url_for("lifecycle.carry_out_undo", constituent_id=now.id, change_set=change_set)
            htmx.toast(_("Added. Every field is in the history."), undo=undo)
            return htmx.redirect(onward(now.id))
        case Known(candidates=candidates):
            db.session.rollback()
            return resolve_unseen(record, candidates, seen=distinct)
        case taken:
            db.session.rollback()
            refuse_taken(form, taken)
            return form_page(form, status=422, owners=taken.owners)
