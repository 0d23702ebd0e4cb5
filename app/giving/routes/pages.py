"""What every page about gifts has: the gift or 404, today, a form as a page or in the dialog."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, abort, url_for

from app.accounts.access import current_workspace
from app.db import now
from app.giving.queries import one
from app.giving.queries.one import Gift
from app.giving.queries.suggestions import suggestions
from app.web import htmx
from app.web.forms import Form
from app.words import _

GIFT = "/donations/<int:donation>"


def gift_or_404(donation: int) -> Gift:
    """The gift of this workspace; one of another workspace is as unknown as none."""
    found = one.gift(current_workspace, donation)
    if found is None:
        abort(404)
    return found


def with_donor_or_409(donation: int) -> Gift:
    """The gift, to be changed; of a donor who was erased nothing is changed any more."""
    found = gift_or_404(donation)
    if found.donor is None:
        abort(409, description=_("The donor of this gift was erased. What is left of it stays as it is."))
    return found


def today() -> date:
    """The day it is in the workspace."""
    return now().astimezone(ZoneInfo(current_workspace.timezone)).date()


def link(donation: int) -> str:
    """The page of a gift."""
    return url_for("giving.show", donation=donation)


def form_page(body: str, title: str, form: Form, *, status: int = 200, **context: Any) -> Response:
    """A form about a gift: a page of its own, or in the dialog."""
    return htmx.render(
        "giving/form.html",
        fragment="giving/_form.html",
        status=status,
        title=title,
        body=body,
        form=form,
        known=suggestions(current_workspace),
        **context,
    )
