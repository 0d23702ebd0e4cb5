"""Restriction imports on the screen: sending a file, and one that is checked."""

import io

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import jobs

NEW = "/imports/restrictions/new"
FIRST = "/imports/restrictions/1"
FILE = """Email,Status,Unsubscribed on
ann@example.org,unsubscribed,2024-02-03
nobody@example.org,cleaned,
nope,unsubscribed,
bob@example.org,subscribed,
cy@example.org,do not contact,2099-01-01
"""
CHOSEN = {"do": "check", "email": "0", "reason": "columns", "date": "2"}


def send(client: FlaskClient, data: str = "", name: str = "list.csv", **fields: str) -> TestResponse:
    form: dict[str, object] = dict(fields)
    if data:
        form["file"] = (io.BytesIO(data.encode()), name)
    return client.post("/imports/restrictions", data=form, content_type="multipart/form-data")


def review(app: Flask, client: FlaskClient) -> str:
    """A checked file; the URL of its review."""
    send(client, FILE)
    assert client.post(f"{FIRST}/columns", data=CHOSEN).location == f"{FIRST}/check"
    jobs.drain(app)
    return f"{FIRST}/review"
