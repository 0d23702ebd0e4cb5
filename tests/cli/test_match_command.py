"""`kith match`: two files in, one out, and no workspace anywhere."""

import csv
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result

from app.cli.match import match
from app.config import ROOT
from app.linking.services import comparing
from bench.data.labelled.make import write_set

EXISTING = """constituent_id,first_name,last_name,email,phone,address_line1,city,state,zip,birth_date
C1,Maria,Lopez,maria@example.org,(503) 555-0142,12 Rose Street,Portland,OR,97209,1971-04-02
C2,Robert,Lopez,lopez@example.org,503-555-0142,12 Rose Street,Portland,OR,97209,
C3,Noa,Park,noa@example.net,,,,,,
C4,William,Oakfield,,541-555-0199,7 Mill Road,Bend,OR,97701,
"""
INCOMING = """row_id,first_name,last_name,email,phone,address_line1,city,state,zip
R1,Maria,Lopez,maria@example.org,,12 Rose St,Portland,OR,97209
R2,Ann,Lopez,,503 555 0142,12 Rose St.,Portland,OR,97209
R3,Zed,Nowhere,zed@example.com,,,,,
R4,Bill,Oakfield,,(541) 555-0199,7 Mill Rd,Bend,OR,97701
"""


def run(folder: Path, existing: str | bytes, incoming: str | bytes, *options: str) -> Result:
    """The command on these two files; its output is out.csv."""
    for name, text in (("a.csv", existing), ("b.csv", incoming)):
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    files = {"--existing": "a.csv", "--incoming": "b.csv", "--out": "out.csv"}
    words = [word for option, name in files.items() for word in (option, str(folder / name))]
    result = CliRunner().invoke(match, [*words, *options])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "out.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def test_each_row_is_answered_in_its_order_with_its_best_candidate(tmp_path: Path) -> None:
    result = run(tmp_path, EXISTING, INCOMING)

    found = rows(tmp_path)
    assert result.exit_code == 0
    assert list(found[0]) == [
        "row_id",
        "constituent_id",
        "score",
        "band",
        "second_constituent_id",
        "second_score",
    ]
    assert [(row["row_id"], row["constituent_id"], row["band"]) for row in found[::3]] == [
        ("R1", "C1", "match"),
        ("R4", "C4", "match"),
    ]
    assert float(found[0]["score"]) >= 95 > float(found[0]["second_score"])
    assert found[0]["second_constituent_id"] == "C2"
    assert "4 rows compared with 4" in result.stdout


def test_a_relative_is_no_match_and_a_stranger_has_nobody(tmp_path: Path) -> None:
    run(tmp_path, EXISTING, INCOMING)

    _, relative, stranger, _ = rows(tmp_path)

    assert relative["constituent_id"] in ("C1", "C2")
    assert relative["band"] != "match"
    assert stranger == {**dict.fromkeys(stranger, ""), "row_id": "R3"}


def test_several_matches_are_a_conflict(tmp_path: Path) -> None:
    twice = EXISTING + "C5,Maria,Lopez,maria@example.org,(503) 555-0142,12 Rose Street,Portland,OR,97209,\n"
    others = "".join(f"D{n},Somebody,Else{n},else{n}@example.org,,,,,,\n" for n in range(60))

    run(tmp_path, twice + others, INCOMING)

    first = rows(tmp_path)[0]
    assert first["band"] == "conflict"
    assert {first["constituent_id"], first["second_constituent_id"]} == {"C1", "C5"}


def test_order_and_chunks_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path, EXISTING, INCOMING)
    usual = {row["row_id"]: row for row in rows(tmp_path)}
    (head, *known), (title, *coming) = EXISTING.splitlines(), INCOMING.splitlines()
    Random(3).shuffle(known)

    monkeypatch.setattr(comparing, "CHUNK", 1)
    run(tmp_path, "\n".join([head, *known]), "\n".join([title, *coming[::-1]]))

    assert {row["row_id"]: row for row in rows(tmp_path)} == usual


def test_neither_do_they_among_hundreds_of_look_alikes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_set(tmp_path, seed=5, existing=700, incoming=300)
    known, coming = ((tmp_path / f"{name}.csv").read_text() for name in ("existing", "incoming"))

    def answers(chance: Random | None, chunk: int) -> dict[str, dict[str, str]]:
        monkeypatch.setattr(comparing, "CHUNK", chunk)
        texts = []
        for text in (known, coming):
            head, *lines = text.splitlines()
            if chance:
                chance.shuffle(lines)
            texts.append("\n".join([head, *lines]))
        run(tmp_path, *texts)
        return {row["row_id"]: row for row in rows(tmp_path)}

    usual = answers(None, 5_000)

    assert sum(row["band"] == "match" for row in usual.values()) > 30
    for seed, chunk in ((1, 5_000), (2, 64)):
        assert answers(Random(seed), chunk) == usual


def test_headers_and_forms_of_files_are_forgiven(tmp_path: Path) -> None:
    usual = run(tmp_path, EXISTING, INCOMING)
    expected = rows(tmp_path)
    existing = EXISTING.replace("constituent_id", "Constituent ID ").replace(",", ";").replace("\n", "\r\n")
    incoming = INCOMING.replace("state,zip", "Region,Post Code").replace("email", "E-mail Address", 1)

    forgiven = run(tmp_path, existing.encode("utf-16"), b"\xef\xbb\xbf" + incoming.encode())

    assert rows(tmp_path) == expected
    assert usual.stderr == forgiven.stderr == ""


def test_other_columns_are_named_and_not_read(tmp_path: Path) -> None:
    result = run(tmp_path, EXISTING.replace("birth_date", "Shoe size"), INCOMING)

    assert "existing file that are not read: Shoe size." in result.stderr
    assert rows(tmp_path)[0]["constituent_id"] == "C1"


def test_what_cannot_be_read_is_left_out_and_counted(tmp_path: Path) -> None:
    spoiled = EXISTING.replace("1971-04-02", "1971-13-44").replace("noa@example.net", "noa at home")

    result = run(tmp_path, spoiled, INCOMING)

    assert result.exit_code == 0
    assert "1 birth_date, 1 email" in result.stderr
    assert rows(tmp_path)[0]["band"] == "match"


def test_organizations_are_known_by_what_is_filled(tmp_path: Path) -> None:
    columns = "organization_name,city,zip,phone"
    existing = f"constituent_id,{columns}\nC9,Rose City Food Bank,Portland,97209,503-555-0100\n"
    incoming = f"row_id,{columns}\nR1,The Rose City Food Bank Inc.,Portland,97209,5035550100\n"

    run(tmp_path, existing, incoming)

    assert (rows(tmp_path)[0]["constituent_id"], rows(tmp_path)[0]["band"]) == ("C9", "match")


def test_the_first_rows_are_explained_with_points_that_add_up(tmp_path: Path) -> None:
    result = run(tmp_path, EXISTING, INCOMING, "--explain", "3")

    told = result.stdout
    assert told.count("Row R") == 3
    assert "Row R3: Zed Nowhere\n  Nobody on record is in reach." in told
    first = told.partition("\n\n")[0].splitlines()
    parts = [float(line.split()[0]) for line in first if line.lstrip()[:1] in "+-" and line.startswith("   ")]
    total = next(float(line.split()[0]) for line in first if line.endswith("in all"))
    assert len(parts) > 2
    assert sum(parts) == pytest.approx(total)
    assert f"C1: {total:.1f}, match" in first[1]


REFUSED = [
    ("name,email\nAnn,ann@example.org\n", INCOMING, "no column “constituent_id”"),
    (EXISTING, INCOMING.replace("row_id", "number"), "no column “row_id”"),
    (EXISTING.replace("C2", "C1"), INCOMING, "The constituent_id “C1” is there twice."),
    (EXISTING, INCOMING.replace("R2", "R1"), "The row_id “R1” is there twice."),
    (EXISTING.replace("C2", ""), INCOMING, "A row has no constituent_id"),
    ("", INCOMING, "This file is empty."),
    (EXISTING, "row_id,first_name\n", "no rows under them"),
    (b"%PDF-1.7 nothing", INCOMING, "a PDF document"),
]


@pytest.mark.parametrize(("existing", "incoming", "words"), REFUSED)
def test_a_file_that_cannot_be_used_is_refused_with_an_instruction(
    tmp_path: Path, existing: str | bytes, incoming: str | bytes, words: str
) -> None:
    result = run(tmp_path, existing, incoming)

    assert result.exit_code == 2
    assert words in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.csv"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    words = ["--existing", "none.csv", "--incoming", "none.csv", "--out", str(tmp_path / "out.csv")]

    result = CliRunner().invoke(match, words)

    assert result.exit_code == 2
    assert "none.csv: It cannot be read: No such file" in result.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("kind", "band"), [("Organization", "match"), ("", "none")])
def test_the_kind_of_a_row_may_be_stated(tmp_path: Path, kind: str, band: str) -> None:
    existing = "constituent_id,organization_name,phone,zip\nC9,Lopez & Sons,503-555-0100,97209\n"
    incoming = (
        f"row_id,type,organization_name,last_name,phone,zip\nR1,{kind},Lopez & Sons,Lopez,5035550100,97209\n"
    )

    run(tmp_path, existing, incoming)

    assert rows(tmp_path)[0]["band"] == band


@pytest.mark.parametrize(
    ("out", "told"),
    [
        ("none/out.csv", "There is no folder"),
        ("b.csv", "is a file to read"),
        ("a.csv", "is a file to read"),
    ],
)
def test_the_answer_needs_a_place_of_its_own(tmp_path: Path, out: str, told: str) -> None:
    (tmp_path / "a.csv").write_text(EXISTING)
    (tmp_path / "b.csv").write_text(INCOMING)
    words = ["--existing", str(tmp_path / "a.csv"), "--incoming", str(tmp_path / "b.csv")]

    result = CliRunner().invoke(match, [*words, "--out", str(tmp_path / out)])

    assert result.exit_code == 2
    assert told in result.stderr
    assert (tmp_path / "a.csv").read_text() == EXISTING
    assert (tmp_path / "b.csv").read_text() == INCOMING


def test_a_country_that_there_is_not_is_refused(tmp_path: Path) -> None:
    result = run(tmp_path, EXISTING, INCOMING, "--country", "ZZ")

    assert result.exit_code == 2
    assert "No country is called “ZZ”" in result.stderr


def test_a_workbook_is_read_like_a_list(tmp_path: Path) -> None:
    import xlsxwriter

    run(tmp_path, EXISTING, INCOMING)
    expected = rows(tmp_path)
    book = xlsxwriter.Workbook(tmp_path / "known.xlsx")
    sheet = book.add_worksheet()
    for number, row in enumerate(csv.reader(EXISTING.splitlines())):
        sheet.write_row(number, 0, row)
    book.close()

    run(tmp_path, (tmp_path / "known.xlsx").read_bytes(), INCOMING)

    assert rows(tmp_path) == expected


def test_neither_settings_nor_data_are_touched(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(EXISTING)
    (tmp_path / "b.csv").write_text(INCOMING)
    words = ["--existing", "a.csv", "--incoming", "b.csv", "--out", "out.csv"]
    spoiled = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    spoiled |= {"KITH_DATA": str(tmp_path / "data"), "DATABASE_URL": "nowhere://"}

    done = subprocess.run(
        [sys.executable, "-P", "-m", "app.cli.match", *words], cwd=tmp_path, env=spoiled, capture_output=True
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.csv", "out.csv"]
