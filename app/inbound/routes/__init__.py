"""Where sending services report, and what staff see of it."""

from flask import Blueprint

bp = Blueprint("inbound", __name__)

from app.inbound.routes import hooks, log, settings  # noqa: E402, F401
