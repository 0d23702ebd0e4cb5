"""The pages about permission: eligibility, interest groups, and what staff record about one person."""

from flask import Blueprint

from app.accounts.access import requires_module
from app.accounts.domain.roles import Module

bp = Blueprint("consent", __name__)
bp.before_request(requires_module(Module.EMAIL))

from app.consent.routes import (  # noqa: E402  # they add their views
    eligibility,
    interest,
    interests,
    joining,
    person,
    restricting,
    rules,
)

__all__ = ["bp", "eligibility", "interest", "interests", "joining", "person", "restricting", "rules"]
