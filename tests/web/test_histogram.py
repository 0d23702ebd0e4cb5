"""A histogram is text: its bars, lines and words can be read."""

from xml.etree import ElementTree

import pytest

from app.web.histogram import Kind, histogram

SURE, NEW = Kind("up", "automatic"), Kind("pale", "new")


def tree(**lines: float | None) -> ElementTree.Element:
    bins = [{NEW: 16}, {}, {NEW: 1, SURE: 3}, {}]
    svg = histogram("Scores", "16 new.", bins, low=lines.get("low") or 70, high=lines.get("high"))
    return ElementTree.fromstring(str(svg))


def texts(drawn: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in drawn.iter("text")]


def test_bars_stand_at_their_scores_and_grow_with_the_root_of_the_number() -> None:
    bars = list(tree().iter("rect"))

    assert [each.attrib["class"] for each in bars] == ["bar pale", "bar pale", "bar up"]
    assert [each.attrib["x"] for each in bars] == ["2.5%", "52.5%", "52.5%"]
    tall, low, high = (float(each.attrib["height"]) for each in bars)
    assert tall == pytest.approx(2 * (low + high), abs=0.2)
    assert high == pytest.approx(3 * low, abs=0.5)


def test_a_bar_tells_its_scores_and_numbers() -> None:
    titles = [each.text for each in tree().iter("title")]

    assert titles == ["Scores", "0 to 25: 16 new", "50 to 75: 1 new, 3 automatic"]


def test_thresholds_are_lines_with_their_number() -> None:
    drawn = tree(high=94.5)

    assert [each.attrib["x1"] for each in drawn.iter("line")] == ["70%", "94.5%"]
    assert texts(drawn) == ["70", "94.5", "0", "100"]
    assert len(list(tree().iter("line"))) == 1


def test_a_line_near_an_end_takes_the_place_of_its_number() -> None:
    assert texts(tree(low=98.0)) == ["98", "0"]
    assert texts(tree(low=2.0)) == ["2", "100"]
