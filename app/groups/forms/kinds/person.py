"""Conditions about people themselves: permission, profile, and what they belong to, as they are typed."""

from collections.abc import Mapping

from app.consent.domain.facts import SuppressionReason
from app.cultivation.domain.stages import Stage
from app.groups.domain.segments import Segment
from app.groups.forms.fields import Control, Field, Options
from app.groups.forms.kinds.kind import LIMITS, Kind, chosen, text, thing, when
from app.words import N_

_NAMES = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June")),
    *(N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December")),
)
_MONTHS: Options = (
    *(("this", N_("this month")), ("next", N_("next month"))),
    *((str(number), name) for number, name in enumerate(_NAMES, start=1)),
)
_AGES: Options = (*LIMITS, ("exactly", N_("exactly")))
_STATUSES: Options = (
    ("unsubscribed", N_("unsubscribed")),
    ("subscribed", N_("subscribed")),
    ("no_choice", N_("made no choice")),
)
_KINDS: Options = (("individual", N_("individual")), ("organization", N_("organization")))
_CHOICES: Options = (("joined", N_("joined")), ("left", N_("left")), ("never", N_("never chose")))

PERMISSION: Mapping[str, Kind] = {
    "can_be_emailed": Kind(
        N_("Can be emailed"), (thing("topic", N_("About"), "interests", blank=N_("anything")),)
    ),
    "marketing_status": Kind(N_("Marketing status"), (chosen("status", N_("Status"), _STATUSES),)),
    "suppressed_for": Kind(
        N_("Suppressed"),
        (
            chosen(
                "reason",
                N_("Because of"),
                tuple((each.value, each.words) for each in SuppressionReason),
                blank=N_("any reason"),
            ),
        ),
    ),
    "do_not_contact": Kind(N_("Do not contact")),
    "interest_in": Kind(
        N_("Interest group"),
        (
            chosen("choice", N_("Choice"), _CHOICES),
            thing("interest", N_("Interest group"), "interests", missing=N_("choose an interest group")),
        ),
    ),
}

PROFILE: Mapping[str, Kind] = {
    "kind_is": Kind(
        N_("Individual or organization"),
        (
            chosen(
                "kind", N_("Kind"), (("individual", N_("individual")), ("organization", N_("organization")))
            ),
        ),
    ),
    "status_is": Kind(
        N_("Active, inactive or deceased"),
        (
            chosen(
                "status",
                N_("Status"),
                (("active", N_("active")), ("inactive", N_("inactive")), ("deceased", N_("deceased"))),
            ),
        ),
    ),
    "place_is": Kind(
        N_("Place"),
        (
            text("city", N_("City"), offered="cities"),
            text("region", N_("State or region")),
            text("postal_code", N_("Postal code begins with")),
            Field(
                name="country",
                label=N_("Country"),
                control=Control.CHOICE,
                offered="countries",
                blank=N_("any"),
            ),
        ),
        N_("All of it must be so in one and the same address."),
        missing=N_("type a city, a region or a country"),
    ),
    "birth_month": Kind(
        N_("Birthday in a month"),
        (Field(name="month", label=N_("Month"), control=Control.THING, options=_MONTHS, start="this"),),
    ),
    "age": Kind(
        N_("Age"),
        (
            Field(name="op", label=N_("How old"), control=Control.CHOICE, options=_AGES, start="at_least"),
            Field(
                name="years", label=N_("Years"), control=Control.NUMBER, missing=N_("type an age in years")
            ),
        ),
        N_("Whose date of birth is not wholly known is neither."),
    ),
    "added_within": Kind(N_("Added to Kith"), (when(),)),
    "updated_within": Kind(N_("Last changed"), (when(),)),
    "source_is": Kind(
        N_("Source"), (text("source", N_("Source"), offered="sources", missing=N_("type a source")),)
    ),
    "from_import": Kind(
        N_("Came with an import or batch"),
        (
            Field(
                name="number",
                label=N_("Its number"),
                control=Control.NUMBER,
                missing=N_("type the number of the import or batch"),
            ),
        ),
    ),
    "role_is": Kind(
        N_("Constituency"),
        (text("role", N_("Role"), offered="roles", missing=N_("type a role, like Volunteer")),),
    ),
    "stage_is": Kind(
        N_("Prospect stage"),
        (chosen("stage", N_("Stage"), tuple((each.value, each.label) for each in Stage)),),
    ),
    "has_email": Kind(N_("Has an email address")),
    "has_phone": Kind(N_("Has a phone number")),
    "has_address": Kind(N_("Has a postal address")),
    "text_search": Kind(
        N_("Text search"), (text("text", N_("Search for"), missing=N_("type what to look for")),)
    ),
}

GROUPS: Mapping[str, Kind] = {
    "in_segment": Kind(
        N_("Quick segment"),
        (chosen("segment", N_("Segment"), tuple((each.value, each.label) for each in Segment)),),
        meanings=("segment", {each.value: each.meaning for each in Segment}),
    ),
    "in_group": Kind(
        N_("In another group"), (thing("group", N_("Group"), "groups", missing=N_("choose a group")),)
    ),
}
