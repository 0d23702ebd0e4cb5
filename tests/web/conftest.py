"""The web layer alone: an application without features and without a database."""

from collections.abc import Iterator
from typing import NoReturn

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from app.config import ROOT
from app.web import setup


@pytest.fixture
def bare() -> Flask:
    """An application that has only the web layer and two routes that fail."""
    app = Flask("bare", template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.from_mapping(SECRET_KEY="for tests only", DEVELOPMENT=True, LOG_LEVEL="WARNING")
    app.testing = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    setup.init_app(app)
    app.add_url_rule("/refuse/<int:status>", "refuse", _refuse)
    app.add_url_rule("/crash", "crash", _crash)
    return app


def _refuse(status: int) -> NoReturn:
    abort(status)


def _crash() -> NoReturn:
    raise RuntimeError("Ann Example <ann@example.org> could not be saved")


@pytest.fixture
def visitor(bare: Flask) -> FlaskClient:
    """A browser on one of our own pages."""
    client = bare.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return client


@pytest.fixture
def asking(bare: Flask) -> Iterator[None]:
    """Inside a request for a page."""
    with bare.test_request_context("/"):
        yield
