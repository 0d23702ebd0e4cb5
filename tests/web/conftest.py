"""The web layer alone: an application without features and without a database."""

from collections.abc import Iterator
from typing import NoReturn

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from tests.web.application import bare_application


@pytest.fixture
def bare() -> Flask:
    """An application that has only the web layer and two routes that fail."""
    app = bare_application()
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
