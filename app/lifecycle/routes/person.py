"""What every page about a whole record has."""

from typing import Any

from flask import Response, abort, url_for

from app.accounts.access import current_workspace
from app.constituents import queries as constituents
from app.constituents.domain.record import Existing
from app.lifecycle.forms import VersionForm
from app.web import htmx
from app.web.forms import refuse
from app.words import N_

BASE = "/constituents/<int:constituent_id>"
CHANGED = N_(
    "Somebody changed this record since you opened the page. Nothing was saved; this is how it is now."
)


def person_or_404(constituent_id: int) -> Existing:
    """The record of somebody of this workspace."""
    found = constituents.existing(current_workspace.id, [constituent_id]).get(constituent_id)
    if found is None:
        abort(404)
    return found


def show(name: str, title: str, who: Existing, *, status: int = 200, **context: Any) -> Response:
    """The page of this name about one person, or its fragment."""
    return htmx.render(
        f"lifecycle/{name}.html",
        fragment=f"lifecycle/_{name}.html",
        status=status,
        title=title,
        person=who,
        display=who.display,
        **context,
    )


def renew(form: VersionForm, who: Existing) -> None:
    """Let the form stand for the record as it is now."""
    form.version.data = str(who.version)


def outdated(form: VersionForm) -> None:
    """Say that the record is not any more what the page showed."""
    refuse(form, None, CHANGED)


def back(who: Existing, tab: str = "overview") -> Response:
    """To the profile."""
    return htmx.redirect(url_for(f"profiles.{tab}", constituent_id=who.id))
