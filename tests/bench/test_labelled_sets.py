"""The labelled sets of the bench: reproducible, and true to what they say."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from bench.data.labelled.make import write_set
from bench.data.labelled.mixes import SPARSE, USUAL, Mix
from bench.data.labelled.relatives import Kind

FILES = ("existing.csv", "incoming.csv", "truth.csv")
Row = dict[str, str]


def make(folder: Path, *, seed: int = 3, mix: Mix = USUAL, existing: int = 600, incoming: int = 400) -> Path:
    write_set(folder, seed=seed, existing=existing, incoming=incoming, mix=mix)
    return folder


def rows(folder: Path, name: str) -> list[Row]:
    with (folder / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_one_seed_makes_one_set(tmp_path: Path) -> None:
    first, again, other = (make(tmp_path / str(seed), seed=seed // 10) for seed in (30, 31, 40))

    assert [(first / name).read_bytes() for name in FILES] == [(again / name).read_bytes() for name in FILES]
    assert (first / "existing.csv").read_bytes() != (other / "existing.csv").read_bytes()


def test_there_are_as_many_as_asked_for_and_all_kinds_of_them(tmp_path: Path) -> None:
    folder = make(tmp_path, incoming=1_500, existing=1_500)

    truth = rows(folder, "truth.csv")
    kinds = Counter(row["kind"] for row in truth)
    assert len(rows(folder, "existing.csv")) == 1_500
    assert [row["row_id"] for row in rows(folder, "incoming.csv")] == [row["row_id"] for row in truth]
    assert set(kinds) == {kind.value for kind in Kind}
    assert kinds["match"] / len(truth) == pytest.approx(0.41, abs=0.05)


def test_a_match_is_on_record_and_nobody_else_is(tmp_path: Path) -> None:
    folder = make(tmp_path)

    known = {row["constituent_id"] for row in rows(folder, "existing.csv")}
    for row in rows(folder, "truth.csv"):
        assert bool(row["existing_ids"]) == (row["kind"] == "match"), row
        assert known.issuperset(filter(None, row["existing_ids"].split(";")))


def test_a_repeated_row_is_of_the_same_person(tmp_path: Path) -> None:
    truth = {row["row_id"]: row for row in rows(make(tmp_path, incoming=1_500), "truth.csv")}

    repeated = [row for row in truth.values() if row["dup_of_row"]]
    assert repeated
    assert all(row["entity_id"] == truth[row["dup_of_row"]]["entity_id"] for row in repeated)
    alone = [row["entity_id"] for row in truth.values() if not row["dup_of_row"]]
    assert len(alone) == len(set(alone))


def test_who_shares_a_home_shares_what_a_home_has(tmp_path: Path) -> None:
    folder = make(tmp_path, incoming=2_000, existing=1_500)

    known = rows(folder, "existing.csv")
    homes = {(row["address_line1"].lower(), row["city"].lower()) for row in known if row["address_line1"]}
    emails = {row["email"].lower() for row in known} - {""}
    coming = {row["row_id"]: row for row in rows(folder, "incoming.csv")}
    relatives = [coming[row["row_id"]] for row in rows(folder, "truth.csv") if row["kind"] == "spouse"]
    strangers = [coming[row["row_id"]] for row in rows(folder, "truth.csv") if row["kind"] == "easy_new"]
    assert sum(row["email"].lower() in emails for row in relatives) > len(relatives) / 20
    assert sum((row["address_line1"].lower(), row["city"].lower()) in homes for row in relatives) > 3
    assert not any(row["email"].lower() in emails for row in strangers if "@" in row["email"])


def test_a_sparse_set_says_less(tmp_path: Path) -> None:
    usual, sparse = make(tmp_path / "usual"), make(tmp_path / "sparse", mix=SPARSE)

    def filled(folder: Path) -> int:
        return sum(bool(value) for row in rows(folder, "existing.csv") for value in row.values())

    assert filled(sparse) < 0.85 * filled(usual)
