"""The pages about events: what comes, who is registered, and who is at the door."""

from flask import Blueprint

from app.accounts.access import requires_module
from app.accounts.domain.roles import Module
from app.events.domain.acts import first_act, possible
from app.events.domain.words import KIND, STATUS, TONES, journal_label, journal_words

bp = Blueprint("events", __name__)
bp.before_request(requires_module(Module.EMAIL))  # like everything about constituents
bp.before_request(requires_module(Module.EVENTS))


@bp.context_processor
def _words() -> dict[str, object]:
    return {
        "when": event.when,
        "status_words": STATUS,
        "status_tones": TONES,
        "kind_words": KIND,
        "journal_label": journal_label,
        "journal_words": journal_words,
        "first_act": first_act,
        "possible": possible,
    }


from app.events.routes import (  # noqa: E402  # they add their views to the blueprint
    acting,
    door,
    editing,
    event,
    export,
    grouping,
    listing,
    no_shows,
    registering,
    registration,
)

__all__ = [
    "acting",
    "bp",
    "door",
    "editing",
    "event",
    "export",
    "grouping",
    "listing",
    "no_shows",
    "registering",
    "registration",
]
