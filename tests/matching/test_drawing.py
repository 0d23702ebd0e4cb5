"""A score drawn: the bars of the drawing and the rows of the table say the same, and both add up."""

from xml.etree import ElementTree

import html5lib
import pytest
from flask import render_template_string

from app.matching.domain.decide import Thresholds
from app.matching.domain.guards import Guard
from app.matching.domain.result import Contribution, Match
from app.matching.domain.waterfall import waterfall
from app.matching.domain.weights import Rival
from tests.web.application import bare_application

PAGE = '{% from "components/waterfall.html" import why %}{{ why(chart, name) }}'
SPOUSE = Match(
    1,
    26.4,
    (
        Contribution("email", 51.5, "same", agrees=True),
        Contribution("last", 40.3, "same", agrees=True),
        Contribution("address", 30.2, "same", agrees=True),
        Contribution("first", -42.1, "different", mine="ruth", theirs="eleanor"),
        Contribution("rival", -50.5, "household"),
        Contribution("guard", -3.0),
    ),
    (Guard.FIRST_DIFFERS,),
    Rival.HOUSEHOLD,
)


class Drawing:
    """The component as a browser reads it."""

    def __init__(self, match: Match, thresholds: Thresholds, name: str = "Ann") -> None:
        with bare_application().test_request_context("/"):
            self.text = render_template_string(PAGE, chart=waterfall(match, thresholds), name=name)
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        self.tree = parser.parseFragment(self.text)
        self.rows = [self._row(row) for part in ("tbody", "tfoot") for row in self.tree.iter(part)]

    def _row(self, part: ElementTree.Element) -> list[tuple[str, str, float, float]]:
        """Of each row: words, points, and where its bar begins and ends, in percent of the width."""
        return [
            (
                " ".join("".join(row.find("th").itertext()).split()),
                "".join(row.find("td").itertext()),
                *self._bar([each.attrib for each in row.iter() if each.tag.endswith("rect")][1]),
            )
            for row in part.iter("tr")
        ]

    @staticmethod
    def _bar(rect: dict[str, str]) -> tuple[float, float]:
        left, width = (float(rect[name].removesuffix("%")) for name in ("x", "width"))
        return left, left + width


def points(told: str) -> float:
    """The number that a cell shows."""
    return float(told.replace("−", "-"))


def test_the_points_of_the_table_add_up_to_the_score_below_them() -> None:
    reasons, [score] = Drawing(SPOUSE, Thresholds()).rows

    assert sum(points(told) for _, told, *_ in reasons) == pytest.approx(26.4)
    assert score[:2] == ("Score", "26.4")
    assert [told for _, told, *_ in reasons] == ["+51.5", "+40.3", "+30.2", "−42.1", "−50.5", "−3"]
    assert reasons[3][0] == "Another first name: Ruth, Eleanor"
    assert "household" in reasons[4][0].lower()


def test_each_bar_is_as_long_as_its_points_and_begins_where_the_last_one_ended() -> None:
    reasons, [score] = Drawing(SPOUSE, Thresholds()).rows
    scale, at = 122.0 / 100, 0.0

    for _, told, left, right in reasons:
        ends = sorted((at, at + points(told)))
        assert (left * scale, right * scale) == pytest.approx(ends, abs=0.02)
        at += points(told)
    assert (score[2], score[3] * scale) == pytest.approx((0, 26.4), abs=0.02)


@pytest.mark.parametrize(
    ("thresholds", "said"),
    [
        (Thresholds(), "70 points or more: a person is asked. 95 or more: matched without asking."),
        (Thresholds(None, 62.5), "62.5 points or more: a person is asked."),
    ],
)
def test_the_thresholds_are_told_and_drawn(thresholds: Thresholds, said: str) -> None:
    drawing = Drawing(SPOUSE, thresholds)

    assert "".join(drawing.tree.find(".//caption").itertext()) == said
    assert drawing.text.count("<line") == 7 * said.count("or more")


def test_drawings_are_hidden_from_readers_of_the_table_and_carry_no_style() -> None:
    drawing = Drawing(SPOUSE, Thresholds())

    assert drawing.text.count("<svg") == drawing.text.count('aria-hidden="true"') == 8
    assert "style=" not in drawing.text
    assert f"A person always decides: {Guard.FIRST_DIFFERS.words}" in drawing.text


def test_a_name_stays_text() -> None:
    drawing = Drawing(SPOUSE, Thresholds(), "<script>alert(1)</script>")

    assert "<script" not in drawing.text
    assert "Why 26.4 of 100?" in drawing.text
