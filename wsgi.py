"""The application for `flask --app wsgi` and for any WSGI server."""

try:
    from sqlalchemy.exc import ArgumentError

    from app.cli.errors import sentence
    from app.factory import create_app
except ImportError as error:
    # Flask's command line takes an ImportError for no application at all, and then says that it knows no
    # such command.
    raise RuntimeError("Kith cannot be loaded; the error above says what is missing.") from error

try:
    app = create_app()
except (ValueError, OSError, ArgumentError) as error:
    raise SystemExit(f"Kith did not start. {sentence(error)}") from None
