"""The application for `flask --app wsgi` and for any WSGI server."""

from sqlalchemy.exc import ArgumentError

from app.cli.errors import sentence
from app.factory import create_app

try:
    app = create_app()
except (ValueError, OSError, ArgumentError) as error:
    raise SystemExit(f"Kith did not start. {sentence(error)}") from None
