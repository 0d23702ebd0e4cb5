"""The pages about audience groups."""

from flask import Blueprint

from app.accounts.access import requires_module
from app.accounts.domain.roles import Module

bp = Blueprint("groups", __name__)
bp.before_request(requires_module(Module.EMAIL))

from app.groups.routes import (  # noqa: E402  # they add their views
    adding,
    builder,
    combining,
    copying,
    eligibility,
    export,
    group,
    growth,
    interests,
    into_group,
    keeping,
    listing,
    member_list,
    members,
    notes,
    pins,
    removing,
    rule,
    why,
)

__all__ = [
    "adding",
    "bp",
    "builder",
    "combining",
    "copying",
    "eligibility",
    "export",
    "group",
    "growth",
    "interests",
    "into_group",
    "keeping",
    "listing",
    "member_list",
    "members",
    "notes",
    "pins",
    "removing",
    "rule",
    "why",
]
