"""Conditions about people themselves: permission, profile, and what they belong to, as they are typed."""

from collections.abc import Mapping

from app.consent.domain.facts import SuppressionReason
from app.cultivation.domain.stages import Stage
from app.groups.domain.segments import Segment
from app.groups.forms.fields import Control, Field, Options
from app.groups.forms.kinds.kind import LIMITS, Kind, chosen, text, thing, when

_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTHS: Options = (
    *(("this", "this month"), ("next", "next month")),
    *((str(number), name) for number, name in enumerate(_NAMES, start=1)),
)
_AGES: Options = (*LIMITS, ("exactly", "exactly"))
_STATUSES: Options = (
    ("unsubscribed", "unsubscribed"),
    ("subscribed", "subscribed"),
    ("no_choice", "made no choice"),
)
_CHOICES: Options = (("joined", "joined"), ("left", "left"), ("never", "never chose"))

PERMISSION: Mapping[str, Kind] = {
    "can_be_emailed": Kind("Can be emailed", (thing("topic", "About", "interests", blank="anything"),)),
    "marketing_status": Kind("Marketing status", (chosen("status", "Status", _STATUSES),)),
    "suppressed_for": Kind(
        "Suppressed",
        (
            chosen(
                "reason",
                "Because of",
                tuple((each.value, each.words) for each in SuppressionReason),
                blank="any reason",
            ),
        ),
    ),
    "do_not_contact": Kind("Do not contact"),
    "interest_in": Kind(
        "Interest group",
        (
            chosen("choice", "Choice", _CHOICES),
            thing("interest", "Interest group", "interests", missing="choose an interest group"),
        ),
    ),
}

PROFILE: Mapping[str, Kind] = {
    "kind_is": Kind(
        "Individual or organization",
        (chosen("kind", "Kind", (("individual", "individual"), ("organization", "organization"))),),
    ),
    "status_is": Kind(
        "Active, inactive or deceased",
        (
            chosen(
                "status", "Status", (("active", "active"), ("inactive", "inactive"), ("deceased", "deceased"))
            ),
        ),
    ),
    "place_is": Kind(
        "Place",
        (
            text("city", "City", offered="cities"),
            text("region", "State or region"),
            text("postal_code", "Postal code begins with"),
            Field(name="country", label="Country", control=Control.CHOICE, offered="countries", blank="any"),
        ),
        "All of it must be so in one and the same address.",
        missing="type a city, a region or a country",
    ),
    "birth_month": Kind(
        "Birthday in a month",
        (Field(name="month", label="Month", control=Control.THING, options=_MONTHS, start="this"),),
    ),
    "age": Kind(
        "Age",
        (
            Field(name="op", label="How old", control=Control.CHOICE, options=_AGES, start="at_least"),
            Field(name="years", label="Years", control=Control.NUMBER, missing="type an age in years"),
        ),
        "Whose date of birth is not wholly known is neither.",
    ),
    "added_within": Kind("Added to Kith", (when(),)),
    "updated_within": Kind("Last changed", (when(),)),
    "source_is": Kind("Source", (text("source", "Source", offered="sources", missing="type a source"),)),
    "from_import": Kind(
        "Came with an import or batch",
        (
            Field(
                name="number",
                label="Its number",
                control=Control.NUMBER,
                missing="type the number of the import or batch",
            ),
        ),
    ),
    "role_is": Kind(
        "Constituency",
        (text("role", "Role", offered="roles", missing="type a role, like Volunteer"),),
    ),
    "stage_is": Kind(
        "Prospect stage", (chosen("stage", "Stage", tuple((each.value, each.label) for each in Stage)),)
    ),
    "has_email": Kind("Has an email address"),
    "has_phone": Kind("Has a phone number"),
    "has_address": Kind("Has a postal address"),
    "text_search": Kind("Text search", (text("text", "Search for", missing="type what to look for"),)),
}

GROUPS: Mapping[str, Kind] = {
    "in_segment": Kind(
        "Quick segment",
        (chosen("segment", "Segment", tuple((each.value, each.label) for each in Segment)),),
        meanings=("segment", {each.value: each.meaning for each in Segment}),
    ),
    "in_group": Kind("In another group", (thing("group", "Group", "groups", missing="choose a group"),)),
}
