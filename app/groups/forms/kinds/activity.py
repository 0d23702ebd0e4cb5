"""Conditions about events and about email, as they are typed."""

from collections.abc import Mapping

from app.groups.forms.fields import Control, Field, Options
from app.groups.forms.kinds.kind import Kind, chosen, counted, text, thing, when

_STATUSES: Options = (
    ("registered", "registered"),
    ("attended", "attended"),
    ("no_show", "did not come"),
    ("cancelled", "cancelled"),
    ("waitlisted", "on the waiting list"),
)
_WHAT: Options = (
    ("sent", "sent to them"),
    ("delivered", "delivered"),
    ("opened", "opened by them"),
    ("clicked", "clicked by them"),
    ("bounced", "bounced"),
    ("complained", "complained about"),
    ("unsubscribed", "unsubscribed from"),
)

EVENTS: Mapping[str, Kind] = {
    "registrations": Kind(
        "Registrations",
        (
            *counted("Registrations"),
            thing("event", "Event", "events", blank="any event"),
            when("Registered"),
            when("The event is", "event_period", to_come=True, apart=True),
            text("category", "Category of the event", offered="categories", apart=True),
            chosen(
                "event_kind",
                "Event or program",
                (("event", "event"), ("program", "program")),
                blank="any",
                apart=True,
            ),
            Field(
                name="statuses",
                label="Only with the status",
                control=Control.SEVERAL,
                options=_STATUSES,
                apart=True,
            ),
        ),
        few="People who never registered are in it.",
    ),
    "registered_for": Kind(
        "Registered for one event", (thing("event", "Event", "events", missing="choose an event"),)
    ),
}

EMAIL: Mapping[str, Kind] = {
    "emails": Kind(
        "Messages",
        (
            Field(
                name="what",
                label="What became of it",
                control=Control.CHOICE,
                options=_WHAT,
                start="opened",
                shapes=True,
            ),
            *counted("Messages"),
            thing("campaign", "Campaign", "campaigns", blank="any campaign", shapes=True),
            when("Sent or happened"),
            Field(
                name="last_campaigns",
                label="Only the last so many campaigns",
                control=Control.NUMBER,
                apart=True,
                only=("campaign", ""),
            ),
            Field(
                name="bounce",
                label="Bounced",
                control=Control.CHOICE,
                options=(("any", "in any way"), ("hard", "for good"), ("soft", "for a while")),
                start="any",
                only=("what", "bounced"),
            ),
        ),
        meanings=("what", {"opened": "What a mail program opened by itself is no opening."}),
        few="People who were never emailed are in it.",
    ),
}
