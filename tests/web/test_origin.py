"""Who may send us something that changes anything."""

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers

from app.web.origin import is_own

HOST = "kith.example.org"


@pytest.mark.parametrize(
    ("headers", "own"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": f"https://{HOST}"}, False),
        ({"Origin": f"https://{HOST}"}, True),
        ({"Origin": f"http://{HOST}"}, True),
        ({"Origin": f"https://{HOST}.evil.example.com"}, False),
        ({"Origin": f"https://{HOST}:8443"}, False),
        ({"Sec-Fetch-Site": "", "Origin": f"https://{HOST}"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": ""}, False),
        ({}, False),
    ],
)
def test_a_request_is_own_only_when_the_browser_says_so(headers: dict[str, str], own: bool) -> None:
    assert is_own(Headers(headers), HOST) is own


def test_a_post_from_another_site_is_refused_before_any_route(visitor: FlaskClient) -> None:
    reply = visitor.post("/design/undo", headers={"Sec-Fetch-Site": "cross-site"})

    assert reply.status_code == 403
    assert "came from another site" in reply.text


def test_a_link_on_another_site_may_open_a_page(visitor: FlaskClient) -> None:
    assert visitor.get("/design", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_a_post_of_our_own_page_without_token_is_refused_too(visitor: FlaskClient) -> None:
    reply = visitor.post("/design/undo")

    assert reply.status_code == 400
    assert "Nothing was saved" in reply.text
