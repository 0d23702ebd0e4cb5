"""Charts are text: their numbers, words and shapes can be read."""

import re
from xml.etree import ElementTree

import pytest

from app.web import charts
from app.web.charts import Chart, Stage

SVG = "{http://www.w3.org/2000/svg}"


def _write(minor: int) -> str:
    return f"${minor // 100}"


def _tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(str(svg).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def _bars(chart: Chart) -> list[ElementTree.Element]:
    return list(_tree(chart.svg).iter(f"{SVG}rect"))


def test_giving_shows_ten_years_and_hatches_the_current_one() -> None:
    chart = charts.giving({2024: 10_000, 2026: 5_000, 2010: 99_900}, current=2026, write=_write)

    assert [row[0] for row in chart.rows] == [str(year) for year in range(2017, 2027)]
    assert dict(chart.rows)["2024"] == "$100"
    assert chart.note == "$150 in ten years, $15 a year on average."
    heights = [float(bar.attrib["height"]) for bar in _bars(chart)]
    assert heights[7] == 2 * heights[9] > 0
    assert [bar.attrib["class"] for bar in _bars(chart)][8:] == ["bar", "bar now"]


@pytest.mark.parametrize(
    ("amounts", "note"),
    [
        ({2026: 5_000}, "$50, all in 2026."),
        ({2025: 5_000, 2026: 5_000}, "$100 since 2025, $50 a year on average."),
        ({2017: 10_000}, "$100 since 2017, $10 a year on average."),
    ],
)
def test_the_average_of_giving_begins_with_the_first_gift(amounts: dict[int, int], note: str) -> None:
    assert charts.giving(amounts, current=2026, write=_write).note == note


@pytest.mark.parametrize(("total", "average"), [(11_500, 3_833), (10_100, 3_367), (-100, -33)])
def test_an_average_is_rounded_and_not_cut(total: int, average: int) -> None:
    chart = charts.giving({2024: total}, current=2026, write=str)

    assert chart.note == f"{total} since 2024, {average} a year on average."


def test_giving_without_gifts_is_drawn_all_the_same() -> None:
    chart = charts.giving({}, current=2026, write=_write)

    assert {bar.attrib["height"] for bar in _bars(chart)} == {"0"}
    assert chart.note.startswith("$0 in ten years")


def test_a_year_of_refunds_has_no_bar_but_keeps_its_number() -> None:
    chart = charts.giving({2025: 10_000, 2026: -4_000}, current=2026, write=_write)

    assert min(float(bar.get("height", "")) for bar in _bars(chart)) == 0
    assert dict(chart.rows)["2026"] == "$-40"


def test_a_sparkline_runs_from_the_lowest_to_the_highest_value() -> None:
    svg = charts.sparkline([1, 5, 3], "Growth, now 3")

    points = re.findall(r"([\d.]+),([\d.]+)", svg)
    assert [float(y) for _, y in points] == [18, 2, 10]
    assert 'aria-label="Growth, now 3"' in svg


@pytest.mark.parametrize("values", [[], [4]])
def test_a_sparkline_needs_two_values(values: list[float]) -> None:
    assert charts.sparkline(values, "Growth") == ""


def test_a_flat_sparkline_is_a_line() -> None:
    assert "1,18.0 79.0,18.0" in charts.sparkline([7, 7], "Growth").replace("1.0,", "1,")


def test_a_funnel_tells_what_each_share_is_of_and_what_machines_opened() -> None:
    stages = [Stage("Sent", 200), Stage("Opened", 100, pale=25), Stage("Clicked", 10, of=0)]
    chart = charts.funnel("Appeal", stages)

    assert chart.rows[1] == ("Opened", "100", "50% of sent", "25")
    assert chart.rows[2][2] == "5% of sent"
    assert "25 more by machines alone" in chart.svg
    sure, pale = _bars(chart)[2:4]
    assert float(sure.attrib["width"]) == 4 * float(pale.attrib["width"])


def test_a_stage_with_more_than_the_one_before_has_no_share() -> None:
    stages = [Stage("Opened", 3, pale=3), Stage("Clicked", 6)]

    assert charts.funnel("Appeal", stages).rows[1][2] == "–"


def test_a_funnel_of_nothing_divides_by_nothing() -> None:
    assert charts.funnel("Appeal", [Stage("Sent", 0), Stage("Opened", 0)]).rows[1][2] == "–"


def test_what_people_typed_stays_text_in_a_chart() -> None:
    chart = charts.funnel("Appeal", [Stage("<script>alert(1)</script>", 3)])

    assert "<script" not in chart.svg
    assert "&lt;script&gt;" in chart.svg


def test_every_chart_says_what_it_is() -> None:
    for chart in (
        charts.giving({2026: 1}, current=2026, write=_write),
        charts.funnel("Appeal", [Stage("Sent", 1)]),
    ):
        tree = _tree(chart.svg)
        assert tree.attrib["role"] == "img"
        assert tree.findtext(f"{SVG}title")
        assert tree.findtext(f"{SVG}desc")
        assert "style=" not in chart.svg


def test_who_came_stands_above_the_line_and_who_went_below_it() -> None:
    chart = charts.comings("Joins and leaves", [("Jan 2026", 8, 0), ("Feb 2026", 4, 2)])

    assert chart.rows == (("Jan 2026", "8", "0"), ("Feb 2026", "4", "2"))
    assert chart.note == "12 joined, 2 left."
    came, _, fewer, went = _bars(chart)
    assert float(came.get("height", 0)) == 2 * float(fewer.get("height", 0))
    feet = [float(bar.get("y", 0)) + float(bar.get("height", 0)) for bar in (came, fewer)]
    assert max(feet) < float(went.get("y", 0))
    assert charts.comings("None", [("Jan 2026", 0, 0)]).note == "0 joined, 0 left."


def test_pairs_stand_beside_each_other_and_name_their_numbers() -> None:
    chart = charts.pairs(
        "Giving by month", ("2026", "2025"), [("January", 200, 100), ("February", 0, -5)], _write
    )

    bars = [bar for bar in _bars(chart) if float(bar.attrib["width"]) == 11]
    assert [bar.attrib["class"] for bar in bars] == ["bar pale", "bar"] * 2
    heights = [float(bar.attrib["height"]) for bar in bars]
    assert heights == [44, 88, 0, 0]
    assert "January, 2025: $1" in chart.svg
    assert (chart.note, chart.columns) == ("2026 $2, 2025 $0.", ("Month", "2026", "2025"))
    assert chart.rows == (("January", "$2", "$1"), ("February", "$0", "$-1"))


def test_words_take_the_place_of_sums_that_would_say_nothing() -> None:
    chart = charts.pairs(
        "Hours", ("opened", "clicked"), [("0", 3, 1)], unit="Hours since", words="Since it went out."
    )

    assert (chart.note, chart.columns[0], chart.rows) == (
        "Since it went out.",
        "Hours since",
        (("0", "3", "1"),),
    )
    assert "<desc>Since it went out.</desc>" in chart.svg


def test_a_year_that_is_over_is_not_hatched_and_numbers_name_who_came_and_went() -> None:
    over = charts.giving({2025: 100}, current=2025, write=_write, running=False)
    moved = charts.comings("Growth", [("May", 2, 1)], ("added", "unsubscribed"))

    assert {bar.attrib["class"] for bar in _bars(over)} == {"bar"}
    assert (moved.note, moved.columns) == ("2 added, 1 unsubscribed.", ("Month", "Added", "Unsubscribed"))
    assert "May: 1 unsubscribed" in moved.svg


def test_a_line_goes_through_every_number_and_says_first_last_lowest_and_highest() -> None:
    chart = charts.line("Members", "Day", [("Mar 1", 10), ("Mar 2", 30), ("Mar 3", 20)], "members")

    (drawn,) = _tree(chart.svg).iter(f"{SVG}polyline")
    heights = [float(point.split(",")[1]) for point in drawn.attrib["points"].split()]
    assert heights == [112, 16, 64]
    assert chart.note == "10 members at first, 20 now; between 10 and 30."
    assert chart.rows[1] == ("Mar 2", "30")
    assert chart.columns == ("Day", "Members")
    assert "polyline" not in charts.line("Members", "Day", [("Mar 1", 10)], "members").svg
