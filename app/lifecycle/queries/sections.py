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
from app.words import N_

_POINT = {
    "type": N_("what it is for"),
    "is_primary": N_("whether it is the first choice"),
    "is_active": N_("whether it is in use"),
    "start": N_("in use from"),
    "end": N_("in use until"),
    "source": N_("where it was learned"),
}

SOURCES = (
    Source(
        "record",
        N_("the record itself"),
        Constituent,
        {
            "lookup_number": N_("number of the lookup ID"),
            "kind": N_("individual or organization"),
            "title": "title",
            "first": N_("first name"),
            "middle": N_("middle name"),
            "last": N_("last name"),
            "suffix": "suffix",
            "nickname": N_("name used instead of the first one"),
            "maiden": N_("name before marriage"),
            "organization": N_("name of the organization"),
            "display_override": N_("name shown instead"),
            "birth_year": N_("year of birth"),
            "birth_month": N_("month of birth"),
            "birth_day": N_("day of birth"),
            "is_deceased": N_("whether recorded as deceased"),
            "deceased_year": N_("year of death"),
            "deceased_month": N_("month of death"),
            "deceased_day": N_("day of death"),
            "is_active": N_("whether the record is in use"),
            "inactive_reason": N_("why it is not"),
            "source": N_("how the organization came to know the person"),
            "version": N_("number of changes"),
            "created_at": N_("when the record was made"),
            "updated_at": N_("when it was changed last"),
        },
        owner="id",
    ),
    Source(
        "other_names",
        N_("former names and names also in use"),
        FormerName,
        {
            "value": N_("the name"),
            "is_alias": N_("true for a name also in use, false for a former one"),
            "start": N_("used from"),
            "end": N_("used until"),
            "source": N_("where it was learned"),
        },
    ),
    Source("emails", N_("email addresses"), EmailAddress, {"address": N_("the address"), **_POINT}),
    Source(
        "phones",
        N_("phone numbers"),
        Phone,
        {"number": N_("as typed"), "e164": N_("in international form"), **_POINT},
    ),
    Source(
        "addresses",
        N_("postal addresses"),
        Address,
        {
            "lines": N_("street lines"),
            "city": "city",
            "region": N_("state or region"),
            "postcode": "postcode",
            "country": "country",
            "do_not_mail": N_("whether nothing may be mailed there"),
            "do_not_mail_reason": N_("why not"),
            **_POINT,
        },
    ),
    Source(
        "external_ids",
        N_("numbers in other systems"),
        ExternalId,
        {"system": N_("the other system"), "value": N_("the number there")},
        {"system": (ExternalSystem.name, ExternalId.system_id)},
    ),
    Source(
        "notes",
        N_("notes and interactions"),
        Note,
        {
            "kind": N_("what it was"),
            "happened_on": N_("the day"),
            "text": N_("what was noted"),
            "next_step": N_("what shall follow"),
            "due": N_("by when"),
            "is_done": N_("whether it was done"),
            "staff": N_("who noted it"),
            "created_at": N_("when it was written"),
            "updated_at": N_("when it was changed last"),
        },
    ),
    Source(
        "roles",
        N_("roles with the organization"),
        Constituency,
        {"role": N_("the role"), "since": "from", "until": "until", "note": "note"},
        {"role": (ConstituencyRole.name, Constituency.role_id)},
    ),
    Source(
        "prospect",
        N_("what was planned before asking for a gift"),
        Prospect,
        {
            "manager": N_("who looks after the person"),
            "capacity": N_("estimated capacity to give"),
            "capacity_currency": N_("its currency"),
            "capacity_on": N_("day of the estimate"),
            "capacity_source": N_("its source"),
            "note": "note",
            "updated_at": N_("when it was changed last"),
        },
    ),
    Source(
        "prospect_stages",
        N_("stages of that plan"),
        ProspectStage,
        {"stage": N_("the stage"), "since": "from", "until": "until", "staff": N_("who set it")},
    ),
    *DEEDS,
)
