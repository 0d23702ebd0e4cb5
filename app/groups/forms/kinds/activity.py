"""Conditions about events and about email, as they are typed."""

from collections.abc import Mapping

from app.groups.forms.fields import Control, Field, Options
from app.groups.forms.kinds.kind import Kind, chosen, counted, text, thing, when
from app.words import N_

_STATUSES: Options = (
    ("registered", N_("registered")),
    ("attended", N_("attended")),
    ("no_show", N_("no-show")),
    ("cancelled", N_("cancelled")),
    ("waitlisted", N_("waitlisted")),
)
_WHAT: Options = (
    ("sent", N_("sent to them")),
    ("delivered", N_("delivered")),
    ("opened", N_("opened by them")),
    ("clicked", N_("clicked by them")),
    ("bounced", N_("bounced")),
    ("complained", N_("complained about")),
    ("unsubscribed", N_("unsubscribed from")),
)

EVENTS: Mapping[str, Kind] = {
    "registrations": Kind(
        N_("Registrations"),
        (
            *counted(N_("Registrations")),
            thing("event", N_("Event"), "events", blank=N_("any event")),
            when(N_("Registered")),
            when(N_("The event is"), "event_period", to_come=True, apart=True),
            text("category", N_("Category of the event"), offered="categories", apart=True),
            chosen(
                "event_kind",
                N_("Event or program"),
                (("event", N_("event")), ("program", N_("program"))),
                blank="any",
                apart=True,
            ),
            Field(
                name="statuses",
                label=N_("Only with the status"),
                control=Control.SEVERAL,
                options=_STATUSES,
                apart=True,
            ),
        ),
        few=N_("People who never registered are in it."),
    ),
    "registered_for": Kind(
        N_("Registered for one event"),
        (thing("event", N_("Event"), "events", missing=N_("choose an event")),),
    ),
}

EMAIL: Mapping[str, Kind] = {
    "emails": Kind(
        N_("Messages"),
        (
            Field(
                name="what",
                label=N_("What became of it"),
                control=Control.CHOICE,
                options=_WHAT,
                start="opened",
                shapes=True,
            ),
            *counted(N_("Messages")),
            thing("campaign", N_("Campaign"), "campaigns", blank=N_("any campaign"), shapes=True),
            when(N_("Sent or happened")),
            Field(
                name="last_campaigns",
                label=N_("Only the last so many campaigns"),
                control=Control.NUMBER,
                apart=True,
                only=("campaign", ""),
            ),
            Field(
                name="bounce",
                label=N_("Bounced"),
                control=Control.CHOICE,
                options=(("any", N_("in any way")), ("hard", N_("for good")), ("soft", N_("for a while"))),
                start="any",
                only=("what", "bounced"),
            ),
        ),
        meanings=("what", {"opened": N_("What a mail program opened by itself is no opening.")}),
        few=N_("People who were never emailed are in it."),
    ),
}
