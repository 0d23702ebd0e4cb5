"""What a browser sends is safe to hand to a database."""

import pytest
from flask import Flask, request

from app.web.asked import Request, one_line

FORTY_DIGITS = "9" * 40


@pytest.fixture
def app() -> Flask:
    made = Flask("asked")
    made.request_class = Request
    return made


def test_nul_characters_are_left_out_of_names_and_values(app: Flask) -> None:
    with app.test_request_context("/?q=a%00b&%00c=d", method="POST", data={"name": "x\0y"}):
        assert request.args.get("q") == "ab"
        assert request.args.get("c") == "d"
        assert request.form["name"] == "xy"


def test_a_number_that_no_column_can_hold_is_no_number(app: Flask) -> None:
    with app.test_request_context(f"/?n={FORTY_DIGITS}&n=7&small=-{FORTY_DIGITS}&word=x&fits={2**63 - 1}"):
        assert request.args.get("n", type=int) is None
        assert request.args.get("small", 3, type=int) == 3
        assert request.args.get("word", type=int) is None
        assert request.args.get("fits", type=int) == 2**63 - 1
        assert request.args.getlist("n", type=int) == [7]
        assert request.args.get("n") == FORTY_DIGITS


def test_one_line_has_no_control_characters_and_no_space_around_it() -> None:
    assert one_line(" spring\r\ngala\0.csv\t") == "spring  gala .csv"
    assert one_line(None) == ""
