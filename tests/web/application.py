"""The web layer without features: what its tests, and those in a browser, are made with."""

from flask import Flask

from app.config import ROOT
from app.web import setup


def bare_application() -> Flask:
    """An application that has only the web layer, with errors shown as visitors see them."""
    app = Flask("bare", template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.from_mapping(SECRET_KEY="for tests only", DEVELOPMENT=True, LOG_LEVEL="WARNING")
    app.testing = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    setup.init_app(app)
    return app
