"""What every page of notes, constituencies and prospects has: the person or 404, the form, the way back."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, abort, url_for

from app.accounts.access import current_workspace
from app.constituents import queries as constituents
from app.constituents.directory import name_of
from app.constituents.models import Constituent
from app.cultivation.forms import Versioned, differing
from app.db import now
from app.web import htmx
from app.web.forms import Form, refuse
from app.words import N_

PERSON = "/constituents/<int:constituent_id>"
CHANGED_MEANWHILE = N_(
    "Somebody else changed this while you were writing. Below stands what is on record now beside what you "
    "wrote. Nothing of yours is saved yet: save again to put yours in its place, or cancel to keep theirs."
)


def person_or_404(constituent_id: int) -> Constituent:
    """The constituent of this workspace."""
    found = constituents.get(current_workspace, constituent_id)
    if found is None:
        abort(404)
    return found


def today() -> date:
    """The day it is in the workspace."""
    return now().astimezone(ZoneInfo(current_workspace.timezone)).date()


def profile(who: Constituent) -> str:
    """The page that shows what was written."""
    return url_for("profiles.overview", constituent_id=who.id)


def back(who: Constituent) -> Response:
    """To the page that it was asked from: the list of notes or the profile."""
    listed = url_for("cultivation.notes_of", constituent_id=who.id)
    return htmx.redirect(listed if htmx.shown(listed) is not None else profile(who))


def page(body: str, title: str, who: Constituent, form: Form, *, status: int = 200, **more: Any) -> Response:
    """A form about this person: a page of its own, or in the dialog."""
    return htmx.render(
        "cultivation/form.html",
        fragment="cultivation/_form.html",
        status=status,
        title=title,
        body=body,
        person=who,
        display=name_of(who),
        form=form,
        theirs=more.pop("theirs", []),
        **more,
    )


def compare(form: Versioned, theirs: Versioned) -> list[tuple[str, Any, Any]]:
    """Say in the form that it is out of date, and answer what differs; saving it again then overrides."""
    form.version.data = theirs.version.data
    refuse(form, None, CHANGED_MEANWHILE)
    return differing(form, theirs)
