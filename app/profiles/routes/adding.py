"""Adding a person or an organization, and asking meanwhile whether they are known already."""

from collections.abc import Sequence

from flask import Response, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.constituents.directory import Listed
from app.constituents.domain.record import Existing, Kind, blank
from app.db import db
from app.matching.queries.settings import settings_of
from app.profiles import services
from app.profiles.domain.parts import parts_of
from app.profiles.forms.reading import read
from app.profiles.forms.record import RecordForm, form_for, posted_form
from app.profiles.queries import systems
from app.profiles.queries.known import Candidate, look_up, namesakes
from app.profiles.routes import bp
from app.profiles.routes.record import SAVE, asked_to, here, refuse_taken, typed
from app.profiles.services import Added, Known, Owner
from app.web import htmx

TITLES = {Kind.INDIVIDUAL: "Add a person", Kind.ORGANIZATION: "Add an organization"}
_OPEN = ("emails", "phones", "addresses")
"""Lists of which a new record's form shows a blank row."""


@bp.get("/constituents/new/individual")
@requires(Permission.EDIT)
def new_individual() -> Response:
    """The blank form for a person."""
    return _page(_blank(Kind.INDIVIDUAL))


@bp.get("/constituents/new/organization")
@requires(Permission.EDIT)
def new_organization() -> Response:
    """The blank form for an organization."""
    return _page(_blank(Kind.ORGANIZATION))


@bp.post("/constituents/new/individual")
@requires(Permission.EDIT)
def add_individual() -> Response:
    """Add the person, unless it may be somebody who is on record."""
    return _add(Kind.INDIVIDUAL)


@bp.post("/constituents/new/organization")
@requires(Permission.EDIT)
def add_organization() -> Response:
    """Add the organization, unless it may be one that is on record."""
    return _add(Kind.ORGANIZATION)


@bp.post("/constituents/known", endpoint="known")
@requires(Permission.EDIT)
def known_already() -> Response:
    """Whom the half-filled form may be about. Nothing is written, and no name stands in a URL."""
    kind = Kind.ORGANIZATION if "organization" in request.form else Kind.INDIVIDUAL
    form = posted_form(kind, parts_of(kind), request.form)
    record = read(form, blank(kind), here())
    found = look_up(current_workspace, services.incoming(record))
    return htmx.render(
        "profiles/known.html",
        fragment="profiles/_known.html",
        heading="Do we know them already?",
        candidates=found.candidates,
        relatives=found.relatives,
        namesakes=_namesakes(record, [*found.candidates, *found.relatives]),
        asked=True,
        is_matching=settings_of(current_workspace).on,
    )


def _add(kind: Kind) -> Response:
    form = posted_form(kind, parts_of(kind), request.form)
    if asked_to() != SAVE:
        form.follow(asked_to())
        return _page(form)
    record = read(form, blank(kind), here())
    if not form.is_valid:
        return _page(form, status=422)
    return _written(form, record)


def _written(form: RecordForm, record: Existing) -> Response:
    distinct = request.form.getlist("distinct", type=int)
    match services.add(current_workspace, record, distinct=distinct, actor=actor()):
        case Added(record=now):
            db.session.commit()
            htmx.toast("Added. Every field is in the history.")
            return htmx.redirect(url_for("profiles.overview", constituent_id=now.id))
        case Known(candidates=candidates):
            db.session.rollback()
            return _ask(record, candidates)
        case taken:
            db.session.rollback()
            refuse_taken(form, taken)
            return _page(form, status=422, owners=taken.owners)


def _namesakes(record: Existing, candidates: Sequence[Candidate]) -> Sequence[Listed]:
    return namesakes(current_workspace, record.name, besides=[each.id for each in candidates])


def _blank(kind: Kind) -> RecordForm:
    form = form_for(blank(kind), parts_of(kind))
    for field in _OPEN:
        form.add_row(field)
        form.primary[field] = "0"
    form.fresh = ""
    return form


def _page(form: RecordForm, *, status: int = 200, owners: Sequence[Owner] = ()) -> Response:
    return htmx.render(
        "profiles/new.html",
        fragment="profiles/_new_form.html",
        status=status,
        title=TITLES[form.kind],
        form=form,
        action=url_for(f"profiles.new_{form.kind.value}"),
        systems=systems.names(current_workspace),
        owners=owners,
        candidates=(),
        namesakes=(),
        asked=False,
        is_matching=settings_of(current_workspace).on,
    )


def _ask(record: Existing, candidates: Sequence[Candidate]) -> Response:
    return htmx.render(
        "profiles/confirm.html",
        fragment="profiles/_confirm.html",
        title="Do we know them already?",
        kind=record.kind,
        candidates=candidates,
        namesakes=_namesakes(record, candidates),
        typed=typed(),
        action=url_for(f"profiles.new_{record.kind.value}"),
        distinct=[each.id for each in candidates],
    )
