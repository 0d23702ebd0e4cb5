"""The pages about permission: eligibility, interest groups, and what staff record about one person."""

from flask import Blueprint

from app.accounts.access import requires_module
from app.accounts.domain.roles import Module

bp = Blueprint("consent", __name__)
bp.before_request(requires_module(Module.EMAIL))

from app.consent.routes import eligibility, interests, person, restricting, rules  # noqa: E402  # they add their views

__all__ = ["bp", "eligibility", "interests", "person", "restricting", "rules"]
