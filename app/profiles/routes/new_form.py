"""The form for somebody new: blank, as it was typed so far, or with what is wrong with it."""

from collections.abc import Sequence

from flask import Response, abort, request, url_for

from app.accounts.access import current_workspace
from app.constituents.domain.record import Existing, Kind, blank
from app.matching.queries.settings import settings_of
from app.profiles.domain.parts import parts_of
from app.profiles.forms.reading import read
from app.profiles.forms.record import RecordForm, form_for, posted_form
from app.profiles.queries import systems
from app.profiles.routes.record import door, here
from app.profiles.services import Owner
from app.web import htmx
from app.words import N_

TITLES = {Kind.INDIVIDUAL: N_("Add a person"), Kind.ORGANIZATION: N_("Add an organization")}
_OPEN = ("emails", "phones", "addresses")
"""Lists of which a new record's form shows a blank row."""


def kind_or_404(word: str) -> Kind:
    """The kind of constituent that a URL names."""
    if word not in set(Kind):
        abort(404)
    return Kind(word)


def url_of(kind: Kind) -> str:
    """Where the form is, and goes."""
    return url_for(f"profiles.new_{kind.value}")


def blank_form(kind: Kind) -> RecordForm:
    """A form on which nothing was typed yet."""
    form = form_for(blank(kind), parts_of(kind))
    for field in _OPEN:
        form.add_row(field)
        form.primary[field] = "0"
    form.fresh = ""
    return form


def form_sent(kind: Kind) -> RecordForm:
    """The form as it was sent."""
    return posted_form(kind, parts_of(kind), request.form)


def record_sent(form: RecordForm) -> Existing:
    """What the form says; what is wrong is noted beside its controls."""
    return read(form, blank(form.kind), here())


def form_page(form: RecordForm, *, status: int = 200, owners: Sequence[Owner] = ()) -> Response:
    """The form as a page or in its place. `owners` are of external IDs that were typed."""
    return htmx.render(
        "profiles/new.html",
        fragment="profiles/_new_form.html",
        status=status,
        title=TITLES[form.kind],
        form=form,
        action=url_of(form.kind),
        systems=systems.names(current_workspace),
        owners=owners,
        door=door(),
        candidates=(),
        namesakes=(),
        asked=False,
        is_matching=settings_of(current_workspace).on,
    )
