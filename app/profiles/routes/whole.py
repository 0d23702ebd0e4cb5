"""The whole record once more before it is added, with whom it is told apart from."""

from collections.abc import Sequence

from flask import Response, url_for

from app.accounts.access import current_workspace
from app.consent import queries as consent
from app.constituents.dates import written
from app.constituents.domain.record import Existing
from app.db import now
from app.profiles.domain.whole import in_full
from app.profiles.routes.new_form import url_of
from app.profiles.routes.record import typed
from app.web import htmx
from app.words import _


def whole_page(record: Existing, apart: Sequence[Existing]) -> Response:
    """Everything that was typed, and what is said of those on record by adding it."""
    return htmx.render(
        "profiles/addition.html",
        fragment="profiles/_addition.html",
        title=_("Add this as a new record"),
        record=record,
        facts=in_full(record, written),
        would_be=consent.would_be(current_workspace, record, at=now()),
        apart=apart,
        restrained=consent.restrained(current_workspace, apart, at=now()),
        typed=typed(),
        action=url_of(record.kind),
        draft=url_for("profiles.draft", kind=record.kind.value),
    )
