"""`./run bench import` at a size that takes seconds, but for the peer: it cannot rot unseen."""

import json
from pathlib import Path

import pytest

from bench.importing import floor, ours, run
from bench.importing.fresh import fresh, peers_database


@pytest.mark.sqlite
def test_a_file_is_made_checked_committed_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "one").mkdir()
    with fresh("sqlite", tmp_path, 100, tmp_path / "one") as given:
        file = run.make_files(given, tmp_path, 200, with_existing=True)
        floor.main(file.path, peers_database(given, tmp_path))
        ours.main(file.path, given)

    raw, told = (json.loads(line) for line in capsys.readouterr().out.splitlines()[-2:])
    outcomes = ("created", "updated", "unchanged", "error", "possible_duplicate", "conflict", "skipped")
    assert sum(told[each] for each in outcomes) == file.rows == 200
    assert told["updated"] + told["unchanged"] > 50
    assert "| Kith: commit |" in run.table("Import", file, raw, None, told)
    assert len((tmp_path / "existing.csv").read_text().splitlines()) > 50
