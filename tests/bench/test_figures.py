"""The figures of the matching bench, from links whose worth is known."""

from pathlib import Path

import pytest

from bench.matching.figures import Link, figures, gap, links


def test_precision_and_recall_begin_at_each_threshold() -> None:
    found = [
        Link(99, True, "match"),
        Link(96, False, "twin"),
        Link(80, True, "match"),
        Link(10, True, "match"),
    ]

    told = figures(found, positives=5, rows=8)

    assert (told.sure.links, told.sure.precision, told.sure.recall) == (2, 0.5, 0.2)
    assert (told.asked.precision, told.asked.recall) == (pytest.approx(2 / 3), 0.4)
    assert told.asked.wrong == {"twin": 1}
    assert (told.review_share, told.review_right) == (1 / 8, 1.0)


def test_the_best_threshold_keeps_equal_scores_together() -> None:
    found = [Link(90, True, "match"), Link(50, True, "match"), Link(50, False, "child"), Link(1, False, "x")]

    told = figures(found, positives=2, rows=4)

    assert (told.best_f1, told.best_at) == (pytest.approx(0.8), 50)


def test_the_gap_is_that_of_the_worst_band_that_is_not_small() -> None:
    honest = [Link(90, place % 10 > 0, "match") for place in range(100)]
    boasting = [Link(99, place % 2 == 0, "match") for place in range(100)]

    assert gap(honest) == pytest.approx(0)
    assert gap([*honest, *boasting]) == pytest.approx(0.49)
    assert gap([*honest, *boasting[:10]]) == pytest.approx(0)


def test_a_link_is_right_when_it_names_one_of_the_records(tmp_path: Path) -> None:
    (tmp_path / "truth.csv").write_text("row_id,existing_ids,kind\nR1,C1;C2,match\nR2,,spouse\nR3,C3,match\n")
    (tmp_path / "out.csv").write_text("row_id,constituent_id,score\nR1,C2,97.0\nR2,C1,12.5\nR3,,\n")

    found, positives = links(tmp_path, tmp_path / "out.csv")

    assert found == [Link(97.0, True, "match"), Link(12.5, False, "spouse")]
    assert positives == 2
