"""Where each section of an export comes from: a table, the names it borrows, and what its columns mean."""

from app.constituents.models import (
    Address,
    Constituent,
    EmailAddress,
    ExternalId,
    ExternalSystem,
    FormerName,
    Phone,
)
from app.cultivation.models import Constituency, ConstituencyRole, Note, Prospect, ProspectStage
from app.lifecycle.queries.deeds import DEEDS
from app.lifecycle.queries.source import Source as Source

_POINT = {
    "type": "what it is for",
    "is_primary": "whether it is the first choice",
    "is_active": "whether it is in use",
    "start": "in use from",
    "end": "in use until",
    "source": "where it was learned",
}

SOURCES = (
    Source(
        "record",
        "the record itself",
        Constituent,
        {
            "lookup_number": "number of the lookup ID",
            "kind": "individual or organization",
            "title": "title",
            "first": "first name",
            "middle": "middle name",
            "last": "last name",
            "suffix": "suffix",
            "nickname": "name used instead of the first one",
            "maiden": "name before marriage",
            "organization": "name of the organization",
            "display_override": "name shown instead",
            "birth_year": "year of birth",
            "birth_month": "month of birth",
            "birth_day": "day of birth",
            "is_deceased": "whether recorded as deceased",
            "deceased_year": "year of death",
            "deceased_month": "month of death",
            "deceased_day": "day of death",
            "is_active": "whether the record is in use",
            "inactive_reason": "why it is not",
            "source": "how the organization came to know the person",
            "version": "number of changes",
            "created_at": "when the record was made",
            "updated_at": "when it was changed last",
        },
        owner="id",
    ),
    Source(
        "other_names",
        "former names and names also in use",
        FormerName,
        {
            "value": "the name",
            "is_alias": "true for a name also in use, false for a former one",
            "start": "used from",
            "end": "used until",
            "source": "where it was learned",
        },
    ),
    Source("emails", "email addresses", EmailAddress, {"address": "the address", **_POINT}),
    Source(
        "phones", "phone numbers", Phone, {"number": "as typed", "e164": "in international form", **_POINT}
    ),
    Source(
        "addresses",
        "postal addresses",
        Address,
        {
            "lines": "street lines",
            "city": "city",
            "region": "state or region",
            "postcode": "postcode",
            "country": "country",
            "do_not_mail": "whether nothing may be mailed there",
            "do_not_mail_reason": "why not",
            **_POINT,
        },
    ),
    Source(
        "external_ids",
        "numbers in other systems",
        ExternalId,
        {"system": "the other system", "value": "the number there"},
        {"system": (ExternalSystem.name, ExternalId.system_id)},
    ),
    Source(
        "notes",
        "notes and interactions",
        Note,
        {
            "kind": "what it was",
            "happened_on": "the day",
            "text": "what was noted",
            "next_step": "what shall follow",
            "due": "by when",
            "is_done": "whether it was done",
            "staff": "who noted it",
            "created_at": "when it was written",
            "updated_at": "when it was changed last",
        },
    ),
    Source(
        "roles",
        "roles with the organization",
        Constituency,
        {"role": "the role", "since": "from", "until": "until", "note": "note"},
        {"role": (ConstituencyRole.name, Constituency.role_id)},
    ),
    Source(
        "prospect",
        "what was planned before asking for a gift",
        Prospect,
        {
            "manager": "who looks after the person",
            "capacity": "estimated capacity to give",
            "capacity_currency": "its currency",
            "capacity_on": "day of the estimate",
            "capacity_source": "its source",
            "note": "note",
            "updated_at": "when it was changed last",
        },
    ),
    Source(
        "prospect_stages",
        "stages of that plan",
        ProspectStage,
        {"stage": "the stage", "since": "from", "until": "until", "staff": "who set it"},
    ),
    *DEEDS,
)
